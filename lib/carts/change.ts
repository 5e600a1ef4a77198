import { Change } from '#lib/claims/schema.ts';
import { closeOpenCheckout } from '#lib/payments/close-checkout.ts';
import type { Announcer } from '#lib/realtime/announce.ts';
import { refusalOf, refuse, refusing } from './refusals.ts';

export type ChangeCtx = Parameters<typeof closeOpenCheckout>[0] & { announcer: Pick<Announcer, 'changes'> };

/** What the buyer gives up: units of an order or of what they wait for. `quantity` is what is left, 0 for all of it. */
export type BuyerChange = { orderId: string; quantity: number } | { waitId: number; quantity: number };

/**
 * The buyer's own change by the link: fewer of something, none of it, or leaving the line. Who waits for fewer keeps the
 * place, and gets them at once if they are free. What comes free goes to the next in line; the seller's screen is told. A checkout that is open for it is closed first. Safe to run twice. Throws
 * `conflict` with a reason: `being_paid`, `not_pending`, `not_yours`.
 */
export async function changeCart(ctx: ChangeCtx, cartId: string, change: BuyerChange): Promise<Change[]> {
  const [orderId, waitId] = 'waitId' in change ? [null, change.waitId] : [change.orderId, null];
  const attempt = () => ctx.sql`select * from private.buyer_change(${cartId}, ${orderId}, ${waitId}, ${change.quantity})`;
  const rows = await attempt().catch(async (error: unknown) => {
    if (refusalOf(error) !== 'being_paid') return refusing(Promise.reject(error));
    if ((await closeOpenCheckout(ctx, cartId)) === 'complete') throw refuse('being_paid', error);
    return refusing(attempt());
  });
  const changes = rows.map((row) => Change.parse(row));
  ctx.announcer.changes(changes);
  return changes;
}
