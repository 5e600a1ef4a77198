import { getBuyer } from '#lib/buyers/list.ts';
import { saveBuyer } from '#lib/buyers/save.ts';
import { BuyerPatch } from '#lib/buyers/schema.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** One buyer with their latest orders. */
export const GET = route({ roles: ['owner', 'moderator'] }, ({ caller, params }) => getBuyer(caller.db, caller.seller, uuidParam(params)));

/** Changes what the seller keeps of a buyer. */
export const PATCH = route({ roles: ['owner', 'moderator'], body: BuyerPatch }, async ({ ctx, caller, body, params }) => {
  const saved = await saveBuyer(caller.db, caller.seller, uuidParam(params), body);
  // The status stands beside the name on every comment and order.
  if (body.status) ctx.announcer.catalogue(caller.seller.id);
  return saved;
});
