import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { AppError } from '#lib/core/errors.ts';
import { Change, type ClaimComment } from './schema.ts';

const Changes = z.array(Change);

/** Calls one of the deciding functions of 0006_actions.sql as the signed-in person; throws AppError for its refusals. */
async function decide(db: Db, name: string, args: Record<string, unknown>): Promise<Change[]> {
  return Changes.parse(dataOf(await db.rpc(name, args)) ?? []);
}

/** Makes a comment a claim for this variant. Does nothing when it has been granted already: safe to run twice. */
export function claimComment(db: Db, messageId: number, input: z.infer<typeof ClaimComment>): Promise<Change[]> {
  return decide(db, 'claim_comment', { p_message: messageId, p_variant: input.variantId, p_quantity: input.quantity });
}

/** Says of a comment in review that it is no claim. Safe to run twice. */
export function ignoreComment(db: Db, messageId: number): Promise<Change[]> {
  return decide(db, 'ignore_comment', { p_message: messageId });
}

/** Sets aside every claim of a show that still waits for a person's word. Safe to run twice. */
export function ignoreAll(db: Db, showId: string): Promise<Change[]> {
  return decide(db, 'ignore_all', { p_show: showId });
}

/** Ends an unpaid order; its units go on sale again and to the waitlist. Throws `conflict` when there is nothing to end. */
export async function cancelOrder(db: Db, orderId: string): Promise<Change[]> {
  const changes = await decide(db, 'cancel_order', { p_order: orderId });
  if (changes.length === 0) throw new AppError('conflict', 'This order is not waiting for payment any more.');
  return changes;
}

/** Gives an unpaid order's hold more time, in seconds. Throws `conflict` when its hold has ended. */
export async function extendHold(db: Db, orderId: string, seconds: number): Promise<Change[]> {
  const changes = await decide(db, 'extend_hold', { p_order: orderId, p_seconds: seconds });
  if (changes.length === 0) throw new AppError('conflict', 'This hold has ended already.');
  return changes;
}
