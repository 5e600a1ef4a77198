import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { SaveDiscount } from './schema.ts';

/** Makes a discount code (`id` null) or changes one, as the owner. Answers its id. Throws `conflict` for a code in use, `not_found`. */
export async function saveDiscount(db: Db, seller: Seller, id: string | null, discount: SaveDiscount): Promise<{ id: string }> {
  if (id && !dataOf(await db.from('discounts').select('id').eq('streamer_id', seller.id).eq('id', id).maybeSingle())) {
    throw new AppError('not_found', 'This discount code is not there any more.');
  }
  const answer = await db.rpc('save_discount', { p_streamer: seller.id, p_discount: { ...discount, ...(id && { id }) } });
  if (answer.error?.code === '23505') {
    throw new AppError('conflict', 'You have a code of this name. End that one first.', { cause: answer.error, issues: [{ path: 'code', message: 'Taken by another code of yours' }] });
  }
  return { id: z.uuid().parse(dataOf(answer)) };
}
