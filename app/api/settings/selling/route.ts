import { getSelling, saveSelling, SellingPatch } from '#lib/members/selling.ts';
import { route } from '#lib/server/route.ts';

/** How the workspace sells. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, ({ caller }) => getSelling(caller.db, caller.seller));

/** Changes how it sells; what is left out stays. */
export const PATCH = route({ roles: ['owner'], body: SellingPatch }, ({ caller, body }) => saveSelling(caller.db, caller.seller, body));
