import { claimComment } from '#lib/claims/decide.ts';
import { ClaimComment } from '#lib/claims/schema.ts';
import { idParam, route } from '#lib/server/route.ts';

/** Makes a comment a claim by hand. */
export const POST = route({ roles: ['owner', 'moderator'], body: ClaimComment }, async ({ ctx, caller, body, params }) => {
  const changes = await claimComment(caller.db, idParam(params), body);
  ctx.announcer.changes(changes);
  return { ok: true, outcome: changes[0]?.outcome ?? 'nothing' };
});
