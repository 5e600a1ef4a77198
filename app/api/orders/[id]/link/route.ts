import { payLink } from '#lib/orders/link.ts';
import { originOf } from '#lib/server/http.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** The address where the buyer of an order pays. */
export const GET = route({ roles: ['owner', 'moderator'] }, async ({ caller, params, request }) => {
  const { path } = await payLink(caller.db, caller.seller, uuidParam(params));
  return { link: `${originOf(request)}${path}` };
});
