import { ignoreComment } from '#lib/claims/decide.ts';
import { idParam, route } from '#lib/server/route.ts';

/** Says of a comment in review that it is no claim. */
export const POST = route({ roles: ['owner', 'moderator'] }, async ({ ctx, caller, params }) => {
  ctx.announcer.changes(await ignoreComment(caller.db, idParam(params)));
});
