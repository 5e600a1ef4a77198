import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { DiscountRow } from './schema.ts';

const Kept = DiscountRow.omit({ uses: true });
const Use = z.object({ cart_id: z.uuid(), totals: z.object({ discountId: z.uuid().nullish() }) });

/** A seller's discount codes, the newest first, those that were ended last. */
export async function listDiscounts(db: Db, seller: Seller): Promise<{ items: DiscountRow[] }> {
  const [kept, used] = await Promise.all([
    db.from('discounts').select('id, code, kind, value, min_minor, max_uses, ends_at, archived_at, created_at').eq('streamer_id', seller.id)
      .order('archived_at', { ascending: false, nullsFirst: true }).order('created_at', { ascending: false }).limit(200),
    db.from('payments').select('cart_id, totals').eq('streamer_id', seller.id).in('status', ['open', 'processing', 'paid']).not('totals->>discountId', 'is', null).limit(10_000),
  ]);
  const carts = new Map<string, Set<string>>();
  for (const { cart_id: cart, totals } of z.array(Use).parse(dataOf(used))) {
    if (totals.discountId) carts.set(totals.discountId, (carts.get(totals.discountId) ?? new Set()).add(cart));
  }
  return { items: z.array(Kept).parse(dataOf(kept)).map((row) => ({ ...row, uses: carts.get(row.id)?.size ?? 0 })) };
}
