import { exportLedger } from '#lib/ledger/export.ts';
import { ExportQuery } from '#lib/ledger/schema.ts';
import { download } from '#lib/server/download.ts';
import { route } from '#lib/server/route.ts';

/** The ledger as a file, as it is read: for checking (jsonl) or for a spreadsheet (csv). */
export const GET = route({ roles: ['owner', 'moderator'], query: ExportQuery }, ({ caller, query }) =>
  download(`ledger.${query.format}`, query.format === 'csv' ? 'text/csv' : 'application/jsonl', exportLedger(caller.db, caller.seller, query)),
);
