import type { Db } from '#lib/adapters/supabase/clients.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import { OrderStage, type OrderCounts } from './schema.ts';

/** How many orders are at each stage, of one show or of all. */
export async function countOrders(db: Db, seller: Seller, showId: string | undefined): Promise<OrderCounts> {
  const counted = await Promise.all(OrderStage.options.map(async (stage) => [stage, await countOf(db, seller, showId, stage)] as const));
  return Object.fromEntries(counted) as OrderCounts;
}

const statusOf = { held: 'pending', unpaid: 'expired', paid: 'paid', refunded: 'refunded', cancelled: 'cancelled', to_pack: 'paid', packed: 'paid', shipped: 'paid' } as const;

async function countOf(db: Db, seller: Seller, showId: string | undefined, stage: OrderStage): Promise<number> {
  const parcel = stage === 'packed' || stage === 'shipped';
  let query = db.from('orders').select(parcel ? 'id, shipments!inner(shipped_at)' : 'id', { count: 'exact', head: true }).eq('streamer_id', seller.id).eq('status', statusOf[stage]);
  if (showId) query = query.eq('show_id', showId);
  if (stage === 'to_pack') query = query.is('shipment_id', null);
  if (stage === 'packed') query = query.is('shipments.shipped_at', null);
  if (stage === 'shipped') query = query.not('shipments.shipped_at', 'is', null);
  const { count, error } = await query;
  if (error || count === null) throw new AppError('unavailable', 'The database is not reachable right now: try again.', { cause: error, retryAfterSeconds: 2 });
  return count;
}
