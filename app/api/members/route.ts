import { listMembers } from '#lib/members/manage.ts';
import { route } from '#lib/server/route.ts';

/** The people who work for this seller. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, ({ caller }) => listMembers(caller.db, caller.seller));
