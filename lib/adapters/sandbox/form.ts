import { SandboxFault } from './fault.ts';

export type FormValue = string | FormValue[] | { [name: string]: FormValue };
interface Branch {
  [name: string]: string | Branch;
}

const maxDepth = 8;

function unreadable(name: string): SandboxFault {
  return new SandboxFault(`Invalid request: the parameter ${name.slice(0, 80)} cannot be read`, { code: 'parameter_unknown', param: name.slice(0, 80) });
}

function branch(): Branch {
  return Object.create(null) as Branch;
}

/** `a[b][0]` as [a, b, 0]. */
function pathOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]+\])*)$/.exec(name);
  if (!match) throw unreadable(name);
  const path = [match[1] ?? '', ...[...(match[2] ?? '').matchAll(/\[([^[\]]+)\]/g)].map((part) => part[1] ?? '')];
  if (path.length > maxDepth || path.includes('__proto__')) throw unreadable(name);
  return path;
}

/** What is numbered from 0 without a gap is a list. */
function settled(value: string | Branch): FormValue {
  if (typeof value === 'string') return value;
  const names = Object.keys(value);
  const isList = names.length > 0 && names.every((name, n) => name === String(n));
  return isList ? names.map((name) => settled(value[name] ?? '')) : Object.fromEntries(names.map((name) => [name, settled(value[name] ?? '')]));
}

/** A body as Stripe's clients write it (`line_items[0][price_data][currency]=usd`) as an object; all leaves are text. Throws SandboxFault. */
export function decodeForm(body: string): Record<string, FormValue> {
  const root = branch();
  for (const [name, text] of new URLSearchParams(body)) {
    const path = pathOf(name);
    const last = path.pop() ?? '';
    let at = root;
    for (const part of path) {
      const next = (at[part] ??= branch());
      if (typeof next === 'string') throw unreadable(name);
      at = next;
    }
    if (last in at) throw unreadable(name);
    at[last] = text;
  }
  return Object.fromEntries(Object.keys(root).map((name) => [name, settled(root[name] ?? '')]));
}
