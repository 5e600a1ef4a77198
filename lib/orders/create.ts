import { AppError } from '#lib/core/errors.ts';
import { toMajor } from '#lib/core/money.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { Announcer } from '#lib/realtime/announce.ts';
import type { OrderDecider } from './decide.ts';
import type { CreatedOrder, CreateOrder } from './schema.ts';

export interface CreateCtx {
  decideOrder: OrderDecider;
  announcer: Announcer;
}

/** Why a machine's order was not granted, in words; a person's own word goes over all of these but a ban. */
function refusalOf(reason: string): AppError {
  const details = { reason };
  if (reason === 'over_limit') return new AppError('conflict', 'This buyer has as many as one buyer may have in a show.', { details });
  if (reason === 'buyer_banned') return new AppError('forbidden', 'This buyer is banned here.', { details });
  if (reason === 'unpaid_before') return new AppError('forbidden', 'This buyer has left too many holds unpaid: the seller decides over their claims.', { details });
  if (reason === 'buyer_restricted') return new AppError('forbidden', 'The seller decides over the claims of this buyer.', { details });
  return new AppError('forbidden', 'The seller has to decide over this claim.', { details });
}

/**
 * An order that did not come from a comment, decided like one. Safe to run twice with the same idempotency key.
 * Throws `invalid` for an unknown product or variant, `sold_out` with the waitlist place (`waitlist_place`, 1 = next)
 * when not enough units are free, `conflict` for a buyer who has as many as one may have, `forbidden` for one who is banned, restricted
 * or has left too much unpaid; `details.reason` says which.
 */
export async function createOrder(
  ctx: CreateCtx,
  seller: Seller,
  input: CreateOrder,
  by: { actor: string | null; idempotencyKey: string | null },
): Promise<CreatedOrder> {
  const row = await ctx.decideOrder(seller.id, { input, ...by });
  if (row.outcome === 'unknown_product') {
    const path = row.reason === 'unknown_variant' ? 'variant_id' : 'product_id';
    throw new AppError('invalid', `There is no such ${path === 'variant_id' ? 'variant' : 'product'}.`, { issues: [{ path, message: 'unknown' }] });
  }
  if (row.show_id) {
    ctx.announcer.changes([{ streamer_id: seller.id, show_id: row.show_id, chat_message_id: null, order_id: row.order_id, product_id: row.product_id, outcome: row.outcome }]);
  }
  if (row.outcome === 'waitlisted') {
    throw new AppError('sold_out', 'Not enough units are free. The buyer has a place on the waitlist.', { details: { waitlist_place: row.place } });
  }
  if (row.order_no === null || row.total_minor === null || row.currency === null || row.expires_at === null || row.status === null) {
    throw refusalOf(row.reason);
  }
  return {
    order_id: row.order_no,
    status: row.status,
    total_price: toMajor(row.total_minor, row.currency),
    currency: row.currency,
    variant: row.variant_name ?? '',
    held_until: row.expires_at,
  };
}
