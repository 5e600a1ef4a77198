import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import { getBuyer } from './list.ts';
import type { Handle } from './schema.ts';

/**
 * Joins two buyers who are one person: names, orders, places in line and carts of `other` move to `keep`; carts of one show become
 * one. It cannot be taken back. Answers the shows whose screens changed. Throws `not_found`, `conflict` for one and the same.
 * Safe to run twice.
 */
export async function linkBuyers(db: Db, seller: Seller, keep: string, other: string): Promise<string[]> {
  const { buyer } = await getBuyer(db, seller, keep);
  await getBuyer(db, seller, other);
  return z.array(z.uuid()).parse(dataOf(await db.rpc('link_buyers', { p_keep: buyer.id, p_other: other })) ?? []);
}

/** Makes one of a buyer's names a buyer of its own; what was bought stays. Answers the new buyer's id. Throws `not_found`, `conflict` for the last name. */
export async function splitHandle(db: Db, seller: Seller, id: string, { platform, handle }: Handle): Promise<string> {
  const { buyer } = await getBuyer(db, seller, id);
  if (!buyer.handles.some((each) => each.platform === platform && each.handle === handle)) throw new AppError('not_found', 'This buyer has no such name.');
  return z.uuid().parse(dataOf(await db.rpc('split_handle', { p_streamer: seller.id, p_platform: platform, p_handle: handle })));
}
