import { Change } from '#lib/claims/schema.ts';
import { closeOpenCheckout } from '#lib/payments/close-checkout.ts';
import type { Announcer } from '#lib/realtime/announce.ts';
import { refusalOf, refuse, refusing } from './refusals.ts';

export type ChangeCtx = Parameters<typeof closeOpenCheckout>[0] & { announcer: Pick<Announcer, 'changes'> };

/** What the buyer gives up: units of an order (`quantity` is what is left, 0 for all of it), or a place in line. */
export type BuyerChange = { orderId: string; quantity: number } | { waitId: number };

/**
 * The buyer's own change by the link: fewer of something, none of it, or leaving the line. What comes free goes to the
 * next in line; the seller's screen is told. A checkout that is open for it is closed first. Safe to run twice. Throws
 * `conflict` with a reason: `being_paid`, `not_pending`, `not_yours`.
 */
export async function changeCart(ctx: ChangeCtx, cartId: string, change: BuyerChange): Promise<Change[]> {
  const [orderId, waitId, quantity] = 'waitId' in change ? [null, change.waitId, null] : [change.orderId, null, change.quantity];
  const attempt = () => ctx.sql`select * from private.buyer_change(${cartId}, ${orderId}, ${waitId}, ${quantity})`;
  const rows = await attempt().catch(async (error: unknown) => {
    if (refusalOf(error) !== 'being_paid') return refusing(Promise.reject(error));
    if ((await closeOpenCheckout(ctx, cartId)) === 'complete') throw refuse('being_paid', error);
    return refusing(attempt());
  });
  const changes = rows.map((row) => Change.parse(row));
  ctx.announcer.changes(changes);
  return changes;
}
