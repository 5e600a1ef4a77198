import { route, uuidParam } from '#lib/server/route.ts';
import { goLive } from '#lib/shows/plan.ts';

/** Starts a planned show. */
export const POST = route({ roles: ['owner', 'moderator'] }, async ({ ctx, caller, params }) => {
  const show = await goLive(caller.db, caller.seller, uuidParam(params));
  ctx.announcer.show(caller.seller.id, show.id, true);
  return { show };
});
