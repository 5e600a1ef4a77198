import { refundOrder } from '#lib/orders/refund.ts';
import { RefundOrder } from '#lib/orders/schema.ts';
import { created, route, uuidParam } from '#lib/server/route.ts';

/** Asks for a paid order's money back. */
export const POST = route({ roles: ['owner', 'moderator'], body: RefundOrder }, async ({ ctx, caller, body, params }) => {
  const { refundId, changes } = await refundOrder(caller.db, caller.seller, uuidParam(params), body);
  ctx.announcer.changes(changes);
  return created({ id: refundId });
});
