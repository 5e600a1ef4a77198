import { route } from '#lib/server/route.ts';
import { currentShow } from '#lib/shows/run.ts';

/** The live show, else the last one. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, async ({ caller }) => ({ show: await currentShow(caller.db, caller.seller) }));
