import { readCart } from '#lib/carts/read.ts';
import { viewOf } from '#lib/carts/view.ts';
import { AppError } from '#lib/core/errors.ts';
import { publicRoute } from '#lib/server/public-route.ts';

/** What the buyer's page shows by now. */
export const GET = publicRoute({}, async ({ ctx, cartId }) => {
  const cart = await readCart(ctx.sql, cartId);
  if (!cart) throw new AppError('not_found', 'This link leads nowhere.');
  return viewOf(cart);
});
