import { markSent } from '#lib/messages/manage.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Says that the link was sent by hand. */
export const POST = route({ roles: ['owner', 'moderator'] }, ({ caller, params }) => markSent(caller.db, uuidParam(params)));
