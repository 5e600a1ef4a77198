import { payLink } from '#lib/orders/link.ts';
import { linkOrigin } from '#lib/server/payments.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** The address where the buyer of an order pays. */
export const GET = route({ roles: ['owner', 'moderator'] }, async ({ ctx, caller, params, request }) => {
  const { path } = await payLink(caller.db, caller.seller, uuidParam(params));
  return { link: `${linkOrigin(ctx.env, request)}${path}` };
});
