import type { LedgerRow } from '#lib/claims/schema.ts';
import type { LedgerCheck, LineRow, Why } from '#lib/ledger/schema.ts';
import { entryTitle, reasonWords } from '#components/orders/words.ts';
import type { Tone } from '#components/ui/badge.tsx';

/** What became of a claim by now. */
export const nowFaces: Record<LineRow['outcome_now'], { word: string; tone: Tone }> = {
  held: { word: 'Held', tone: 'money' },
  paid: { word: 'Paid', tone: 'solid' },
  waitlisted: { word: 'In line', tone: 'question' },
  expired: { word: 'Not paid', tone: 'neutral' },
  cancelled: { word: 'Cancelled', tone: 'cancel' },
  refunded: { word: 'Refunded', tone: 'neutral' },
  rejected: { word: 'Not accepted', tone: 'danger' },
  review: { word: 'Needs you', tone: 'warn' },
  ignored: { word: 'Set aside', tone: 'neutral' },
  nothing: { word: 'Nothing', tone: 'neutral' },
  changed: { word: 'Changed', tone: 'neutral' },
};

/** How many were free when this claim's turn came; null for old entries. */
export function freeBefore(claim: Pick<LedgerRow, 'free' | 'outcome' | 'quantity'>): number | null {
  return claim.free === null ? null : claim.free + (claim.outcome === 'held' ? claim.quantity : 0);
}

/** The answer in a sentence: "Number 3 of 5 to ask for #A17 M. 2 of 10 were free, 1 was asked for." */
export function answerWords({ claim, total }: Why): string {
  if (claim.rank === null) return `${reasonWords(claim.reason)}.`;
  const item = [`#${claim.product_code ?? ''}`, claim.variant_name].filter(Boolean).join(' ');
  const place = claim.rank === 1 ? `First of ${total} to ask for ${item}.` : `Number ${claim.rank} of ${total} to ask for ${item}.`;
  const free = freeBefore(claim);
  if (free === null) return `${place} ${reasonWords(claim.reason)}.`;
  return `${place} ${free} of ${claim.stock ?? free} ${free === 1 ? 'was' : 'were'} free, ${claim.quantity} ${claim.quantity === 1 ? 'was' : 'were'} asked for.`;
}

/** What a later entry says. */
export function laterWords(row: LedgerRow): string {
  return `${entryTitle(row)}. ${reasonWords(row.reason)}.`;
}

const problems: Record<NonNullable<LedgerCheck['problem']>, string> = {
  missing: 'is not there',
  order: 'does not follow on the one before',
  changed: 'was changed',
  text: 'rests on a comment that was changed',
  rewritten: 'is not the last one that was written',
};

/** "All 1,204 entries are as they were written." */
export function checkWords(check: LedgerCheck): string {
  if (check.problem) return `Entry ${(check.broken_seq ?? 0).toLocaleString('en')} ${problems[check.problem]}. Everything before it fits.`;
  return check.entries === 1 ? 'The one entry is as it was written.' : `All ${check.entries.toLocaleString('en')} entries are as they were written.`;
}
