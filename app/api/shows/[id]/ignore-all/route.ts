import { ignoreAll } from '#lib/claims/decide.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Sets aside every claim of a show that waits for a person's word. */
export const POST = route({ roles: ['owner', 'moderator'] }, async ({ ctx, caller, params }) => {
  const changes = await ignoreAll(caller.db, uuidParam(params));
  ctx.announcer.changes(changes);
  return { ok: true, count: changes.length };
});
