import { z } from 'zod';
import { linkOf } from '#lib/messages/manage.ts';
import { payLink } from '#lib/messages/send.ts';
import { originOf } from '#lib/server/http.ts';
import { publicUrl } from '#lib/server/payments.ts';
import { route } from '#lib/server/route.ts';

/** A buyer's link, to send it by hand. Without PUBLIC_URL at the address under which the seller is here. */
export const GET = route({ roles: ['owner', 'moderator'], query: z.object({ cart: z.uuid() }) }, async ({ ctx, caller, query, request }) => {
  const origin = ctx.env.PUBLIC_URL ? publicUrl(ctx.env) : originOf(request);
  return { link: payLink(origin, await linkOf(caller.db, query.cart)) };
});
