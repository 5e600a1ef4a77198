import { z } from 'zod';
import { route } from '#lib/server/route.ts';
import { listBridges } from '#lib/shows/run.ts';

/** Per platform of a show: when the last comment came, and how many. */
export const GET = route({ roles: ['owner', 'moderator'], query: z.object({ show: z.uuid() }) }, ({ caller, query }) => listBridges(caller.db, caller.seller, query.show));
