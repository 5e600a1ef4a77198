import type { World } from './world.ts';

/**
 * What is wrong with a seller's stock, orders and ledger, a line each; empty when all of it agrees. One statement, so it
 * may be asked while others are deciding.
 */
export async function stockProblems({ sql }: Pick<World, 'sql'>, sellerId: string): Promise<string[]> {
  const rows = await sql<{ problem: string }[]>`
    with v as (select * from public.variants where streamer_id = ${sellerId}),
    o as (select * from public.orders where streamer_id = ${sellerId}),
    h as (select * from public.holds where streamer_id = ${sellerId}),
    w as (select * from public.waitlist where streamer_id = ${sellerId}),
    c as (select * from public.claims where streamer_id = ${sellerId})
    select 'oversold: variant ' || id as problem from v where held + sold > stock
    union all
    select 'held ' || v.held || ' but active holds ' || coalesce(a.units, 0) || ': variant ' || v.id
    from v left join (select variant_id, sum(quantity) as units from h where status = 'active' group by 1) a on a.variant_id = v.id
    where v.held <> coalesce(a.units, 0)
    union all
    select 'sold ' || v.sold || ' but paid orders ' || coalesce(a.units, 0) || ': variant ' || v.id
    from v left join (select variant_id, sum(quantity - returned_units) as units from o where status = 'paid' group by 1) a on a.variant_id = v.id
    where v.sold <> coalesce(a.units, 0)
    union all
    select 'waiting though it fits: ' || w.id from w join v on v.id = w.variant_id join public.buyers b on b.id = w.buyer_id
    where b.status <> 'banned' and w.status = 'waiting' and v.archived_at is null and v.held + v.sold + w.quantity <= v.stock
    union all
    select 'order and hold disagree: ' || o.order_no from o left join h on h.order_id = o.id
    where (o.status, h.status) not in (('pending', 'active'), ('paid', 'paid'), ('expired', 'expired'), ('cancelled', 'released'), ('refunded', 'paid')) or h.id is null
      or h.quantity <> o.quantity or h.variant_id <> o.variant_id
    union all
    select 'order without exactly one grant in the ledger: ' || o.order_no from o
    where (select count(*) from c where c.order_id = o.id and c.outcome = 'held') <> 1
    union all
    select 'ended order without exactly one end in the ledger: ' || o.order_no from o
    where (select count(*) from c where c.order_id = o.id and c.outcome in ('expired', 'cancelled') and c.outcome = o.status)
      <> (case when o.status in ('expired', 'cancelled') then 1 else 0 end)
    union all
    select 'paid order without exactly one payment in the ledger: ' || o.order_no from o
    where (select count(*) from c where c.order_id = o.id and c.entry = 'payment' and c.outcome = 'paid') <> (case when o.status in ('paid', 'refunded') then 1 else 0 end)
    union all
    select 'given back more than was paid: ' || o.order_no from o where refunded_minor > paid_minor or returned_units > quantity
    union all
    select 'refunded, and units are not back: ' || o.order_no from o where (status = 'refunded') <> (returned_units = quantity)
    union all
    select 'refunds above the payment: ' || p.id from public.payments p where p.streamer_id = ${sellerId}
      and (select coalesce(sum(r.amount_minor), 0) from public.refunds r where r.payment_id = p.id and r.status <> 'failed') > p.amount_minor
    union all
    select 'grant in the ledger without an order: ' || c.id from c where c.outcome = 'held' and not exists (select 1 from o where o.id = c.order_id)
    union all
    select 'place in line without exactly one ledger row: ' || w.id from w
    where (select count(*) from c where c.waitlist_id = w.id and c.outcome = 'waitlisted') <> 1
    union all
    select 'place in line and its end disagree: ' || w.id from w
    where (w.status = 'promoted') <> (w.order_id is not null) or (w.status = 'waiting') <> (w.ended_at is null)
    union all
    select 'one message, several orders: ' || chat_message_id from public.chat_message_order_mapping
    where streamer_id = ${sellerId} group by chat_message_id having count(*) > 1
    union all
    select 'one message, several grants: ' || chat_message_id from c
    where entry in ('claim', 'correction') and outcome in ('held', 'waitlisted') and chat_message_id is not null group by chat_message_id having count(*) > 1`;
  return rows.map((row) => row.problem);
}

/** One variant's counters, and how many units wait in line. */
export async function stockOf({ sql }: Pick<World, 'sql'>, variantId: string) {
  const [row] = await sql<{ stock: number; held: number; sold: number; waiting: number }[]>`
    select stock, held, sold, (select coalesce(sum(quantity), 0)::int from public.waitlist w where w.variant_id = v.id and w.status = 'waiting') as waiting
    from public.variants v where id = ${variantId}`;
  if (!row) throw new Error('no such variant');
  return row;
}

/** A seller's order numbers as counters, in order. They run from 1 without a gap on one day. */
export async function orderCounters({ sql }: Pick<World, 'sql'>, sellerId: string): Promise<number[]> {
  const rows = await sql<{ n: number }[]>`select substr(order_no, 14)::int as n from public.orders where streamer_id = ${sellerId} order by 1`;
  return rows.map((row) => row.n);
}
