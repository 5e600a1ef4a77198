import { exportCorrections, listCorrections } from '#lib/corrections/list.ts';
import { CorrectionQuery } from '#lib/corrections/schema.ts';
import { download } from '#lib/server/download.ts';
import { route } from '#lib/server/route.ts';

/** What the shop said about comments that were read otherwise: a page, or all of it as the file for retraining. */
export const GET = route({ roles: ['owner'], query: CorrectionQuery }, ({ caller, query }) =>
  query.format === 'jsonl' ? download('corrections.jsonl', 'application/jsonl', exportCorrections(caller.db, caller.seller)) : listCorrections(caller.db, caller.seller, query),
);
