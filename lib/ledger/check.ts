import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { LedgerCheck } from './schema.ts';

/** Recomputes the seller's whole ledger and says whether it is as it was written, and if not, from which entry on. Reads only. */
export async function checkLedger(db: Db, seller: Seller): Promise<LedgerCheck> {
  return LedgerCheck.parse(dataOf(await db.rpc('verify_ledger', { p_streamer: seller.id }).single()));
}
