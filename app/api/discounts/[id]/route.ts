import { saveDiscount } from '#lib/discounts/save.ts';
import { SaveDiscount } from '#lib/discounts/schema.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Changes a discount code, or ends it. */
export const PUT = route({ roles: ['owner'], body: SaveDiscount }, ({ caller, body, params }) => saveDiscount(caller.db, caller.seller, uuidParam(params), body));
