import type { CommentRow } from '#lib/comments/schema.ts';

export type MarkKind = 'code' | 'variant' | 'quantity';
export interface Segment {
  text: string;
  kind: MarkKind | null;
}

type Understood = Pick<CommentRow, 'message' | 'item_code' | 'variant_words' | 'quantity'>;

/** Letters as they are compared: no case, no accents, no wide forms. `at[i]` is where the i-th of them stands in the message. */
function fold(message: string): { text: string; at: number[] } {
  let text = '';
  const at: number[] = [];
  let index = 0;
  for (const char of message) {
    const plain = char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    for (let i = 0; i < plain.length; i += 1) at.push(index);
    text += plain;
    index += char.length;
  }
  at.push(index);
  return { text, at };
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Latin words and numbers must stand alone; scripts without spaces need not. */
function word(pattern: string, needle: string): RegExp {
  const before = /^[a-z]/.test(needle) ? '(?<![a-z])' : /^\d/.test(needle) ? '(?<!\\d)' : '';
  const after = /[a-z]$/.test(needle) ? '(?![a-wyz]|x(?!\\d))' : /\d$/.test(needle) ? '(?!\\d)' : '';
  return new RegExp(before + pattern + after);
}

/** Where the code, the variant words and the quantity stand in the message, as quiet marks. What is not found is left unmarked. */
export function markText(row: Understood): Segment[] {
  const { text, at } = fold(row.message);
  const found: { from: number; to: number; kind: MarkKind }[] = [];

  const take = (pattern: RegExp, kind: MarkKind) => {
    const search = new RegExp(pattern, 'g');
    for (let hit = search.exec(text); hit; hit = search.exec(text)) {
      const from = hit.index;
      const to = from + hit[0].length;
      if (to === from) return;
      if (found.every((other) => to <= other.from || from >= other.to)) {
        found.push({ from, to, kind });
        return;
      }
    }
  };

  if (row.item_code) {
    const code = fold(row.item_code).text;
    const loose = escape(code).replace(/([a-z])(?=\d)/, '$1[\\s-]?');
    take(new RegExp(`#\\s?${word(loose, code).source.replace(/^\(\?<!\\d\)/, '')}`), 'code');
    if (found.length === 0) take(word(loose, code), 'code');
  }
  for (const variant of row.variant_words ?? []) {
    const needle = fold(variant).text;
    if (needle) take(word(escape(needle), needle), 'variant');
  }
  if (row.quantity !== null) take(new RegExp(`(?:(?<![a-z]{2})x|[×*+])\\s?${row.quantity}(?!\\d)|(?<!\\d)${row.quantity}(?!\\d)(?:x(?![a-z]))?`), 'quantity');

  found.sort((a, b) => a.from - b.from);
  const segments: Segment[] = [];
  let done = 0;
  for (const { from, to, kind } of found) {
    const start = at[from] ?? 0;
    const end = at[to] ?? row.message.length;
    if (start > done) segments.push({ text: row.message.slice(done, start), kind: null });
    segments.push({ text: row.message.slice(start, end), kind });
    done = end;
  }
  if (done < row.message.length) segments.push({ text: row.message.slice(done), kind: null });
  return segments;
}
