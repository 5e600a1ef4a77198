import { has, type Clause } from './clauses.ts';
import type { Intent } from './schema.ts';

export interface Verdict {
  intent: Intent;
  /** 0..1: sure 0.9 and more, likely 0.6 to 0.8, ambiguous below 0.5. */
  score: number;
}

/** What the clauses of a comment want together. A claim outweighs a question beside it; a cancellation outweighs both. */
export function decide(clauses: readonly Clause[]): Verdict {
  if (clauses.length === 0) return { intent: 'none', score: 0.97 };
  const cancel = cancelScore(clauses);
  if (cancel > 0) return { intent: 'cancel', score: cancel };
  if (clauses.some((clause) => has(clause, 'complaint') && !isAskedOnly(clause))) return { intent: 'complaint', score: 0.85 };
  const buy = buyScore(clauses);
  if (buy > 0.5) return { intent: 'buy', score: buy };
  if (clauses.some((clause) => clause.isAsked)) return { intent: 'question', score: clauses.some((clause) => clause.hasMark && has(clause, 'ask')) ? 0.9 : 0.75 };
  if (buy > 0) return { intent: 'buy', score: buy };
  if (clauses.some((clause) => has(clause, 'block'))) return { intent: 'none', score: 0.85 };
  if (clauses.some((clause) => has(clause, 'praise'))) return { intent: 'feedback', score: 0.75 };
  return { intent: 'none', score: 0.85 };
}

/** "do you give refunds?" asks; "where is my refund" complains, with or without a question mark. */
function isAskedOnly(clause: Clause): boolean {
  return has(clause, 'ask');
}

function cancelScore(clauses: readonly Clause[]): number {
  if (clauses.some((clause) => has(clause, 'cancel') && !has(clause, 'ask'))) return 0.93;
  const skips = clauses.filter((clause) => has(clause, 'skip') && !clause.isAsked && !has(clause, 'not'));
  if (skips.length === 0) return 0;
  const isPlain = skips.some((clause) => clause.strange === 0 && !has(clause, 'chat') && !has(clause, 'block') && !has(clause, 'praise'));
  const strange = clauses.reduce((sum, clause) => sum + clause.strange, 0);
  const isBusy = clauses.some((clause) => has(clause, 'chat') || has(clause, 'block') || has(clause, 'sure'));
  if (isPlain && !isBusy) return strange === 0 ? 0.9 : 0.75;
  return strange > 1 || isBusy ? 0 : 0.6;
}

function buyScore(clauses: readonly Clause[]): number {
  const isBlocked = clauses.some((clause) => has(clause, 'block'));
  const hasChat = clauses.some((clause) => has(clause, 'chat'));
  let best = 0;
  for (const clause of clauses) {
    if (has(clause, 'block') || has(clause, 'not')) continue;
    best = Math.max(best, clauseScore(clause, clauses));
  }
  if (best === 0) return 0;
  if (isBlocked && best < 0.9) return 0;
  const isAskedBeside = clauses.some((clause) => clause.isAsked);
  return round(best * (isAskedBeside ? 0.88 : 1) * (hasChat ? 0.92 : 1) * (isBlocked ? 0.5 : 1));
}

function clauseScore(clause: Clause, clauses: readonly Clause[]): number {
  const { strange } = clause;
  if (clause.isAsked) return has(clause, 'request') && !has(clause, 'ask') && hasDetail(clause) && strange <= 1 ? 0.7 : 0;
  if (has(clause, 'sure')) return sureScore(clause);
  if (has(clause, 'claim')) return claimScore(clause, clauses);
  if (has(clause, 'self')) return selfScore(clause, clauses);
  if (has(clause, 'want') || has(clause, 'request')) return wantScore(clause);
  if (has(clause, 'code')) return codeScore(clause, clauses);
  return bareScore(clause, clauses);
}

/** What says which or how many; a product's name alone is talked about as often as it is claimed. */
function hasDetail(clause: Clause): boolean {
  return has(clause, 'code') || has(clause, 'quantity') || has(clause, 'variant');
}

function sureScore(clause: Clause): number {
  const { strange } = clause;
  if (has(clause, 'chat')) return strange <= 2 ? 0.7 : 0.45;
  return strange <= 2 ? 0.94 : strange <= 5 ? 0.72 : 0.45;
}

function claimScore(clause: Clause, clauses: readonly Clause[]): number {
  const { strange } = clause;
  if (has(clause, 'chat')) return has(clause, 'code') ? 0.6 : 0;
  if (has(clause, 'praise') && !has(clause, 'code')) return 0.45;
  if (hasDetail(clause)) return strange <= 1 ? 0.95 : strange <= 3 ? 0.72 : 0.4;
  if (has(clause, 'product')) return strange === 0 ? 0.93 : strange === 1 ? 0.6 : 0.4;
  if (strange === 0) return clauses.length > 3 ? 0.75 : 0.92;
  return strange === 1 && (has(clause, 'please') || has(clause, 'goods') || has(clause, 'hand')) ? 0.65 : strange === 1 ? 0.42 : 0;
}

/** "yo", "meine": the claims that are also the commonest words of their languages. */
function selfScore(clause: Clause, clauses: readonly Clause[]): number {
  const { strange } = clause;
  if (has(clause, 'chat') || has(clause, 'complaint') || has(clause, 'goods') && !hasDetail(clause)) return 0;
  if (has(clause, 'praise') && !has(clause, 'code')) return 0;
  if (hasDetail(clause)) return strange === 0 ? 0.93 : strange === 1 && has(clause, 'code') ? 0.65 : 0;
  if (strange > 0 || clauses.some((other) => other.strange > 0)) return 0;
  return has(clause, 'product') ? 0.75 : 0.8;
}

function wantScore(clause: Clause): number {
  const { strange } = clause;
  if (has(clause, 'chat')) return 0;
  if (clause.isReported && !has(clause, 'code')) return 0.35;
  if (hasDetail(clause)) return strange === 0 ? 0.92 : strange === 1 ? 0.74 : strange === 2 && has(clause, 'code') ? 0.62 : 0.35;
  if (has(clause, 'product')) return strange === 0 ? 0.9 : strange === 1 ? 0.52 : 0.35;
  if (strange === 0) return has(clause, 'praise') ? 0.6 : 0.82;
  return strange === 1 && has(clause, 'please') ? 0.55 : 0;
}

/** A code of the open catalogue by itself is a claim; in a sentence it is only talked about. */
function codeScore(clause: Clause, clauses: readonly Clause[]): number {
  const isTalk = has(clause, 'praise') || has(clause, 'chat') || has(clause, 'skip') || has(clause, 'complaint');
  if (isTalk) return 0;
  const isMarked = has(clause, 'quantity') || has(clause, 'variant') || has(clause, 'hand') || has(clause, 'please');
  if (clause.strange > 0) return isSaidWithOthers(clause) ? 0.6 : 0;
  const elsewhere = clauses.reduce((sum, other) => sum + other.strange, 0);
  if (!clause.hasKnownCode) return isMarked || has(clause, 'codeMark') ? 0.75 : 0.55;
  if (elsewhere > 1 && !isMarked) return 0;
  if (clause.hasSmallCode && !isMarked && !has(clause, 'codeMark') && !has(clause, 'filler')) return 0.48;
  return elsewhere === 0 ? 0.93 : 0.62;
}

/** A known code among a word or two that nothing here knows: "A17 hijau", "7 x5 for the office", "13 gift, L". */
function isSaidWithOthers(clause: Clause): boolean {
  if (!clause.hasKnownCode) return false;
  const isMarked = clause.hasTimes || clause.hasLetterCode || ['variant', 'hand', 'please', 'codeMark'].some((kind) => kind in clause.counts);
  return clause.strange === 1 ? isMarked : clause.strange === 2 && clause.hasTimes;
}

/** Neither code nor claim: "+1", "2 please", "red M", a raised hand. */
function bareScore(clause: Clause, clauses: readonly Clause[]): number {
  const isTalk = has(clause, 'chat') || has(clause, 'praise') || has(clause, 'complaint') || has(clause, 'digits');
  if (isTalk || clauses.some((other) => other.strange > 1)) return 0;
  // "3 doilies please"
  if (clause.strange > 0) return clause.strange === 1 && has(clause, 'quantity') && has(clause, 'please') ? 0.55 : 0;
  const details = ['quantity', 'variant', 'product'].filter((kind) => kind in clause.counts).length;
  const variants = clause.counts.variant ?? 0;
  if (has(clause, 'plus') && has(clause, 'quantity')) return 0.92;
  if (has(clause, 'quantity') && (has(clause, 'please') || has(clause, 'counter') || has(clause, 'hand') || details > 1)) return 0.8;
  if (has(clause, 'quantity')) return 0.65;
  if (details > 0 && (has(clause, 'please') || has(clause, 'hand'))) return 0.75;
  if (variants > 0 && clauses.some((other) => has(other, 'please') && other.strange === 0)) return 0.6;
  if (variants === 2 || variants === 3 || (variants === 1 && has(clause, 'product'))) return 0.55;
  return has(clause, 'hand') ? 0.45 : 0;
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
