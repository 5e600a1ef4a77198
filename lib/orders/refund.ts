import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Change } from '#lib/claims/schema.ts';
import type { Seller } from '#lib/members/schema.ts';
import { getOrder } from './list.ts';
import type { RefundOrder } from './schema.ts';

/**
 * Asks for a paid order's money back, all that is left or `amountMinor` of it; `units` go on sale again (`restock`) or are written off.
 * The provider is asked by a job: the order changes when it agrees. Throws `not_found`, `conflict` (nothing left, more than is left),
 * `forbidden`. Not safe to run twice.
 */
export async function refundOrder(db: Db, seller: Seller, orderId: string, input: RefundOrder): Promise<{ refundId: string; changes: Change[] }> {
  const { order } = await getOrder(db, seller, orderId);
  const args = { p_order: order.id, p_amount: input.amountMinor ?? null, p_units: input.units ?? null, p_restock: input.restock };
  const refundId = z.uuid().parse(dataOf(await db.rpc('refund_order', args)));
  return { refundId, changes: [{ streamer_id: seller.id, show_id: order.show_id, chat_message_id: null, order_id: order.id, product_id: null, outcome: order.status }] };
}
