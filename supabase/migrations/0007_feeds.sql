-- What screens and the API read: one row a thing, joined. The events that the pipeline sends carry these same rows.
-- security_invoker: the reader's own row-level security decides.

-- How new a row is: of two readings of a row, the one with the greater version shows the later state. A later snapshot
-- has a greater xmax (the next transaction id), or the same one and fewer transactions still running; two with the same
-- number see the same. Above 1023 running transactions, ties may hide a step. Fits a JavaScript number up to 2^43 transactions.
create function private.snapshot_version() returns bigint language sql stable set search_path = '' as $$
  select pg_catalog.pg_snapshot_xmax(s)::text::bigint * 1024
    + (1023 - least(1023, (select count(*) from pg_catalog.pg_snapshot_xip(s))))
  from (select pg_catalog.pg_current_snapshot() as s) x
$$;
grant execute on function private.snapshot_version() to authenticated, service_role;

create view public.comment_feed with (security_invoker = true) as
select m.id, m.streamer_id, m.show_id, m.platform, m.client, m.message, m.said_at, m.received_at,
  i.intent, i.score, i.quantity, i.item_code, i.variant_words, i.language,
  -- What became of it by now: a hold may have been paid or ended since, a place in line given up.
  case when c.outcome = 'held' and o.status <> 'pending' then o.status
    when c.outcome = 'waitlisted' and w.status = 'cancelled' then 'cancelled' else c.outcome end as outcome,
  c.reason, c.quantity as claimed_quantity, c.order_id, o.order_no, o.status as order_status, h.expires_at as held_until,
  coalesce(c.product_id, x.product_id) as product_id, coalesce(p.code, x.code) as product_code, v.name as variant_name,
  b.id as buyer_id, b.status as buyer_status,
  coalesce(k.orders, 0) as buyer_orders, coalesce(k.unpaid, 0) as buyer_unpaid,
  (select private.snapshot_version()) as version
from public.chat_messages m
left join public.nlp_intents i on i.chat_message_id = m.id
left join lateral (select * from public.claims c where c.chat_message_id = m.id order by c.id desc limit 1) c on true
left join lateral (select x.product_id, y.code from public.product_matches x join public.products y on y.id = x.product_id
  where x.chat_message_id = m.id order by x.id desc limit 1) x on c.product_id is null
left join public.products p on p.id = c.product_id
left join public.variants v on v.id = c.variant_id
left join public.orders o on o.id = c.order_id
left join public.holds h on h.order_id = o.id and h.status = 'active'
left join public.waitlist w on w.id = c.waitlist_id
left join public.buyer_handles bh on bh.streamer_id = m.streamer_id and bh.platform = m.platform and bh.handle = m.client
left join public.buyers b on b.id = bh.buyer_id
left join lateral (select count(*) as orders, count(*) filter (where z.status = 'expired') as unpaid
  from public.orders z where z.buyer_id = b.id) k on true;

create view public.order_feed with (security_invoker = true) as
select o.id, o.order_no, o.streamer_id, o.show_id, s.title as show_title, o.buyer_id, b.name as buyer_name, b.status as buyer_status,
  o.product_id, p.code as product_code, p.name as product_name, p.pictures[1] as picture, o.variant_id, v.name as variant_name,
  o.quantity, o.unit_price_minor, o.total_minor, o.currency, o.status, o.source, o.created_at, o.updated_at,
  h.created_at as held_at, h.expires_at as held_until, m.chat_message_id,
  (select private.snapshot_version()) as version
from public.orders o
join public.shows s on s.id = o.show_id
join public.buyers b on b.id = o.buyer_id
join public.products p on p.id = o.product_id
join public.variants v on v.id = o.variant_id
left join public.holds h on h.order_id = o.id
left join lateral (select mm.chat_message_id from public.chat_message_order_mapping mm where mm.order_id = o.id limit 1) m on true;

create view public.product_feed with (security_invoker = true) as
select p.id, p.streamer_id, p.key, p.code, p.name, p.description, p.price_minor, p.currency, p.aliases, p.pictures, p.position,
  p.archived_at, p.created_at,
  coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'options', v.options, 'sku', v.sku,
      'price_minor', v.price_minor, 'stock', v.stock, 'held', v.held, 'sold', v.sold,
      'waiting', (select count(*) from public.waitlist w where w.variant_id = v.id and w.status = 'waiting'))
    order by v.position, v.created_at)
    from public.variants v where v.product_id = p.id and v.archived_at is null), '[]') as variants,
  (select private.snapshot_version()) as version
from public.products p;

create view public.waitlist_feed with (security_invoker = true) as
select w.id, w.streamer_id, w.show_id, w.buyer_id, b.name as buyer_name, w.product_id, p.code as product_code, p.name as product_name,
  p.pictures[1] as picture, w.variant_id, v.name as variant_name, w.quantity, w.source, w.status, w.created_at, w.chat_message_id,
  (select count(*) from public.waitlist x where x.variant_id = w.variant_id and x.status = 'waiting'
    and (x.arrival, x.id) <= (w.arrival, w.id)) as place,
  (select private.snapshot_version()) as version
from public.waitlist w
join public.buyers b on b.id = w.buyer_id
join public.products p on p.id = w.product_id
join public.variants v on v.id = w.variant_id;

create view public.show_feed with (security_invoker = true) as
select s.id, s.streamer_id, s.title, s.status, s.platforms, s.hold_seconds, s.delay_ms, s.mode, s.starts_at, s.started_at, s.ended_at,
  s.created_at, pin.product_id as pinned_product_id, pin.pinned_at, t.currency,
  coalesce(o.held, 0) as held, coalesce(o.held_minor, 0) as held_minor, coalesce(o.paid, 0) as paid,
  coalesce(o.paid_minor, 0) as paid_minor, coalesce(o.unpaid, 0) as unpaid, coalesce(o.orders, 0) as orders,
  (select count(*) from public.waitlist w where w.show_id = s.id and w.status = 'waiting') as waiting,
  (select private.snapshot_version()) as version
from public.shows s
join public.streamers t on t.id = s.streamer_id
left join lateral (select p.product_id, p.pinned_at from public.pins p where p.show_id = s.id order by p.pinned_at desc, p.id desc limit 1) pin on true
left join lateral (select count(*) as orders,
  count(*) filter (where z.status = 'pending') as held, sum(z.total_minor) filter (where z.status = 'pending') as held_minor,
  count(*) filter (where z.status = 'paid') as paid, sum(z.total_minor) filter (where z.status = 'paid') as paid_minor,
  count(*) filter (where z.status = 'expired') as unpaid
  from public.orders z where z.show_id = s.id) o on true;

create view public.ledger_feed with (security_invoker = true) as
select c.id, c.streamer_id, c.show_id, c.chat_message_id, c.order_id, c.buyer_id, b.name as buyer_name, c.product_id, p.code as product_code,
  c.variant_id, v.name as variant_name, c.entry, c.outcome, c.reason, c.quantity, c.rank, c.intent, c.score, c.resolved_by, c.source,
  c.said_at, c.received_at, c.created_at, c.actor, m.message, m.client, m.message_id as platform_message_id
from public.claims c
left join public.chat_messages m on m.id = c.chat_message_id
left join public.buyers b on b.id = c.buyer_id
left join public.products p on p.id = c.product_id
left join public.variants v on v.id = c.variant_id;
