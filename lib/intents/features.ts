import { clausesOf } from './clauses.ts';
import { indexConcepts, readConcepts, type ConceptIndex } from './concepts.ts';
import { readComment } from './extract.ts';
import { withoutAccents } from './normalise.ts';
import { decide, type Verdict } from './rules.ts';
import { Intent, type Reading } from './schema.ts';
import type { Scan } from './scan.ts';

/** What turns a comment into numbers. A model says in its manifest which settings it was trained with; others are refused. */
export const featureSettings = { version: 2, tableBits: 16, charsMin: 1, charsMax: 5, wordsMax: 2, kindsMax: 3, conceptsMax: 3, pairsWithin: 5, textMax: 200 } as const;

/** How many numbers stand beside the bag: the rules' verdict, a place an intent. */
export const DENSE = Intent.options.length;

export interface Features {
  /** Rows of the table, 1 to 2^tableBits - 1; 0 is padding. */
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

const ROWS = 2 ** featureSettings.tableBits;
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
  addGroup(features, charIds(` ${withoutAccents(text).replace(/\d/g, '0')} `));
  addGroup(features, wordIds(text));
  addGroup(features, sequenceIds(['^', ...kinds.slice(0, 40), '$'], featureSettings.kindsMax, KINDS));
  const concepts = readConcepts(text, index);
  addGroup(features, sequenceIds(['^', ...concepts, '$'], featureSettings.conceptsMax, CONCEPTS));
  addGroup(features, pairIds(concepts));
  addGroup(features, shapeIds(reading.text.slice(0, featureSettings.textMax), text));
  return { scan, verdict, features };
}

function addGroup(features: Features, ids: readonly number[]): void {
  if (ids.length === 0) return;
  const weight = 1 / Math.sqrt(ids.length);
  for (const id of ids) {
    features.ids.push(id);
    features.weights.push(weight);
  }
}

function charIds(text: string): number[] {
  const ids: number[] = [];
  for (let at = 0; at < text.length; at++) {
    let hash = CHARS;
    for (let n = 1; n <= featureSettings.charsMax && at + n <= text.length; n++) {
      hash = mix(hash, text.charCodeAt(at + n - 1));
      if (n > 1 || text.charCodeAt(at) > 127) ids.push(row(hash, n));
    }
  }
  return ids;
}

function wordIds(text: string): number[] {
  const words = text.match(/[\p{L}\p{M}]+|\d+|[^\s\p{L}\p{M}\d]/gu) ?? [];
  return sequenceIds(['^', ...words.map((word) => (/^\d{3,}$/.test(word) && !/^(\d)\1+$/.test(word) ? '000' : word)), '$'], featureSettings.wordsMax, WORDS);
}

/** Each stretch of 1 to `longest` items; the ends count only with a neighbour. */
function sequenceIds(items: readonly string[], longest: number, seed: number): number[] {
  const ids: number[] = [];
  for (let at = 0; at < items.length; at++) {
    let hash = seed;
    for (let n = 1; n <= longest && at + n <= items.length; n++) {
      const item = items[at + n - 1] ?? '';
      hash = mixAll(mix(hash, 31), item);
      if (n > 1 || (item !== '^' && item !== '$')) ids.push(row(hash, n));
    }
  }
  return ids;
}

/** Concepts that stand near one another, in either order: languages differ in it. */
function pairIds(concepts: readonly string[]): number[] {
  const ids: number[] = [];
  const known = concepts.filter((concept) => concept !== '?').slice(0, 24).map((concept) => mixAll(PAIRS, concept));
  for (let i = 0; i < known.length; i++) {
    for (let j = i + 1; j < known.length && j - i <= featureSettings.pairsWithin; j++) {
      const [one, other] = [known[i] ?? 0, known[j] ?? 0];
      ids.push(row(mix(Math.min(one, other), Math.max(one, other)), 2));
    }
  }
  return ids;
}

/** How long, how loud, how stretched it is, and whether it ends by asking. */
function shapeIds(raw: string, text: string): number[] {
  const letters = raw.replace(/[^\p{L}]/gu, '');
  const marks = [
    `length ${Math.min(12, Math.round(2 * Math.log2(1 + text.length)))}`,
    `words ${Math.min(12, text.split(' ').length)}`,
    /(\p{L})\1\1/u.test(raw) ? 'stretched' : '',
    letters.length > 3 && letters === letters.toUpperCase() && letters !== letters.toLowerCase() ? 'loud' : '',
    /[?？؟]\s*$/.test(raw) ? 'asks' : '',
    /\p{Extended_Pictographic}/u.test(raw) ? 'emoji' : '',
    /https?:|www\.|\.com\b/i.test(raw) ? 'link' : '',
    raw.includes('@') ? 'mention' : '',
  ];
  return sequenceIds(marks.filter(Boolean), 1, SHAPES);
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

/** A row of the table, never the padding's. */
function row(hash: number, n: number): number {
  let h = Math.imul(hash ^ n, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return 1 + ((h >>> 0) % (ROWS - 1));
}
