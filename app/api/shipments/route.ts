import { route } from '#lib/server/route.ts';
import { packCarts } from '#lib/shipments/save.ts';
import { PackCarts } from '#lib/shipments/schema.ts';

/** Packs carts, or says that what is packed of them is shipped. */
export const POST = route({ roles: ['owner', 'moderator', 'packer'], body: PackCarts }, async ({ ctx, caller, body }) => {
  const { shipments, changes } = await packCarts(caller.db, caller.seller, body);
  ctx.announcer.changes(changes);
  return { shipments };
});
