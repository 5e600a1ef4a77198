import { route, uuidParam } from '#lib/server/route.ts';
import { changeShow, dropShow, showPlan } from '#lib/shows/plan.ts';
import { PlanShow } from '#lib/shows/schema.ts';

/** A show with its run sheet. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, ({ caller, params }) => showPlan(caller.db, caller.seller, uuidParam(params)));

/** Changes a show that is not over. */
export const PATCH = route({ roles: ['owner', 'moderator'], body: PlanShow }, async ({ ctx, caller, params, body }) => {
  const show = await changeShow(caller.db, caller.seller, uuidParam(params), body);
  if (show.status === 'live') ctx.announcer.show(caller.seller.id, show.id, false);
  return { show };
});

/** Takes a planned show away. */
export const DELETE = route({ roles: ['owner', 'moderator'] }, ({ caller, params }) => dropShow(caller.db, caller.seller, uuidParam(params)));
