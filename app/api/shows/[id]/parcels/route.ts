import { readParcels } from '#lib/reports/read.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** What of a show is to be packed, and what is packed. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, ({ caller, params }) => readParcels(caller.db, caller.seller, uuidParam(params)));
