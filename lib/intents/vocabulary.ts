import { normalise, withoutAccents } from './normalise.ts';
import { createTrie, nodeFor, type Trie } from './trie.ts';
import { lexicons } from './words/all.ts';
import type { Lexicon } from './words/lexicon.ts';

export type WordKind = Exclude<keyof Lexicon, 'language'>;

/** What one phrase does in one language. A weak one counts only beside another word of its language. */
export interface Sense {
  kind: WordKind;
  language: string;
  /** The number a number word says, else 0. */
  value: number;
  isWeak: boolean;
}

/** Every phrase of every language, with all its senses; built once, when this file is loaded. */
export const vocabulary: Trie<Sense[]> = buildVocabulary();

function buildVocabulary(): Trie<Sense[]> {
  const trie = createTrie<Sense[]>();
  for (const lexicon of lexicons) {
    for (const [kind, list] of Object.entries(lexicon)) {
      if (isWordKind(kind)) for (const entry of list.split(',')) addEntry(trie, lexicon.language, kind, entry.trim());
    }
  }
  return trie;
}

function isWordKind(key: string): key is WordKind {
  return key !== 'language';
}

function addEntry(trie: Trie<Sense[]>, language: string, kind: WordKind, entry: string): void {
  const isWeak = entry.startsWith('~');
  const hasValue = kind === 'numbers' || kind === 'numerals';
  const cut = hasValue ? entry.lastIndexOf('=') : entry.length;
  const phrase = normalise(entry.slice(isWeak ? 1 : 0, cut));
  const value = hasValue ? Number(entry.slice(cut + 1)) : 0;
  if (!phrase) return;
  addSense(trie, phrase, { kind, language, value, isWeak });
  // Many type Vietnamese without its marks; a short word without them is too easily a word of another language.
  const plain = withoutAccents(phrase);
  if (plain !== phrase) addSense(trie, plain, { kind, language, value, isWeak: isWeak || plain.length <= 4 });
}

/** The first kind a phrase is given in a language stays. */
function addSense(trie: Trie<Sense[]>, phrase: string, sense: Sense): void {
  const node = nodeFor(trie, phrase);
  node.value ??= [];
  const isKnown = node.value.some((other) => other.language === sense.language && (other.kind === sense.kind || other.value === sense.value));
  if (!isKnown) node.value.push(sense);
}
