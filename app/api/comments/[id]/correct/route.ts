import { correctComment } from '#lib/corrections/correct.ts';
import { CorrectComment } from '#lib/corrections/schema.ts';
import { idParam, route } from '#lib/server/route.ts';

/** Says what a comment meant; claims and cancels nothing. */
export const POST = route({ roles: ['owner', 'moderator'], body: CorrectComment }, async ({ ctx, caller, body, params }) => {
  ctx.announcer.changes(await correctComment(caller.db, idParam(params), body.intent));
});
