import { z } from 'zod';
import { listWaiting } from '#lib/orders/list.ts';
import { route } from '#lib/server/route.ts';

/** Who waits, in order of place. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], bridges: true, query: z.object({ show: z.uuid().optional() }) }, ({ caller, query }) =>
  listWaiting(caller.db, caller.seller, query.show),
);
