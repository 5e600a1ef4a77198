import { listDiscounts } from '#lib/discounts/list.ts';
import { saveDiscount } from '#lib/discounts/save.ts';
import { SaveDiscount } from '#lib/discounts/schema.ts';
import { created, route } from '#lib/server/route.ts';

/** Discount codes. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, ({ caller }) => listDiscounts(caller.db, caller.seller));

/** A new discount code. */
export const POST = route({ roles: ['owner'], body: SaveDiscount }, async ({ caller, body }) => created(await saveDiscount(caller.db, caller.seller, null, body)));
