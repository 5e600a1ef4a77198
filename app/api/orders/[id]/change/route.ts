import { changeOrder } from '#lib/orders/change.ts';
import { ChangeOrder } from '#lib/orders/schema.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Changes how many, or which variant, of an unpaid order. */
export const POST = route({ roles: ['owner', 'moderator'], body: ChangeOrder }, async ({ ctx, caller, body, params }) => {
  ctx.announcer.changes(await changeOrder(ctx, caller.db, caller.seller, uuidParam(params), body));
});
