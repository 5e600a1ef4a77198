import { z } from 'zod';
import { PageRequest } from '#lib/core/page.ts';
import { listProducts } from '#lib/products/list.ts';
import { saveProduct } from '#lib/products/save.ts';
import { ProductFilter, SaveProduct } from '#lib/products/schema.ts';
import { created, route } from '#lib/server/route.ts';

/** Products with variants and stock, in the order of the run sheet. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], bridges: true, query: z.object({ ...ProductFilter.shape, ...PageRequest.shape }) }, ({ caller, query }) =>
  listProducts(caller.db, caller.seller, query, query),
);

/** A new product. */
export const POST = route({ roles: ['owner'], body: SaveProduct.omit({ id: true }) }, async ({ ctx, caller, body }) => {
  const product = await saveProduct(caller.db, caller.seller, body);
  ctx.announcer.catalogue(caller.seller.id);
  ctx.keeper.prepare(caller.seller.id);
  return created(product);
});
