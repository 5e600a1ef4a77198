import { AdjustStock, adjustStock } from '#lib/products/adjust-stock.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Adds units to a variant's stock, or takes some away. */
export const POST = route({ roles: ['owner'], body: AdjustStock }, async ({ ctx, caller, body, params }) => {
  const { product, changes } = await adjustStock(caller.db, caller.seller, uuidParam(params), body);
  ctx.announcer.changes(changes);
  ctx.announcer.catalogue(caller.seller.id);
  return product;
});
