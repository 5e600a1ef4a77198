import { getOrder } from '#lib/orders/list.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** One order with its ledger. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], bridges: true }, ({ caller, params }) => getOrder(caller.db, caller.seller, uuidParam(params)));
