import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { getBuyer } from './list.ts';
import type { BuyerDetail, BuyerPatch } from './schema.ts';

/** Changes what the seller keeps of a buyer; what is left out stays. Ends nothing that is held. Throws `not_found`, `forbidden`. Safe to run twice. */
export async function saveBuyer(db: Db, seller: Seller, id: string, patch: BuyerPatch): Promise<BuyerDetail> {
  const { buyer } = await getBuyer(db, seller, id);
  dataOf(await db.rpc('save_buyer', { p_buyer: buyer.id, p_patch: patch }));
  return getBuyer(db, seller, buyer.id);
}
