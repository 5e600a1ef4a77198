import { retryParked } from '#lib/comments/parked.ts';
import { idParam, route } from '#lib/server/route.ts';

/** Sends a parked comment through the pipeline again. */
export const POST = route({ roles: ['owner', 'moderator'] }, ({ ctx, caller, params }) => retryParked(ctx, caller.seller, idParam(params)));
