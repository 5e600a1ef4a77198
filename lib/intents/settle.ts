import { codeKey } from './catalogue.ts';
import { token, type Token, type TokenKind } from './tokens.ts';
import type { Scan } from './scan.ts';
import { matchAt } from './trie.ts';

const ASKS_FOR_IT: ReadonlySet<TokenKind> = new Set(['sure', 'claim', 'want', 'request', 'please', 'hand', 'cancel', 'skip']);
const SOLD = new Set(['sold', 'sld', 'slod', 'vendido', 'terjual', 'code', 'chot', 'chốt', 'f', 'cf', 'รับ']);
const JOINS_QUANTITY = new Set(['=', '-', '*', ':', '/', '+']);
/** A number above this beside a claim word is a code that the catalogue lacks, not a quantity. */
const PLAIN_QUANTITY_MAX = 10;
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
    else if (item?.kind === 'numbers' || item?.kind === 'numerals') settleWord(scan, i, item);
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
  if (next?.kind === 'counter' && next.at - item.end <= 1) return become(item, 'quantity');
  if (previous?.kind === 'codeMark') return becomeCode(item, known?.code);
  if (entry?.variant !== undefined && (!known || previous?.kind === 'sizeMark' || hasCode)) {
    item.kind = 'variant';
    item.word = entry.variant;
    item.entry = entry;
    return;
  }
  if (known) return previous?.kind === 'code' && item.value <= PLAIN_QUANTITY_MAX && sign === '' ? become(item, 'quantity') : becomeCode(item, known.code);
  if (hasCode) return become(item, item.value <= CODE_QUANTITY_MAX ? 'quantity' : 'strange');
  if (isPair(scan, item, next)) return becomeCode(item, undefined);
  if (next?.kind === 'digits' && index.codes.has(codeKey(next.word)) && item.value <= PLAIN_QUANTITY_MAX) return become(item, 'quantity');
  if (previous?.kind === 'claim' && SOLD.has(text.slice(previous.at, previous.end))) return becomeCode(item, undefined);
  if (!tokens.some((other) => ASKS_FOR_IT.has(other.kind))) return;
  if (item.value <= PLAIN_QUANTITY_MAX) return become(item, 'quantity');
  const isBeside = (previous && ASKS_FOR_IT.has(previous.kind)) || (next && ASKS_FOR_IT.has(next.kind));
  if (isBeside) becomeCode(item, undefined);
  else item.kind = 'strange';
}

/** `+2` is a quantity, also behind a code ("A17+2"); "1+1" is an offer. */
function settlePlus(tokens: Token[], i: number, item: Token, plus: Token): void {
  const before = tokens[i - 2];
  const isOffer = before?.kind === 'strange' || (before?.kind === 'digits' && before.end === plus.at);
  become(item, isOffer ? 'strange' : 'quantity');
  if (isOffer) plus.kind = 'strange';
}

/** "14x2": the code comes first, unless only the second number is a code ("2x14"). */
function settleTimes(scan: Scan, item: Token, times: Token): void {
  const { codes } = scan.index;
  const first = codes.get(codeKey(item.word));
  const second = codes.get(String(times.value));
  if (second && !first) {
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
  const isCounted = (next?.kind === 'counter' && next.at - item.end <= 1) || previous?.kind === 'code';
  const isAsked = item.kind === 'numbers' && tokens.some((other) => ASKS_FOR_IT.has(other.kind) || other.kind === 'code' || other.kind === 'product' || other.kind === 'variant');
  if (isCounted || isAsked) item.isKnown = isCounted;
  item.kind = isCounted || isAsked ? 'quantity' : 'filler';
}

/** A code without digits ("A", "RED") is one when little else is said, or beside a code word, a claim or a quantity. */
function settleLetterCodes(scan: Scan): void {
  const { tokens, text } = scan;
  const strange = tokens.filter((item) => item.kind === 'strange').length;
  for (const [i, item] of tokens.entries()) {
    if (item.kind !== 'code' || !item.entry || item.end - item.at > 3 && item.senses.length === 0) continue;
    const previous = tokens[i - 1];
    const next = tokens[i + 1];
    const isMarked = previous?.kind === 'codeMark' || next?.kind === 'plus' || next?.kind === 'quantity' || text[item.end] === '=';
    const isBeside = previous?.kind === 'claim' && item.senses.length === 0;
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

function becomeCode(item: Token, code: string | undefined): void {
  Object.assign(item, { kind: 'code', word: code ?? (item.word || String(item.value)), isKnown: code !== undefined });
}
