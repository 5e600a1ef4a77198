import { route } from '#lib/server/route.ts';
import { pinProduct } from '#lib/shows/run.ts';
import { PinProduct } from '#lib/shows/schema.ts';

/** Puts a product on screen, null: nothing. */
export const POST = route({ roles: ['owner', 'moderator'], body: PinProduct }, async ({ ctx, caller, body }) => {
  const showId = await pinProduct(caller.db, caller.seller, body.productId, body);
  ctx.announcer.show(caller.seller.id, showId, false);
  return { ok: true, show_id: showId };
});
