import { exportBuyers } from '#lib/reports/export.ts';
import { download } from '#lib/server/download.ts';
import { route } from '#lib/server/route.ts';

/** Buyers as CSV. */
export const GET = route({ roles: ['owner', 'moderator'] }, ({ caller }) => download('buyers.csv', 'text/csv', exportBuyers(caller.db, caller.seller)));
