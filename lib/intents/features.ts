import { clausesOf } from './clauses.ts';
import { indexConcepts, readConcepts, type ConceptIndex } from './concepts.ts';
import { readComment } from './extract.ts';
import { isAscii, withoutAccents } from './normalise.ts';
import { decide, type Verdict } from './rules.ts';
import { Intent, type Reading } from './schema.ts';
import type { Scan } from './scan.ts';

/** What turns a comment into numbers. A model says in its manifest which settings it was trained with; others are refused. */
export const featureSettings = { version: 4, tableRows: 960_000, pieceBits: 26, charsMin: 1, charsMax: 5, wordsMax: 2, kindsMax: 3, conceptsMax: 3, pairsWithin: 5, textMax: 200 } as const;

/** How many numbers stand beside the bag: the rules' verdict, a place an intent. */
export const DENSE = Intent.options.length;

export interface Features {
  /** Pieces as hashes, 1 to 2^pieceBits - 1; 0 is padding. The rest of `tableRows` says which row of the model's table may be theirs. */
  ids: number[];
  /** As many as `ids`. */
  weights: number[];
  /** `DENSE` numbers. */
  dense: number[];
}

export interface Read {
  scan: Scan;
  verdict: Verdict;
  features: Features;
}

const PIECES = 2 ** featureSettings.pieceBits;
const [CHARS, WORDS, KINDS, SHAPES, CONCEPTS, PAIRS] = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0x5bd1e995];
export const noConcepts = indexConcepts({});

/**
 * Reads a comment once for the rules and for the model: hashed pieces of its letters (1 to 5), its words (1 and 2), the
 * kinds of its phrases as the word lists know them (1 to 3), its concepts (1 to 3, and pairs), each group weighted by the root of its size, and the rules'
 * verdict. Numbers lose their digits in the letters, so that "A17" teaches of "B25". Pure; never throws.
 */
export function readFeatures(reading: Reading, index: ConceptIndex = noConcepts): Read {
  const scan = readComment(reading);
  const kinds = scan.tokens.map((item) => (item.kind === 'code' && item.isKnown ? 'known' : item.kind));
  const verdict = decide(clausesOf(scan));
  const text = scan.text.slice(0, featureSettings.textMax);
  const features: Features = { ids: [], weights: [], dense: Intent.options.map((intent) => (intent === verdict.intent ? verdict.score : 0)) };
  addChars(features.ids, ` ${withoutAccents(text).replace(/\d/g, '0')} `);
  weigh(features);
  addWords(features.ids, text);
  weigh(features);
  addSequences(features.ids, ['^', ...kinds.slice(0, 40), '$'], featureSettings.kindsMax, KINDS);
  weigh(features);
  const concepts = readConcepts(text, index);
  addSequences(features.ids, ['^', ...concepts, '$'], featureSettings.conceptsMax, CONCEPTS);
  weigh(features);
  addPairs(features.ids, concepts);
  weigh(features);
  addShapes(features.ids, reading.text.slice(0, featureSettings.textMax), text);
  weigh(features);
  return { scan, verdict, features };
}

/** Gives the ids added since the last call, one group, their weights. */
function weigh({ ids, weights }: Features): void {
  const weight = 1 / Math.sqrt(ids.length - weights.length);
  for (let left = ids.length - weights.length; left > 0; left--) weights.push(weight);
}

function addChars(ids: number[], text: string): void {
  for (let at = 0; at < text.length; at++) {
    let hash = CHARS;
    for (let n = 1; n <= featureSettings.charsMax && at + n <= text.length; n++) {
      hash = mix(hash, text.charCodeAt(at + n - 1));
      if (n > 1 || text.charCodeAt(at) > 127) ids.push(piece(hash, n));
    }
  }
}

function addWords(ids: number[], text: string): void {
  const words = text.match(/[\p{L}\p{M}]+|\d+|[^\s\p{L}\p{M}\d]/gu) ?? [];
  addSequences(ids, ['^', ...words.map((word) => (isLongNumber(word) && !/^(\d)\1+$/.test(word) ? '000' : word)), '$'], featureSettings.wordsMax, WORDS);
}

/** Of a word of the text, which holds digits only or none. */
function isLongNumber(word: string): boolean {
  return word.length > 2 && word.charCodeAt(0) >= 48 && word.charCodeAt(0) <= 57;
}

/** Each stretch of 1 to `longest` items; the ends count only with a neighbour. */
function addSequences(ids: number[], items: readonly string[], longest: number, seed: number): void {
  for (let at = 0; at < items.length; at++) {
    let hash = seed;
    for (let n = 1; n <= longest && at + n <= items.length; n++) {
      const item = items[at + n - 1] ?? '';
      hash = mixAll(mix(hash, 31), item);
      if (n > 1 || (item !== '^' && item !== '$')) ids.push(piece(hash, n));
    }
  }
}

/** Concepts that stand near one another, in either order: languages differ in it. */
function addPairs(ids: number[], concepts: readonly string[]): void {
  const known = concepts.filter((concept) => concept !== '?').slice(0, 24).map((concept) => mixAll(PAIRS, concept));
  for (let i = 0; i < known.length; i++) {
    for (let j = i + 1; j < known.length && j - i <= featureSettings.pairsWithin; j++) {
      const [one, other] = [known[i] ?? 0, known[j] ?? 0];
      ids.push(piece(mix(Math.min(one, other), Math.max(one, other)), 2));
    }
  }
}

/** How long, how loud, how stretched it is, and whether it ends by asking. */
function addShapes(ids: number[], raw: string, text: string): void {
  const isPlain = isAscii(raw);
  const marks = [
    `length ${Math.min(12, Math.round(2 * Math.log2(1 + text.length)))}`,
    `words ${Math.min(12, text.split(' ').length)}`,
    (isPlain ? /([a-zA-Z])\1\1/ : /(\p{L})\1\1/u).test(raw) ? 'stretched' : '',
    isLoud(raw) ? 'loud' : '',
    /[?？؟]\s*$/.test(raw) ? 'asks' : '',
    !isPlain && /\p{Extended_Pictographic}/u.test(raw) ? 'emoji' : '',
    /https?:|www\.|\.com\b/i.test(raw) ? 'link' : '',
    raw.includes('@') ? 'mention' : '',
  ];
  addSequences(ids, marks.filter(Boolean), 1, SHAPES);
}

/** One small letter of ours says no without looking at the others, as in most comments. */
function isLoud(raw: string): boolean {
  if (/[a-z]/.test(raw)) return false;
  const letters = raw.replace(/[^\p{L}]/gu, '');
  return letters.length > 3 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
}

function mixAll(hash: number, text: string): number {
  let mixed = hash;
  for (let i = 0; i < text.length; i++) mixed = mix(mixed, text.charCodeAt(i));
  return mixed;
}

function mix(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x01000193);
  return mixed ^ (mixed >>> 15);
}

/** A piece's id, never the padding's. */
function piece(hash: number, n: number): number {
  let h = Math.imul(hash ^ n, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return 1 + ((h >>> 0) % (PIECES - 1));
}
