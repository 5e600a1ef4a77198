import { route, uuidParam } from '#lib/server/route.ts';
import { saveRunSheet } from '#lib/shows/plan.ts';
import { RunSheet } from '#lib/shows/schema.ts';

/** Sets a show's run sheet. */
export const PUT = route({ roles: ['owner', 'moderator'], body: RunSheet }, async ({ ctx, caller, params, body }) => {
  const products = await saveRunSheet(caller.db, caller.seller, uuidParam(params), body.products);
  ctx.announcer.catalogue(caller.seller.id);
  return { products };
});
