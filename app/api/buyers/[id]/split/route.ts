import { splitHandle } from '#lib/buyers/link.ts';
import { Handle } from '#lib/buyers/schema.ts';
import { created, route, uuidParam } from '#lib/server/route.ts';

/** Makes one of a buyer's names a buyer of its own. */
export const POST = route({ roles: ['owner', 'moderator'], body: Handle }, async ({ caller, body, params }) =>
  created({ id: await splitHandle(caller.db, caller.seller, uuidParam(params), body) }),
);
