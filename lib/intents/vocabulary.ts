import { normalise, withoutAccents } from './normalise.ts';
import { createTrie, nodeFor, type Trie } from './trie.ts';
import { lexicons } from './words/all.ts';
import type { Lexicon } from './words/lexicon.ts';

export type WordKind = Exclude<keyof Lexicon, 'language'>;

/** What one phrase does in one language. A weak one counts only beside another word of its language. */
export interface Sense {
  kind: WordKind;
  language: string;
  /** The number a number word, or a claim with one in it ("mau satu"), says, else 0. */
  value: number;
  isWeak: boolean;
  /** What else it does beside a number: bits of COUNTS, MARKS_CODE, MARKS_SIZE. */
  roles: number;
}

export const COUNTS = 1;
export const MARKS_CODE = 2;
export const MARKS_SIZE = 4;
const ROLES: Partial<Record<WordKind, number>> = { counter: COUNTS, codeMark: MARKS_CODE, sizeMark: MARKS_SIZE };

const CLAIMS: ReadonlySet<WordKind> = new Set(['sure', 'claim', 'want']);

/** Every phrase of every language, with all its senses; built once, when this file is loaded. */
export const vocabulary: Trie<Sense[]> = buildVocabulary();

function buildVocabulary(): Trie<Sense[]> {
  const trie = createTrie<Sense[]>();
  for (const lexicon of lexicons) {
    const numbers = new Map(`${lexicon.numbers},${lexicon.numerals ?? ''}`.split(',').map((entry) => [normalise(entry.split('=')[0] ?? '').replace('~', '').trim(), Number(entry.split('=')[1])]));
    for (const [kind, list] of Object.entries(lexicon)) {
      if (isWordKind(kind)) for (const entry of list.split(',')) addEntry(trie, lexicon.language, kind, entry.trim(), numbers);
    }
  }
  return trie;
}

function saidNumber(phrase: string, numbers: ReadonlyMap<string, number>): number {
  const words = phrase.split(' ');
  for (const [word, value] of numbers) {
    const isIn = words.includes(word) || ((word.length > 1 || isHan(word)) && word.charCodeAt(0) >= 0xe00 && phrase.includes(word)) || (word.includes(' ') && phrase.endsWith(word));
    if (isIn && value > 1) return value;
  }
  return 0;
}

function isHan(word: string): boolean {
  return word >= '\u4e00' && word < '\ua000';
}

function isWordKind(key: string): key is WordKind {
  return key !== 'language';
}

function addEntry(trie: Trie<Sense[]>, language: string, kind: WordKind, entry: string, numbers: ReadonlyMap<string, number>): void {
  const isWeak = entry.startsWith('~');
  const hasValue = kind === 'numbers' || kind === 'numerals';
  const cut = hasValue ? entry.lastIndexOf('=') : entry.length;
  const phrase = normalise(entry.slice(isWeak ? 1 : 0, cut));
  // Hindi's two ("do") is also its "give" and "please do": "rakh do" asks for one.
  const mayCount = CLAIMS.has(kind) && language !== 'hi';
  const value = hasValue ? Number(entry.slice(cut + 1)) : mayCount ? saidNumber(phrase, numbers) : 0;
  // A digit in a claim is read as a number, not as part of the phrase.
  if (!phrase || (CLAIMS.has(kind) && /(^| )\d+( |$)/.test(phrase))) return;
  const sense: Sense = { kind, language, value, isWeak, roles: ROLES[kind] ?? 0 };
  addSense(trie, phrase, sense);
  // Many type Vietnamese without its marks; a short word without them is too easily a word of another language.
  if (language === 'ar' && kind === 'goods') addSense(trie, `ال${phrase}`, sense);
  const plain = withoutAccents(phrase);
  if (plain !== phrase) addSense(trie, plain, { ...sense, isWeak: isWeak || plain.length <= 4 });
}

/** The first kind a phrase is given in a language stays; a later one only adds its role. */
function addSense(trie: Trie<Sense[]>, phrase: string, sense: Sense): void {
  const node = nodeFor(trie, phrase);
  node.value ??= [];
  const known = node.value.find((other) => other.language === sense.language);
  if (!known) node.value.push(sense);
  else {
    known.roles |= sense.roles;
    known.value ||= sense.value;
  }
}
