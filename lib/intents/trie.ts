/** Character classes that decide where a word may begin and end. */
export const OTHER = 0;
/** Letters of scripts that put spaces between words. */
export const SPACED = 1;
export const DIGIT = 2;
/** Letters of scripts that do not (Han, kana, Thai, Lao, Khmer, Burmese) or that glue endings on (Hangul). */
export const UNSPACED = 3;

/** Katakana runs are words of their own inside unspaced text. */
export const KATAKANA = 4;

const CLASSES = buildClasses();

/** A set of phrases with a value each, matched longest first in linear time. */
export interface Trie<T> {
  value: T | undefined;
  next: Map<number, Trie<T>>;
}

export interface Match<T> {
  end: number;
  value: T;
}

export function createTrie<T>(): Trie<T> {
  return { value: undefined, next: new Map() };
}

/** The place for a phrase in normalised form, made when it is new; what it holds is the caller's. */
export function nodeFor<T>(trie: Trie<T>, phrase: string): Trie<T> {
  let node = trie;
  for (let i = 0; i < phrase.length; i++) {
    const unit = phrase.charCodeAt(i);
    let child = node.next.get(unit);
    if (!child) node.next.set(unit, (child = createTrie<T>()));
    node = child;
  }
  return node;
}

/** The longest phrase that starts at `from` and ends where a word may end; the caller picks starts by `startsWord`. */
export function matchAt<T>(trie: Trie<T>, text: string, from: number): Match<T> | null {
  let node: Trie<T> | undefined = trie;
  let found: Match<T> | null = null;
  for (let i = from; i < text.length; i++) {
    node = node.next.get(text.charCodeAt(i));
    if (!node) break;
    if (node.value !== undefined && endsWord(text, from, i + 1)) found = { end: i + 1, value: node.value };
  }
  return found;
}

export function classAt(text: string, at: number): number {
  return at < text.length && at >= 0 ? (CLASSES[text.charCodeAt(at)] ?? OTHER) : OTHER;
}

/** A letter may follow a digit at once ("2pcs"), a spaced letter may not follow another. */
export function startsWord(text: string, at: number): boolean {
  const kind = classAt(text, at);
  return kind === UNSPACED || kind === OTHER || classAt(text, at - 1) !== kind;
}

function endsWord(text: string, from: number, end: number): boolean {
  const last = classAt(text, end - 1);
  const next = classAt(text, end);
  if (last === DIGIT) return next !== DIGIT;
  if (last === KATAKANA) return next !== KATAKANA;
  if (last !== SPACED) return true;
  // One letter beside a digit is part of a code ("m8"), not the word "m".
  const isOneLetter = end - from === 1 || classAt(text, end - 2) !== SPACED;
  return next !== SPACED && !(isOneLetter && next === DIGIT);
}

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  const letter = /[\p{L}\p{M}]/u;
  for (let unit = 0; unit < 0x10000; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    if (unit >= 48 && unit <= 57) classes[unit] = DIGIT;
    else if (letter.test(String.fromCharCode(unit))) classes[unit] = unit >= 0x30a1 && unit <= 0x30ff ? KATAKANA : isUnspaced(unit) ? UNSPACED : SPACED;
  }
  return classes;
}

function isUnspaced(unit: number): boolean {
  const isSouthEast = (unit >= 0xe00 && unit <= 0xeff) || (unit >= 0x1000 && unit <= 0x109f) || (unit >= 0x1780 && unit <= 0x17ff);
  return isSouthEast || (unit >= 0x1100 && unit <= 0x11ff) || (unit >= 0x2e80 && unit <= 0xd7ff) || (unit >= 0xf900 && unit <= 0xfaff);
}
