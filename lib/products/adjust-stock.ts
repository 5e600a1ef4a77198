import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { Change } from '#lib/claims/schema.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import { getProduct } from './list.ts';
import type { ProductRow } from './schema.ts';

/** By how many units a variant's stock changes. */
export const AdjustStock = z.object({ by: z.number().int().min(-1_000_000).max(1_000_000).refine((by) => by !== 0, 'Not zero') });
export type AdjustStock = z.infer<typeof AdjustStock>;

/**
 * Adds units to a variant's stock, or takes some away, as the owner: relative, so that two people at once lose nothing. More goes to the
 * waitlist first. Throws `not_found`, `conflict` when held or sold units stand against it. Not safe to run twice.
 */
export async function adjustStock(db: Db, seller: Seller, variantId: string, { by }: AdjustStock): Promise<{ product: ProductRow; changes: Change[] }> {
  const variant = dataOf(await db.from('variants').select('product_id').eq('streamer_id', seller.id).eq('id', variantId).maybeSingle()) as { product_id: string } | null;
  if (!variant) throw new AppError('not_found', 'There is no such variant.');
  const changes = z.array(Change).parse(dataOf(await db.rpc('adjust_stock', { p_variant: variantId, p_by: by })) ?? []);
  return { product: await getProduct(db, seller, variant.product_id), changes };
}
