import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseConcepts, type ConceptLists } from '#lib/intents/concepts.ts';
import { normalise } from '#lib/intents/normalise.ts';
import { Intent } from '#lib/intents/schema.ts';

export interface Line {
  language: string;
  /** The sort of show or talk. */
  kind: string;
  intent: Intent;
  text: string;
  /** How often it counts, 1 when not said. */
  weight?: number;
}

/**
 * The training text: one `<language>.txt` or `chat-<language>.txt` a file, a comment a line below a `[label kind]` header, `//` for remarks. A comment
 * said twice with the same label counts once; with two labels it counts for neither, and is named in `disputed`. Throws on
 * an unknown label, naming file and line.
 */
export async function readCorpus(folder: string): Promise<{ lines: Line[]; disputed: string[]; hash: string }> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.txt')).sort();
  const hash = createHash('sha256');
  const byText = new Map<string, Line & { isDisputed: boolean }>();
  for (const file of files) {
    const content = await readFile(path.join(folder, file), 'utf8');
    hash.update(content);
    for (const line of parseCorpus(content, file)) {
      const key = `${normalise(line.text)}`;
      const known = byText.get(key);
      if (!known) byText.set(key, { ...line, isDisputed: false });
      else if (known.intent !== line.intent) known.isDisputed = true;
    }
  }
  const all = [...byText.values()];
  return { lines: all.filter((line) => !line.isDisputed), disputed: all.filter((line) => line.isDisputed).map((line) => line.text), hash: hash.digest('hex').slice(0, 16) };
}

/** Kinds of none that are about shops though nobody buys under them. */
const SHOP_KINDS = new Set(['hard', 'seller', 'nobuy', 'host', 'past', 'quote', 'quotes', 'mod', 'wish', 'possession', 'market', 'shop', 'jokes', 'want', 'thanks', 'resale', 'direct', 'delivery', 'spam', 'group']);
const TALK_ABOVE = 0.9;

/** The kinds of talk outside shops: under them next to nothing is wanted. */
export function talkKinds(lines: readonly Line[]): ReadonlySet<string> {
  const counts = new Map<string, { none: number; all: number }>();
  for (const { kind, intent } of lines) {
    const known = counts.get(kind) ?? { none: 0, all: 0 };
    counts.set(kind, { none: known.none + (intent === 'none' ? 1 : 0), all: known.all + 1 });
  }
  return new Set([...counts].filter(([kind, { none, all }]) => none / all > TALK_ABOVE && !SHOP_KINDS.has(kind)).map(([kind]) => kind));
}

/** From so many letters on a comment that stands in two places was not written twice by chance; "lol" and "mine" everybody types. */
const LETTERS_MIN = 12;

/** A comment's letters and digits alone, as two are compared. */
export const lettersOf = (text: string): string => normalise(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '');

/** The lines without those that the evaluation (`comments.tsv`, `chat.tsv`, `claims.tsv` and others named like them) also holds: what measures is not learnt. */
export async function withoutEvaluation(lines: readonly Line[], folder: string): Promise<Line[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.tsv'));
  const held = new Set<string>();
  for (const file of files) {
    const column = file.endsWith('comments.tsv') ? 2 : 1;
    for (const row of (await readFile(path.join(folder, file), 'utf8')).split('\n')) held.add(lettersOf(row.split('\t')[column] ?? ''));
  }
  return lines.filter(({ text }) => {
    const letters = lettersOf(text);
    return letters.length < LETTERS_MIN || !held.has(letters);
  });
}

/** What words mean, by language: one `<language>.txt` a file. Throws on a line that is none. */
export async function readConceptLists(folder: string): Promise<ConceptLists> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.txt')).sort();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [path.basename(file, '.txt'), parseConcepts(await readFile(path.join(folder, file), 'utf8'), file)] as const)));
}

/** One file's lines, in order. */
export function parseCorpus(content: string, file: string): Line[] {
  const language = path.basename(file, '.txt').replace(/^chat-/, '');
  const lines: Line[] = [];
  let header: { intent: Intent; kind: string } | null = null;
  for (const [at, raw] of content.split('\n').entries()) {
    const text = raw.trim();
    if (text === '' || text.startsWith('//')) continue;
    const found = /^\[(\w+)(?: ([^\]]+))?\]$/.exec(text);
    if (found) {
      const intent = Intent.safeParse(found[1]);
      if (!intent.success) throw new Error(`${file}:${at + 1}: "${found[1]}" is no label. Labels: ${Intent.options.join(', ')}`);
      header = { intent: intent.data, kind: found[2] ?? '' };
      continue;
    }
    if (!header) throw new Error(`${file}:${at + 1}: a comment before the first [label kind] header`);
    lines.push({ language, ...header, text });
  }
  return lines;
}
