import { z } from 'zod';
import { getProduct } from '#lib/products/list.ts';
import { archiveProduct, saveProduct } from '#lib/products/save.ts';
import { SaveProduct } from '#lib/products/schema.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** One product. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], bridges: true }, ({ caller, params }) => getProduct(caller.db, caller.seller, uuidParam(params)));

/** Changes a product, its variants and their stock. */
export const PUT = route({ roles: ['owner'], body: SaveProduct }, async ({ ctx, caller, body, params }) => {
  const product = await saveProduct(caller.db, caller.seller, { ...body, id: uuidParam(params) });
  ctx.announcer.catalogue(caller.seller.id);
  ctx.keeper.prepare(caller.seller.id);
  return product;
});

/** Archives a product, or puts it back. */
export const PATCH = route({ roles: ['owner'], body: z.object({ archived: z.boolean() }) }, async ({ ctx, caller, body, params }) => {
  await archiveProduct(caller.db, uuidParam(params), body.archived);
  ctx.announcer.catalogue(caller.seller.id);
  ctx.keeper.prepare(caller.seller.id);
});
