import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { getShow } from '#lib/shows/plan.ts';
import { ShowParcels, ShowReport } from './schema.ts';

/** One show in figures. Throws `not_found`. */
export async function readReport(db: Db, seller: Seller, showId: string): Promise<ShowReport> {
  const { id } = await getShow(db, seller, showId);
  return ShowReport.parse(dataOf(await db.rpc('show_report', { p_show: id })));
}

/** The parcels of a show, packed or to be packed. Throws `not_found`. */
export async function readParcels(db: Db, seller: Seller, showId: string): Promise<ShowParcels> {
  const { id } = await getShow(db, seller, showId);
  return ShowParcels.parse(dataOf(await db.rpc('show_parcels', { p_show: id })));
}
