import { exportLedger } from '#lib/reports/export.ts';
import { ExportFilter } from '#lib/reports/schema.ts';
import { download } from '#lib/server/download.ts';
import { route } from '#lib/server/route.ts';

/** The ledger as CSV. */
export const GET = route({ roles: ['owner', 'moderator'], query: ExportFilter }, ({ caller, query }) => download('ledger.csv', 'text/csv', exportLedger(caller.db, caller.seller, query.show)));
