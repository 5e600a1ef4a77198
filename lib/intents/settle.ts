import { codeKey, type Entry } from './catalogue.ts';
import { token, type Token, type TokenKind } from './tokens.ts';
import type { Scan } from './scan.ts';
import { matchAt } from './trie.ts';
import { COUNTS, MARKS_CODE, MARKS_SIZE } from './vocabulary.ts';

const ASKS_FOR_IT: ReadonlySet<TokenKind> = new Set(['sure', 'claim', 'self', 'want', 'request', 'please', 'hand', 'cancel', 'skip']);
const COUNTABLE: ReadonlySet<TokenKind> = new Set([...ASKS_FOR_IT, 'code', 'product', 'variant']);
const SOLD = new Set(['sold', 'sld', 'slod', 'vendido', 'terjual', 'code', 'chot', 'chốt', 'f', 'cf', 'รับ']);
const JOINS_QUANTITY = new Set(['=', '-', '*', ':', '/', '+']);
/** A number above this beside a claim word is a code that the catalogue lacks, not a quantity. */
const PLAIN_QUANTITY_MAX = 10;
/** Codes up to this are rather quantities behind a verb. */
const SMALL_CODE_MAX = 3;
const CODE_QUANTITY_MAX = 99;

/**
 * Decides what each number is, in place. In order: a quantity where a sign or counter says so ("x2", "2 pcs"); a code
 * behind a code word ("#14", "no. 14"); a variant where an option is that number; **a code where the catalogue has it**
 * ("mine 2" is item 2 when there is an item 2), unless a code stands before it already ("14 2"); then a quantity beside
 * a claim or code, up to 10 or 99; else nothing ("1", "555").
 */
export function settle(scan: Scan): void {
  const { tokens } = scan;
  settleLetterCodes(scan);
  for (let i = 0; i < tokens.length; i++) {
    const item = tokens[i];
    if (item?.kind === 'digits') settleDigits(scan, i, item);
  }
  for (let i = 0; i < tokens.length; i++) {
    const item = tokens[i];
    if (item?.kind === 'numbers' || item?.kind === 'numerals') settleWord(scan, i, item);
  }
}

function settleDigits(scan: Scan, i: number, item: Token): void {
  const { tokens, text, index } = scan;
  const previous = tokens[i - 1];
  const next = tokens[i + 1];
  const known = index.codes.get(codeKey(item.word));
  const entry = exactEntry(scan, item);
  const hasCode = tokens.some((other) => other.kind === 'code');
  const sign = previous ? text.slice(previous.end, item.at).trim() : '';
  if (previous?.kind === 'plus') return settlePlus(tokens, i, item, previous);
  if (previous?.kind === 'code' && (JOINS_QUANTITY.has(sign) || (previous.end === item.at - 1 && text[previous.end] === '-'))) return become(item, 'quantity');
  if (next?.kind === 'quantity' && next.at - item.end <= 1 && text[next.at] === 'x' && !hasCode) return settleTimes(scan, item, next);
  if (next && next.roles & COUNTS && next.at - item.end <= 1) return become(item, 'quantity');
  if (entry?.variant !== undefined && hasCode) return becomeVariant(item, entry);
  if (previous && previous.roles & MARKS_CODE && marksCode(previous, item, known !== undefined)) return becomeCode(item, known?.code);
  if (entry?.variant !== undefined && (!known || isSizeMark(previous))) return becomeVariant(item, entry);
  if (known) {
    const isQuantity = hasCodeBefore(tokens, i, known.code) || (next?.kind === 'code' && next.isKnown) || isRatherQuantity(scan, item, known.productIds);
    return item.value <= PLAIN_QUANTITY_MAX && isQuantity ? become(item, 'quantity') : becomeCode(item, known.code);
  }
  if (hasCode) return become(item, item.value <= CODE_QUANTITY_MAX ? 'quantity' : 'strange');
  if (isPair(scan, item, next)) return becomeCode(item, undefined);
  if (next?.kind === 'digits' && index.codes.has(codeKey(next.word)) && item.value <= PLAIN_QUANTITY_MAX) return become(item, 'quantity');
  if (previous?.kind === 'claim' && SOLD.has(text.slice(previous.at, previous.end))) return becomeCode(item, undefined);
  if (!clauseHas(tokens, i, ASKS_FOR_IT)) return;
  if (item.value <= PLAIN_QUANTITY_MAX) return become(item, 'quantity');
  const isBeside = (previous && ASKS_FOR_IT.has(previous.kind)) || (next && ASKS_FOR_IT.has(next.kind));
  if (isBeside) becomeCode(item, undefined);
  else item.kind = 'strange';
}

/** "la 14", "mẫu 3": a word that only may come before a code makes one of what the catalogue has; "#", "no." and "code" of any number. */
function marksCode(mark: Token, item: Token, isKnown: boolean): boolean {
  return isKnown || (mark.kind === 'codeMark' && item.value <= 9999);
}

function isSizeMark(previous: Token | undefined): boolean {
  return previous !== undefined && (previous.roles & MARKS_SIZE) !== 0;
}

/**
 * "mine 2 in red M" with an item 2 in the catalogue: a quantity when the comment names another product, or a colour or
 * size that item 2 lacks, or is a sentence about having some ("i'll have 2"), which is not how a small code is said.
 */
function isRatherQuantity(scan: Scan, item: Token, productIds: readonly string[]): boolean {
  const { tokens, index } = scan;
  const named = tokens.filter((other) => (other.kind === 'product' || other.kind === 'variant') && other.entry?.products);
  if (named.length > 0) return !named.some((other) => other.entry?.products?.some((id) => productIds.includes(id)));
  const words = tokens.filter((other) => other.kind === 'variant').map((other) => other.word);
  if (words.length > 0) return !words.some((word) => productIds.some((id) => index.variantWords.get(id)?.has(word)));
  return item.value <= SMALL_CODE_MAX && tokens.some((other) => other.kind === 'want' || other.kind === 'sure' || other.kind === 'request');
}

/** `+2` is a quantity, also behind a code ("A17+2"); "1+1" is an offer. */
function settlePlus(tokens: Token[], i: number, item: Token, plus: Token): void {
  const before = tokens[i - 2];
  const isOffer = before?.kind === 'strange' || (before?.kind === 'digits' && before.end === plus.at);
  become(item, isOffer ? 'strange' : 'quantity');
  if (isOffer) plus.kind = 'strange';
}

/** "A17 green 1", "14 2": a number behind another code of the same clause; "14, 2" and "7 and one more 7" are codes. */
function hasCodeBefore(tokens: readonly Token[], i: number, code: string): boolean {
  for (let j = i - 1; j >= 0; j--) {
    const other = tokens[j];
    if (!other || other.kind === 'break' || other.kind === 'mark') return false;
    if (other.kind === 'code') return other.word !== code;
  }
  return false;
}

function clauseHas(tokens: readonly Token[], i: number, kinds: ReadonlySet<TokenKind>): boolean {
  for (const step of [-1, 1]) {
    for (let j = i + step; j >= 0 && j < tokens.length; j += step) {
      const other = tokens[j];
      if (!other || other.kind === 'break' || other.kind === 'mark') break;
      if (kinds.has(other.kind)) return true;
    }
  }
  return false;
}

/** "14x2": the code comes first, unless only the second number is a code, or both are and the first is smaller ("2x14"). */
function settleTimes(scan: Scan, item: Token, times: Token): void {
  const { codes } = scan.index;
  const first = codes.get(codeKey(item.word));
  const second = codes.get(String(times.value));
  if (second && (!first || item.value < times.value)) {
    become(item, 'quantity');
    becomeCode(times, second.code);
  } else {
    becomeCode(item, first?.code);
  }
}

/** "14-2" and "14=2" of a code the catalogue lacks. */
function isPair(scan: Scan, item: Token, next: Token | undefined): boolean {
  const sign = next?.kind === 'digits' ? scan.text.slice(item.end, next.at) : '';
  return (sign === '-' || sign === '=') && scan.tokens.length === 2;
}

function settleWord(scan: Scan, i: number, item: Token): void {
  const { tokens } = scan;
  const previous = tokens[i - 1];
  const next = tokens[i + 1];
  const isCounted = (next && next.roles & COUNTS && next.at - item.end <= 1) || previous?.kind === 'code';
  const isAlone = (!previous || isEnd(previous)) && (!next || isEnd(next)) && tokens.some((other) => other.kind === 'code' || other.kind === 'claim' || other.kind === 'sure');
  // "ein Paar von den Tassen, Nummer 7"
  const isOfThings = item.value > 1 && next !== undefined && !isEnd(next) && next.kind !== 'chat' && tokens.some((other) => other.kind === 'code');
  const isAsked = item.kind === 'numbers' && (isAlone || isOfThings || clauseHas(tokens, i, COUNTABLE));
  if (isCounted || isAsked) item.isKnown = isCounted;
  item.kind = isCounted || isAsked ? 'quantity' : 'filler';
}

function isEnd(item: Token): boolean {
  return item.kind === 'break' || item.kind === 'mark' || item.kind === 'hand' || item.kind === 'please';
}

/** A code without digits ("A", "RED") is one when little else is said, or beside a code word, a claim or a quantity. */
function settleLetterCodes(scan: Scan): void {
  const { tokens, text } = scan;
  const strange = tokens.filter((item) => item.kind === 'strange').length;
  for (const [i, item] of tokens.entries()) {
    if (item.kind !== 'code' || !item.entry || item.end - item.at > 3 && item.senses.length === 0) continue;
    const previous = tokens[i - 1];
    const next = tokens[i + 1];
    const isMarked = (previous && (previous.roles & MARKS_CODE) !== 0) || next?.kind === 'plus' || next?.kind === 'quantity' || text[item.end] === '=';
    const isBeside = (previous?.kind === 'claim' || previous?.kind === 'self') && item.senses.length === 0;
    const isAlone = strange === 0 && tokens.every((other) => other === item || ['hand', 'please', 'plus', 'digits', 'break'].includes(other.kind));
    if (isMarked || isBeside || isAlone) continue;
    item.kind = item.entry.variant !== undefined ? 'variant' : (item.senses[0]?.kind ?? 'strange');
    item.word = item.entry.variant ?? '';
  }
}

function exactEntry(scan: Scan, item: Token): Token['entry'] {
  const match = matchAt(scan.index.phrases, scan.text, item.at);
  return match?.end === item.end ? match.value : null;
}

/** Quantities outside 1..999 are no quantities. */
function become(item: Token, kind: 'quantity' | 'strange'): void {
  const isPossible = item.value >= 1 && item.value <= 999;
  Object.assign(item, token(isPossible ? kind : 'strange', item.at, item.end, { value: item.value, word: item.word, isKnown: true }));
}

function becomeVariant(item: Token, entry: Entry): void {
  item.kind = 'variant';
  item.word = entry.variant ?? '';
  item.entry = entry;
}

function becomeCode(item: Token, code: string | undefined): void {
  Object.assign(item, { kind: 'code', word: code ?? (item.word || String(item.value)), isKnown: code !== undefined });
}
