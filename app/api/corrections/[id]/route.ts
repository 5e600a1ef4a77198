import { removeCorrection } from '#lib/corrections/correct.ts';
import { idParam, route } from '#lib/server/route.ts';

/** Takes a correction back; its comment is shown as it was read. */
export const DELETE = route({ roles: ['owner'] }, async ({ ctx, caller, params }) => {
  ctx.announcer.changes(await removeCorrection(caller.db, caller.seller, idParam(params)));
});
