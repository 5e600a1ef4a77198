import { created, route } from '#lib/server/route.ts';
import { planShow } from '#lib/shows/plan.ts';
import { NewShow } from '#lib/shows/schema.ts';

/** Plans a show. */
export const POST = route({ roles: ['owner', 'moderator'], body: NewShow }, async ({ caller, body }) => created({ show: await planShow(caller.db, caller.seller, body) }));
