import { z } from 'zod';
import { linkOf } from '#lib/messages/manage.ts';
import { payLink } from '#lib/messages/send.ts';
import { linkOrigin } from '#lib/server/payments.ts';
import { route } from '#lib/server/route.ts';

/** A buyer's link, to send it by hand. Without PUBLIC_URL at the address under which the seller is here. */
export const GET = route({ roles: ['owner', 'moderator'], query: z.object({ cart: z.uuid() }) }, async ({ ctx, caller, query, request }) => {
  return { link: payLink(linkOrigin(ctx.env, request), await linkOf(caller.db, query.cart)) };
});
