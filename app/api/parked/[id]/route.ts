import { dropParked } from '#lib/comments/parked.ts';
import { idParam, route } from '#lib/server/route.ts';

/** Takes a parked comment off the list. */
export const DELETE = route({ roles: ['owner', 'moderator'] }, ({ ctx, caller, params }) => dropParked(ctx.sql, caller.seller, idParam(params)));
