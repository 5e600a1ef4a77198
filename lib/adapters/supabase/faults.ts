import type { PostgrestError } from '@supabase/supabase-js';
import { AppError } from '#lib/core/errors.ts';

/** What the database's own refusals (raised as P0001 with a name) mean to the caller. */
const refusals: Record<string, string> = {
  stock_below_committed: 'Units that are held or sold count: stock cannot be less.',
  variant_in_use: 'Units of a variant you removed are held. Cancel those orders or wait, then remove it.',
  unknown_product: 'This product is not there any more.',
  unknown_variant: 'This variant is not there any more.',
  no_variant: 'A product needs at least one variant.',
  already_ended: 'This claim has ended. Make a new order for this buyer.',
  not_read: 'This comment has not been read yet. Try again in a moment.',
  bad_quantity: 'The quantity must be between 1 and 999.',
  bad_duration: 'The time must be between one second and seven days.',
  cart_changed: 'The cart has changed meanwhile. Look at it again, then pay.',
  discount_used_up: 'This discount code is used up. Take it out of the cart.',
  nothing_to_refund: 'Nothing of this order is left to give back.',
  too_much: 'Less than that is left of this order.',
  not_pending: 'Only an order that waits for payment can be changed.',
  being_paid: 'The buyer is at the checkout with it right now. Try again in a moment.',
  not_enough_free: 'Fewer units than that are free.',
  not_yours: 'You can only take fewer of what you claimed.',
  nothing_to_pack: 'Everything that is paid is packed already.',
  unknown_parcel: 'This parcel is not there any more.',
  unknown_discount: 'This discount code is not there any more.',
  unknown_show: 'This show is not there any more.',
  show_over: 'This show is over. Plan a new one.',
  already_live: 'Another show is live. End it first.',
  same_buyer: 'Choose another buyer.',
  last_handle: 'A buyer needs at least one name.',
  last_owner: 'The last owner cannot be taken out: a workspace needs one.',
  invitation_invalid: 'This invitation is used or too old. Ask for a new link.',
  too_many_workspaces: 'You have 20 workspaces already.',
};

/** Connection, resources, an operator's hand, and PostgREST without its database. */
const passing = /^(08|53|57|PGRST00[0-3])/;
/** No answer at all, or that of a gateway in between. */
const unanswered = new Set([0, 502, 503, 504]);

/** A PostgREST error as ours, by SQLSTATE, HTTP status (0: no answer) and the refusal's name; what it does not know is `internal`. */
function appErrorOf(error: PostgrestError, status: number): AppError {
  const options = { cause: error };
  if (error.code === 'P0001') return new AppError('conflict', refusals[error.message] ?? 'The database refused this.', options);
  if (error.code === '42501') return new AppError('forbidden', 'You may not do this here. Ask the owner of the workspace.', options);
  if (error.code === '23505') {
    return new AppError('conflict', 'This code is taken by another product.', { ...options, issues: [{ path: 'code', message: 'Taken by another product' }] });
  }
  if (error.code === '23514' || error.code === '23502' || error.code?.startsWith('22')) return new AppError('invalid', 'A value is not allowed here.', options);
  if (error.code === '23503') return new AppError('invalid', 'Something this names does not exist.', options);
  if (error.code === 'PGRST116') return new AppError('not_found', 'There is nothing here.', options);
  if (error.code === 'PGRST301' || error.code === 'PGRST303') return new AppError('unauthenticated', 'Sign in again.', options);
  if (unanswered.has(status) || passing.test(error.code ?? '')) {
    return new AppError('unavailable', 'The database is not reachable right now: try again.', { ...options, retryAfterSeconds: 2 });
  }
  return new AppError('internal', 'Something here is broken. The operator finds this request in the log.', options);
}

/** The data of a PostgREST answer; throws AppError when it is an error. */
export function dataOf<T>(answer: { data: T; error: PostgrestError | null; status?: number }): T {
  if (answer.error) throw appErrorOf(answer.error, answer.status ?? 200);
  return answer.data;
}
