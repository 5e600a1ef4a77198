import { revokeKey } from '#lib/keys/create.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Refuses a key from now on. */
export const DELETE = route({ roles: ['owner'] }, ({ caller, params }) => revokeKey(caller.db, caller.seller, uuidParam(params)));
