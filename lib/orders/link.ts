import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { getOrder } from './list.ts';

/** The path of the page where the buyer of an order sees and pays all they claimed in its show. Whoever has it can. Throws `not_found`, `forbidden`. */
export async function payLink(db: Db, seller: Seller, orderId: string): Promise<{ path: string }> {
  const { order } = await getOrder(db, seller, orderId);
  const token = z.string().min(1).parse(dataOf(await db.rpc('cart_link', { p_cart: order.cart_id })));
  return { path: `/pay/${token}` };
}
