import { linkBuyers } from '#lib/buyers/link.ts';
import { LinkBuyer } from '#lib/buyers/schema.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Joins another buyer with this one. */
export const POST = route({ roles: ['owner', 'moderator'], body: LinkBuyer }, async ({ ctx, caller, body, params }) => {
  const shows = await linkBuyers(caller.db, caller.seller, uuidParam(params), body.other);
  if (shows.length > 0) ctx.announcer.catalogue(caller.seller.id);
});
