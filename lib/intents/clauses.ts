import type { Scan } from './scan.ts';
import type { Token, TokenKind } from './tokens.ts';

/** What stands in one clause of a comment, counted. */
export interface Clause {
  counts: Partial<Record<TokenKind, number>>;
  /** Words that nothing here knows; three letters of an unspaced script make one. */
  strange: number;
  isAsked: boolean;
  hasMark: boolean;
  hasKnownCode: boolean;
  /** A known code with a letter in it, which no other number is. */
  hasLetterCode: boolean;
  /** Unless a sign, letter or colour stands with it, "1" to "3" may be chat. */
  hasSmallCode: boolean;
  /** "x2", "2x". */
  hasTimes: boolean;
  /** Somebody else wants: an unknown word stands right before a lone "want". */
  isReported: boolean;
}

const NEGATED: ReadonlySet<TokenKind> = new Set(['sure', 'claim', 'self', 'want', 'request', 'cancel', 'praise']);
const QUESTION_OPENERS = new Set(['is', 'are', 'was', 'were', 'does', 'did', 'do', 'has', 'will', 'would']);
const NOT_REACH = 3;

/** A comment by clauses, with negated words taken out. */
export function clausesOf(scan: Scan): Clause[] {
  negate(scan.tokens);
  const clauses: Clause[] = [];
  let clause = emptyClause();
  let size = 0;
  let before: Token | null = null;
  for (const item of scan.tokens) {
    if (item.kind === 'break' || item.kind === 'mark') {
      if (item.kind === 'mark') clause.isAsked = clause.hasMark = true;
      if (size > 0) clauses.push(clause);
      else if (item.kind === 'mark' && clauses.length > 0) markLast(clauses);
      clause = emptyClause();
      before = null;
      size = 0;
      continue;
    }
    if (item.kind === 'want' && before?.kind === 'strange' && !scan.text.slice(item.at, item.end).includes(' ')) clause.isReported = true;
    if (before === null && QUESTION_OPENERS.has(scan.text.slice(item.at, item.end))) clause.isAsked = true;
    addToken(clause, item, scan.text);
    before = item;
    size++;
  }
  if (size > 0) clauses.push(clause);
  return clauses;
}

export function has(clause: Clause, kind: TokenKind): boolean {
  return (clause.counts[kind] ?? 0) > 0;
}

function emptyClause(): Clause {
  return { counts: {}, strange: 0, isAsked: false, hasMark: false, hasKnownCode: false, hasLetterCode: false, hasSmallCode: false, hasTimes: false, isReported: false };
}

function markLast(clauses: readonly Clause[]): void {
  const last = clauses.at(-1);
  if (last) last.isAsked = last.hasMark = true;
}

function addToken(clause: Clause, item: Token, text: string): void {
  clause.counts[item.kind] = (clause.counts[item.kind] ?? 0) + 1;
  if (item.kind === 'ask') clause.isAsked = true;
  if (item.kind === 'quantity' && (text[item.at] === 'x' || text[item.end - 1] === 'x')) clause.hasTimes = true;
  if (item.kind === 'code' && item.isKnown) {
    clause.hasKnownCode = true;
    if (/\D/.test(item.word)) clause.hasLetterCode = true;
    if (/^0*[123]$/.test(item.word) && text.charCodeAt(item.at - 1) !== 35) clause.hasSmallCode = true;
  }
  if (item.kind === 'strange') clause.strange += text.charCodeAt(item.at) >= 0xe00 && !isSpacedLetter(text, item.at) ? Math.ceil((item.end - item.at) / 3) : 1;
}

function isSpacedLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x1e00 && unit < 0x2000;
}

/** "not ... want" within three words, or "want not": the wanting is taken back. */
function negate(tokens: Token[]): void {
  for (const [i, item] of tokens.entries()) {
    if (item.kind !== 'not') continue;
    for (let j = i + 1; j <= i + NOT_REACH; j++) {
      const other = tokens[j];
      if (!other || other.kind === 'break' || other.kind === 'mark') break;
      if (takeBack(other)) break;
    }
    const before = tokens[i - 1];
    if (before) takeBack(before);
  }
}

function takeBack(item: Token): boolean {
  if (!NEGATED.has(item.kind)) return false;
  item.kind = item.kind === 'cancel' ? 'filler' : 'block';
  return true;
}
