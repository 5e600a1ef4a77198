import { codeOf } from '#lib/adapters/postgres/faults.ts';
import { AppError } from '#lib/core/errors.ts';

/** What the database's refusals (raised as P0001 with a name) mean to a buyer; the pay page says them in the buyer's language (`problem_…` in words/). */
const refusals = {
  being_paid: 'You are paying for it right now. Finish that first.',
  not_pending: 'This is not waiting for payment any more.',
  not_yours: 'Only fewer, and only of what you claimed.',
  bad_quantity: 'The quantity must be between 1 and 999.',
  discount_unknown: 'This code is not known here.',
  discount_ended: 'This code has ended.',
  discount_used_up: 'This code is used up.',
} as const;
export type Refusal = keyof typeof refusals;

/** The name of a database refusal that is known here, else null. */
export function refusalOf(error: unknown): Refusal | null {
  return error instanceof Error && codeOf(error) === 'P0001' && error.message in refusals ? (error.message as Refusal) : null;
}

/** A refusal for the buyer: `conflict`, with its name as `reason` beside the message. */
export function refuse(reason: Refusal, cause?: unknown): AppError {
  return new AppError('conflict', refusals[reason], { cause, details: { reason } });
}

/** Runs a statement and throws its refusals as AppError `conflict`. */
export async function refusing<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const reason = refusalOf(error);
    throw reason ? refuse(reason, error) : error;
  }
}
