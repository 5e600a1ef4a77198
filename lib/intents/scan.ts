import { codeKey, foreignVariantEnd, indexOf, nearbyEntry, singularEntry, type CatalogueIndex, type Entry } from './catalogue.ts';
import { readNumber } from './numerals.ts';
import { normalise } from './normalise.ts';
import type { Reading } from './schema.ts';
import { NO_SENSES, token, type Token } from './tokens.ts';
import { classAt, DIGIT, matchAt, OTHER, SPACED, UNSPACED } from './trie.ts';
import { MARKS_CODE, vocabulary, type Sense } from './vocabulary.ts';

export interface Scan {
  text: string;
  tokens: Token[];
  language: string | null;
  index: CatalogueIndex;
}

/** The most one phrase adds to the votes of its language: a number word needs another word of its language, where others speak. */
const NUMBER_DOUBT = 2;
/** Where reading stops: no comment says more, and later steps look from each token at the others. */
const TOKENS_MAX = 200;
const HANDS = new Set(['🙋', '✋', '🖐', '🤚', '☝', '🛒', '🛍', '👋🏼🛒']);

/** Cuts a comment into known phrases, codes, numbers and strange words, longest first, in linear time. */
export function scan(reading: Reading): Scan {
  const text = normalise(reading.text);
  const index = indexOf(reading.catalogue);
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length && tokens.length < TOKENS_MAX) {
    const next = readToken(text, at, index, tokens);
    at = next > at ? next : at + 1;
  }
  const language = chooseSenses(tokens, text);
  return { text, tokens, language, index };
}

/** Adds the token that begins at `at`, if one does, and answers where the next may begin. */
function readToken(text: string, at: number, index: CatalogueIndex, tokens: Token[]): number {
  const unit = text.charCodeAt(at);
  if (unit === 32) return at + 1;
  const kind = classAt(text, at);
  if (kind === OTHER) return readSign(text, at, tokens);
  const known = matchAt(vocabulary, text, at);
  const own = matchAt(index.phrases, text, at);
  const longest = Math.max(known?.end ?? 0, own?.end ?? 0);
  const romanised = unit < 128 && longest === 0 ? romanisedEnd(text, at, index) : null;
  if (romanised !== null) {
    tokens.push(token('strange', at, romanised));
    return romanised;
  }
  const number = unit < 128 ? readNumber(text, at, index, longest, known !== null) : null;
  if (number) {
    tokens.push(number);
    return number.end;
  }
  if (own && own.end === longest) {
    tokens.push(ownToken(at, own.end, own.value, known && known.end === own.end ? known.value : NO_SENSES));
    return own.end;
  }
  if (known) {
    tokens.push(token('strange', at, known.end, { senses: known.value }));
    return known.end;
  }
  const foreign = foreignVariantEnd(text, at);
  if (foreign !== null) {
    tokens.push(token('goods', at, foreign));
    return foreign;
  }
  return readStrange(text, at, kind, index, tokens);
}

const ROMANISED = /[a-z]+[235789][a-wyz][a-z]*/y;

/** Where a word of romanised Arabic ends, which writes letters as digits ("sama7t"): its 7 is no number. "A7red" of a known A7 is none. */
function romanisedEnd(text: string, at: number, index: CatalogueIndex): number | null {
  ROMANISED.lastIndex = at;
  const [word] = ROMANISED.exec(text) ?? [];
  if (word === undefined || classAt(text, at - 1) === SPACED || classAt(text, at + word.length) === DIGIT) return null;
  const code = /^[a-z]+\d/.exec(word)?.[0] ?? '';
  return code.length < 3 && !word.startsWith('a7') || index.codes.has(codeKey(code)) ? null : at + word.length;
}

function ownToken(at: number, end: number, entry: Entry, senses: readonly Sense[]): Token {
  if (entry.code !== undefined) return token('code', at, end, { word: entry.code, isKnown: true, entry, senses });
  if (entry.variant !== undefined) return token('variant', at, end, { word: entry.variant, entry, senses });
  return token('product', at, end, { entry, senses });
}

/** Punctuation and emoji: clause ends, question marks, raised hands, marks before a code; `@name` and links are skipped. */
function readSign(text: string, at: number, tokens: Token[]): number {
  const sign = text[at] ?? '';
  if (sign === ':' && classAt(text, at + 1) === DIGIT && text[at - 1] !== ' ') return at + 1;
  if (sign === '@') return wordEnd(text, at + 1);
  if (sign === '?') tokens.push(token('mark', at, at + 1));
  else if (sign === '+') tokens.push(token('plus', at, at + 1));
  else if (sign === '#') tokens.push(token('codeMark', at, at + 1, { roles: MARKS_CODE }));
  else if (sign === ',' || sign === ';' || sign === '!' || sign === '.' || sign === '…' || sign === ':') tokens.push(token('break', at, at + 1));
  else {
    const emoji = String.fromCodePoint(text.codePointAt(at) ?? 32);
    if (HANDS.has(emoji)) tokens.push(token('hand', at, at + emoji.length));
    return at + emoji.length;
  }
  return at + 1;
}

/** A word nobody listed: the catalogue's, one edit away, or strange. Unlisted letters of unspaced scripts make one stretch. */
function readStrange(text: string, at: number, kind: number, index: CatalogueIndex, tokens: Token[]): number {
  if (kind === UNSPACED || kind === DIGIT) {
    const last = tokens.at(-1);
    if (last?.kind === 'strange' && last.end === at && last.senses.length === 0) last.end = at + 1;
    else tokens.push(token('strange', at, at + 1));
    return at + 1;
  }
  let end = at + 1;
  while (classAt(text, end) === kind) end++;
  if (text[end] === ':' && text[end + 1] === '/') return wordEnd(text, end);
  const word = text.slice(at, end);
  const entry = singularEntry(index, word) ?? nearbyEntry(index, word);
  tokens.push(entry ? ownToken(at, end, entry, NO_SENSES) : token('strange', at, end));
  return end;
}

function wordEnd(text: string, from: number): number {
  const space = text.indexOf(' ', from);
  return space === -1 ? text.length : space;
}

/** Settles which language each listed phrase is read in, by what the other phrases speak; answers the language. */
function chooseSenses(tokens: Token[], text: string): string | null {
  const votes = new Map<string, number>();
  for (const { senses } of tokens) {
    for (const sense of senses) {
      if (!sense.isWeak) votes.set(sense.language, (votes.get(sense.language) ?? 0) + (senses.length === 1 ? 2 : 1));
    }
  }
  if (votes.size === 0) return languageOfScript(text);
  const strongest = Math.max(0, ...votes.values());
  for (const item of tokens) {
    if (item.kind !== 'strange' && item.kind !== 'code') continue;
    let best: Sense | null = null;
    let most = -1;
    for (const sense of item.senses) {
      const count = votes.get(sense.language) ?? 0;
      const isDoubted = sense.isWeak ? count === 0 : isNumber(sense) && count <= NUMBER_DOUBT && count < strongest;
      if (count > most && !isDoubted) [best, most] = [sense, count];
    }
    if (!best) continue;
    if (item.kind === 'strange') item.kind = best.kind;
    item.value = best.value;
    item.roles = best.roles;
  }
  return mostVoted(votes) ?? languageOfScript(text);
}

function isNumber(sense: Sense): boolean {
  return sense.kind === 'numbers' || sense.kind === 'numerals';
}

function mostVoted(votes: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  let most = 0;
  for (const [language, count] of votes) if (count > most) [best, most] = [language, count];
  return best;
}

function languageOfScript(text: string): string | null {
  for (let i = 0; i < text.length && i < 200; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x400) continue;
    if (unit < 0x530) return 'ru';
    if (unit >= 0x600 && unit < 0x700) return 'ar';
    if (unit >= 0x900 && unit < 0x980) return 'hi';
    if (unit >= 0xe00 && unit < 0xe80) return 'th';
    if (unit >= 0x1e00 && unit < 0x1f00) return 'vi';
    if (unit >= 0x3040 && unit < 0x3100) return 'ja';
    if (unit >= 0xac00 && unit < 0xd7b0) return 'ko';
    if (unit >= 0x4e00 && unit < 0xa000) return /[\u3040-\u30ff]/.test(text) ? 'ja' : 'zh';
  }
  return null;
}

