import type { Endpoint } from './openapi.ts';

/** A request with everything filled in. */
export interface Prepared {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  file: File | undefined;
}

export interface Result {
  ok: boolean;
  /** "200 OK", or that nothing came back. */
  status: string;
  tookMs: number;
  body: string;
}

/** Puts the values where the operation wants them. */
export function prepare(endpoint: Endpoint, values: Record<string, string>, body: string | undefined, file: File | undefined, bearer: string): Prepared {
  let path = endpoint.path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name, in: place } of endpoint.parameters) {
    const value = values[name];
    if (!value) continue;
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (place === 'query') query.set(name, value);
    else if (place === 'header') headers[name] = value;
  }
  if (bearer) headers.authorization = `Bearer ${bearer}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  return { method: endpoint.method, path: query.size > 0 ? `${path}?${query}` : path, headers, body, file };
}

/** Sends it; with a key the person's own sign-in stays out of it. */
export async function send({ method, path, headers, body, file }: Prepared): Promise<Result> {
  const started = performance.now();
  const form = new FormData();
  if (file) form.set('file', file);
  try {
    const answer = await fetch(path, { method, headers, credentials: headers.authorization ? 'omit' : 'same-origin', body: file ? form : (body ?? null) });
    const text = await answer.text();
    return { ok: answer.ok, status: `${answer.status} ${answer.statusText}`.trim(), tookMs: Math.round(performance.now() - started), body: pretty(text) };
  } catch {
    return { ok: false, status: 'No answer', tookMs: Math.round(performance.now() - started), body: 'The server could not be reached. Nothing is known to have changed.' };
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The same request for a terminal. */
export function curlOf({ method, path, headers, body, file }: Prepared): string {
  const lines = [`curl${method === 'GET' ? '' : ` -X ${method}`} ${quoted(window.location.origin + path)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (file) lines.push(`-F ${quoted(`file=@${file.name}`)}`);
  else if (body !== undefined) lines.push(`-d ${quoted(compact(body))}`);
  return lines.join(' \\\n  ');
}

function compact(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
