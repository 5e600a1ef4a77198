import { changeCart } from '#lib/carts/change.ts';
import { KeepUnits } from '#lib/carts/requests.ts';
import { publicRoute } from '#lib/server/public-route.ts';
import { idParam } from '#lib/server/route.ts';

/** Waits for fewer units in the same place; 0 leaves the line. */
export const POST = publicRoute({ body: KeepUnits, notice: ({ quantity }) => (quantity === 0 ? 'left' : 'changed') }, async ({ ctx, cartId, params, body }) => {
  await changeCart(ctx, cartId, { waitId: idParam(params), quantity: body.quantity });
});

/** Leaves the line. */
export const DELETE = publicRoute({}, async ({ ctx, cartId, params }) => {
  await changeCart(ctx, cartId, { waitId: idParam(params), quantity: 0 });
});
