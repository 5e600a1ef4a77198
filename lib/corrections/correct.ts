import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { Change } from '#lib/claims/schema.ts';
import type { Intent } from '#lib/intents/schema.ts';
import type { Seller } from '#lib/members/schema.ts';

const Changes = z.array(Change);

/**
 * Says as the signed-in person what a comment meant; what the model had read takes the correction back. Nothing is claimed,
 * cancelled or learnt. Throws `forbidden`, or `conflict` when the comment was not read yet. Safe to run twice.
 */
export async function correctComment(db: Db, messageId: number, intent: Intent): Promise<Change[]> {
  return Changes.parse(dataOf(await db.rpc('correct_comment', { p_message: messageId, p_intent: intent })) ?? []);
}

/** Takes a correction out of the list; its comment is shown as the model read it. Owner only. Safe to run twice. */
export async function removeCorrection(db: Db, seller: Seller, id: number): Promise<Change[]> {
  return Changes.parse(dataOf(await db.rpc('remove_correction', { p_streamer: seller.id, p_correction: id })) ?? []);
}
