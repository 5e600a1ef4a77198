import { changeCart } from '#lib/carts/change.ts';
import { KeepUnits } from '#lib/carts/requests.ts';
import { publicRoute } from '#lib/server/public-route.ts';
import { uuidParam } from '#lib/server/route.ts';

/** Keeps fewer units of a held line; 0 gives it up. */
export const POST = publicRoute({ body: KeepUnits, notice: 'changed' }, async ({ ctx, cartId, params, body }) => {
  await changeCart(ctx, cartId, { orderId: uuidParam(params, 'order'), quantity: body.quantity });
});
