import { exportOrders } from '#lib/reports/export.ts';
import { ExportFilter } from '#lib/reports/schema.ts';
import { download } from '#lib/server/download.ts';
import { route } from '#lib/server/route.ts';

/** Orders as CSV; for packers without money. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], query: ExportFilter }, ({ caller, query }) =>
  download('orders.csv', 'text/csv', exportOrders(caller.db, caller.seller, caller.kind === 'person' ? caller.role : 'packer', query.show)),
);
