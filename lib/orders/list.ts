import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { readPage } from '#lib/adapters/supabase/page.ts';
import { LedgerRow } from '#lib/claims/schema.ts';
import { escapeLike } from '#lib/comments/list.ts';
import { AppError } from '#lib/core/errors.ts';
import type { PageRequest } from '#lib/core/page.ts';
import type { Seller } from '#lib/members/schema.ts';
import { OrderRow, WaitRow, type OrderFilter, type OrderStage, type OrderStatus } from './schema.ts';

/** What each stage means in order_feed; `parcel` null: not packed. */
const stages: Record<OrderStage, { status: OrderStatus; parcel?: readonly string[] | null }> = {
  held: { status: 'pending' },
  unpaid: { status: 'expired' },
  paid: { status: 'paid' },
  to_pack: { status: 'paid', parcel: null },
  packed: { status: 'paid', parcel: ['packed'] },
  shipped: { status: 'paid', parcel: ['shipped', 'delivered'] },
  refunded: { status: 'refunded' },
  cancelled: { status: 'cancelled' },
};

/** A page of a seller's orders, newest first. */
export async function listOrders(db: Db, seller: Seller, filter: z.infer<typeof OrderFilter>, page: PageRequest) {
  let query = db.from('order_feed').select('*').eq('streamer_id', seller.id);
  if (filter.show) query = query.eq('show_id', filter.show);
  if (filter.status) query = query.eq('status', filter.status);
  if (filter.stage) {
    const { status, parcel } = stages[filter.stage];
    query = query.eq('status', status);
    if (parcel === null) query = query.is('parcel', null);
    else if (parcel) query = query.in('parcel', [...parcel]);
  }
  if (filter.buyer) query = query.eq('buyer_name', filter.buyer);
  if (filter.search) {
    // Letters with their marks and joiners, digits and a few signs only: these stand inside PostgREST's own or(...) syntax.
    const words = escapeLike(filter.search.replace(/[^\p{L}\p{M}\p{N}\u200C\u200D\s_.#-]/gu, ' ').trim());
    if (words) query = query.or(['order_no', 'buyer_name', 'product_name', 'product_code'].map((column) => `${column}.ilike.*${words}*`).join(','));
  }
  return readPage(query, OrderRow, [{ column: 'created_at', ascending: false }, { column: 'id', ascending: false }], page);
}

const orderNo = /^ORD-\d{8}-\d{5,}$/;

/** One order, by its id or its number (ORD-20251206-00001), with its ledger, oldest entry first. Throws `not_found`. */
export async function getOrder(db: Db, seller: Seller, idOrNo: string) {
  if (!orderNo.test(idOrNo) && !z.uuid().safeParse(idOrNo).success) throw new AppError('not_found', 'There is no such order.');
  const found = dataOf(await db.from('order_feed').select('*').eq('streamer_id', seller.id).eq(orderNo.test(idOrNo) ? 'order_no' : 'id', idOrNo).maybeSingle());
  if (!found) throw new AppError('not_found', 'There is no such order.');
  const row = OrderRow.parse(found);
  const ledger = await db.from('ledger_feed').select('*').eq('streamer_id', seller.id).eq('order_id', row.id).order('id').limit(200);
  const entries = z.array(LedgerRow).parse(dataOf(ledger));
  // A promoted order begins with the claim that went to the waitlist: it belongs to the message, not yet to the order.
  const messageId = row.chat_message_id;
  if (messageId === null) return { order: row, ledger: entries };
  const before = z.array(LedgerRow).parse(dataOf(await db.from('ledger_feed').select('*').eq('streamer_id', seller.id).eq('chat_message_id', messageId).order('id').limit(200)));
  const known = new Set(entries.map((entry) => entry.id));
  const all = [...entries, ...before.filter((entry) => !known.has(entry.id))].sort((a, b) => a.id - b.id);
  return { order: row, ledger: all };
}

/** Who waits in a show, in order of place. */
export async function listWaiting(db: Db, seller: Seller, showId: string | undefined) {
  let query = db.from('waitlist_feed').select('*').eq('streamer_id', seller.id).eq('status', 'waiting');
  if (showId) query = query.eq('show_id', showId);
  const rows = dataOf(await query.order('variant_id').order('place').limit(500));
  return { items: z.array(WaitRow).parse(rows) };
}
