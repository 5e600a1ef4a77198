import { CreateKey, createKey, listKeys } from '#lib/keys/create.ts';
import { created, route } from '#lib/server/route.ts';

/** The bridge keys, without what they are. */
export const GET = route({ roles: ['owner'] }, ({ caller }) => listKeys(caller.db, caller.seller));

/** A new bridge key, shown in this answer only. */
export const POST = route({ roles: ['owner'], body: CreateKey }, async ({ caller, body }) => created(await createKey(caller.db, caller.seller, body.name)));
