import { readReport } from '#lib/reports/read.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** One show in figures. */
export const GET = route({ roles: ['owner', 'moderator'] }, ({ caller, params }) => readReport(caller.db, caller.seller, uuidParam(params)));
