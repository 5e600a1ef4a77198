import { listParked } from '#lib/comments/parked.ts';
import { route } from '#lib/server/route.ts';

/** Comments that could not be processed, with the reason. */
export const GET = route({ roles: ['owner', 'moderator'] }, ({ caller }) => listParked(caller.db, caller.seller));
