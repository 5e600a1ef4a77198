import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { readPage } from '#lib/adapters/supabase/page.ts';
import { escapeLike } from '#lib/comments/list.ts';
import { AppError } from '#lib/core/errors.ts';
import type { PageRequest } from '#lib/core/page.ts';
import type { Seller } from '#lib/members/schema.ts';
import { OrderRow } from '#lib/orders/schema.ts';
import { BuyerRow, type BuyerDetail, type BuyerFilter, type BuyerSort } from './schema.ts';

const columns: Record<BuyerSort, string> = { newest: 'created_at', spent: 'spent_minor', unpaid: 'unpaid', orders: 'orders' };

/** More names than this that match say that the search is too wide to go by names. */
const maxNames = 100;

/** A page of a seller's buyers. The search looks at names on all platforms, contact and note. */
export async function listBuyers(db: Db, seller: Seller, filter: z.infer<typeof BuyerFilter>, page: PageRequest) {
  let query = db.from('buyer_feed').select('*').eq('streamer_id', seller.id);
  if (filter.status) query = query.eq('status', filter.status);
  // As in listOrders: these stand inside PostgREST's own or(...) syntax.
  const words = escapeLike((filter.search ?? '').replace(/[^\p{L}\p{M}\p{N}\u200C\u200D\s_.@+-]/gu, ' ').trim());
  if (words) {
    const named = dataOf(await db.from('buyer_handles').select('buyer_id').eq('streamer_id', seller.id).ilike('handle', `%${words}%`).limit(maxNames)) as { buyer_id: string }[];
    const ids = [...new Set(named.map((row) => row.buyer_id))];
    const alternatives = ['name', 'email', 'phone', 'note'].map((column) => `${column}.ilike.*${words}*`);
    query = query.or([...alternatives, ...(ids.length > 0 ? [`id.in.(${ids.join(',')})`] : [])].join(','));
  }
  return readPage(query, BuyerRow, [{ column: columns[filter.sort], ascending: false }, { column: 'id', ascending: false }], page);
}

/** One buyer with their latest orders; of one who was joined with another, that one. Throws `not_found`. */
export async function getBuyer(db: Db, seller: Seller, id: string): Promise<BuyerDetail> {
  const joined = dataOf(await db.from('buyers').select('merged_into').eq('streamer_id', seller.id).eq('id', id).maybeSingle()) as { merged_into: string | null } | null;
  const found = joined && dataOf(await db.from('buyer_feed').select('*').eq('streamer_id', seller.id).eq('id', joined.merged_into ?? id).maybeSingle());
  if (!found) throw new AppError('not_found', 'There is no such buyer.');
  const buyer = BuyerRow.parse(found);
  const [orders, lastSeen] = await Promise.all([
    db.from('order_feed').select('*').eq('streamer_id', seller.id).eq('buyer_id', buyer.id).order('created_at', { ascending: false }).limit(100),
    Promise.all(buyer.handles.slice(0, 20).map(({ platform, handle }) => lastComment(db, seller, platform, handle))),
  ]);
  return { buyer, orders: z.array(OrderRow).parse(dataOf(orders)), last_seen_at: lastSeen.filter((at) => at !== null).toSorted().at(-1) ?? null };
}

async function lastComment(db: Db, seller: Seller, platform: string, handle: string): Promise<string | null> {
  const query = db.from('chat_messages').select('received_at').eq('streamer_id', seller.id).eq('platform', platform).eq('client', handle);
  const row = dataOf(await query.order('id', { ascending: false }).limit(1).maybeSingle()) as { received_at: string } | null;
  return row?.received_at ?? null;
}
