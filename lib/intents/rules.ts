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
  const skips = clauses.filter((clause) => has(clause, 'skip') && !clause.isAsked);
  if (skips.length === 0) return 0;
  const strange = clauses.reduce((sum, clause) => sum + clause.strange, 0);
  const isBusy = clauses.some((clause) => has(clause, 'chat') || has(clause, 'block') || has(clause, 'sure'));
  if (strange > 1 || isBusy || skips.some((clause) => has(clause, 'not'))) return 0;
  return strange === 0 ? 0.9 : 0.6;
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
  return round(best * (isAskedBeside ? 0.88 : 1) * (hasChat ? 0.92 : 1) * (isBlocked ? 0.65 : 1));
}

function clauseScore(clause: Clause, clauses: readonly Clause[]): number {
  const { strange } = clause;
  const hasDetail = has(clause, 'code') || has(clause, 'quantity') || has(clause, 'variant') || has(clause, 'product');
  if (clause.isAsked) return has(clause, 'request') && !has(clause, 'ask') && hasDetail && strange <= 1 ? 0.7 : 0;
  if (has(clause, 'sure')) return strange <= 2 ? 0.94 : strange <= 5 ? 0.75 : 0.45;
  if (has(clause, 'claim')) return claimScore(clause, clauses, hasDetail);
  if (has(clause, 'want') || has(clause, 'request')) return wantScore(clause, hasDetail);
  if (has(clause, 'code')) return codeScore(clause, clauses);
  return bareScore(clause, clauses);
}

function claimScore(clause: Clause, clauses: readonly Clause[], hasDetail: boolean): number {
  if (has(clause, 'chat')) return has(clause, 'code') ? 0.6 : 0;
  if (hasDetail) return clause.strange <= 1 ? 0.95 : clause.strange <= 3 ? 0.72 : 0.4;
  const isLone = clause.strange === 0;
  if (isLone) return clauses.length > 3 ? 0.75 : 0.92;
  return clause.strange === 1 && (has(clause, 'please') || has(clause, 'goods') || has(clause, 'hand')) ? 0.7 : clause.strange === 1 ? 0.42 : 0;
}

function wantScore(clause: Clause, hasDetail: boolean): number {
  if (has(clause, 'chat')) return 0;
  const { strange } = clause;
  if (hasDetail) return strange === 0 ? 0.92 : strange === 1 ? 0.74 : strange === 2 && has(clause, 'code') ? 0.62 : 0.35;
  if (strange === 0) return has(clause, 'praise') ? 0.6 : 0.82;
  return strange === 1 && has(clause, 'please') ? 0.55 : 0;
}

/** A code of the open catalogue by itself is a claim; in a sentence it is only talked about. */
function codeScore(clause: Clause, clauses: readonly Clause[]): number {
  if (clause.strange > 0 || has(clause, 'praise') || has(clause, 'chat') || has(clause, 'skip')) return 0;
  const isAlone = clauses.every((other) => other.strange === 0 || other === clause);
  if (clause.hasKnownCode) return isAlone ? 0.93 : 0.62;
  return has(clause, 'quantity') || has(clause, 'codeMark') || has(clause, 'hand') || has(clause, 'please') ? 0.75 : 0.55;
}

/** Neither code nor claim: "+1", "2 please", "red M", a raised hand. */
function bareScore(clause: Clause, clauses: readonly Clause[]): number {
  const isBusy = clause.strange > 0 || has(clause, 'chat') || has(clause, 'praise') || has(clause, 'digits') || clauses.some((other) => other.strange > 1);
  if (isBusy) return 0;
  const details = ['quantity', 'variant', 'product'].filter((kind) => kind in clause.counts).length;
  if (has(clause, 'plus') && has(clause, 'quantity')) return 0.92;
  if (has(clause, 'quantity') && (has(clause, 'please') || has(clause, 'counter') || has(clause, 'hand') || details > 1)) return 0.8;
  if (has(clause, 'quantity')) return 0.65;
  if (details > 0 && (has(clause, 'please') || has(clause, 'hand'))) return 0.75;
  if ((clause.counts.variant ?? 0) > 1) return 0.55;
  return has(clause, 'hand') ? 0.45 : 0;
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
