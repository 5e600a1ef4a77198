import { UseDiscount } from '#lib/carts/requests.ts';
import { useDiscount } from '#lib/carts/use-discount.ts';
import { publicRoute } from '#lib/server/public-route.ts';

/** Puts a discount code into the cart, or takes it out. */
export const POST = publicRoute({ body: UseDiscount, notice: 'saved' }, ({ ctx, cartId, body }) => useDiscount(ctx.sql, cartId, body.code));
