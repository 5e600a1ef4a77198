import { route } from '#lib/server/route.ts';
import { currentShow, endShow } from '#lib/shows/run.ts';

/** Ends the live show. */
export const POST = route({ roles: ['owner', 'moderator'] }, async ({ ctx, caller }) => {
  await endShow(caller.db, caller.seller);
  const show = await currentShow(caller.db, caller.seller);
  if (show) ctx.announcer.show(caller.seller.id, show.id, true);
});
