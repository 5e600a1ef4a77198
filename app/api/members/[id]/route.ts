import { removeMember } from '#lib/members/manage.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Takes a member out. */
export const DELETE = route({ roles: ['owner'] }, ({ caller, params }) => removeMember(caller.db, caller.seller, uuidParam(params)));
