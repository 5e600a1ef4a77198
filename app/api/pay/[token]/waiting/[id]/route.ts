import { changeCart } from '#lib/carts/change.ts';
import { publicRoute } from '#lib/server/public-route.ts';
import { idParam } from '#lib/server/route.ts';

/** Leaves the line; POST is for plain forms. */
const leave = publicRoute({ notice: 'left' }, async ({ ctx, cartId, params }) => {
  await changeCart(ctx, cartId, { waitId: idParam(params) });
});

export const DELETE = leave;
export const POST = leave;
