import { cancelOrder } from '#lib/claims/decide.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Ends an unpaid order; its units go on sale again and to the waitlist. */
export const POST = route({ roles: ['owner', 'moderator'] }, async ({ ctx, caller, params }) => {
  ctx.announcer.changes(await cancelOrder(caller.db, uuidParam(params)));
});
