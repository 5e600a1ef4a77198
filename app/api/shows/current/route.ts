import { route } from '#lib/server/route.ts';
import { currentShow, saveShow } from '#lib/shows/run.ts';
import { ShowPatch } from '#lib/shows/schema.ts';

/** The live show, else the last one. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, async ({ caller }) => ({ show: await currentShow(caller.db, caller.seller) }));

/** Changes how the live show is run: the viewers' delay, whether it follows the camera. */
export const PATCH = route({ roles: ['owner', 'moderator'], body: ShowPatch }, async ({ ctx, caller, body }) => {
  const show = await saveShow(caller.db, caller.seller, body);
  ctx.announcer.show(caller.seller.id, show.id, false);
  return { show };
});
