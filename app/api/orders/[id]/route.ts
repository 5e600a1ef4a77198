import { getOrder } from '#lib/orders/list.ts';
import { route } from '#lib/server/route.ts';

/** One order, by its id or its number, with its ledger. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], bridges: true }, ({ caller, params }) => getOrder(caller.db, caller.seller, params.id ?? ''));
