import { z } from 'zod';
import { countOrders } from '#lib/orders/count.ts';
import { route } from '#lib/server/route.ts';

/** How many orders are at each stage. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], query: z.object({ show: z.uuid().optional() }) }, ({ caller, query }) =>
  countOrders(caller.db, caller.seller, query.show),
);
