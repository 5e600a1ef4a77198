import { z } from 'zod';
import { listBuyers } from '#lib/buyers/list.ts';
import { BuyerFilter } from '#lib/buyers/schema.ts';
import { PageRequest } from '#lib/core/page.ts';
import { route } from '#lib/server/route.ts';

/** Buyers with their names and how they have paid so far. */
export const GET = route({ roles: ['owner', 'moderator'], query: z.object({ ...BuyerFilter.shape, ...PageRequest.shape }) }, ({ caller, query }) =>
  listBuyers(caller.db, caller.seller, query, query),
);
