-- After the show: what it came to, what is to be packed, and rows for spreadsheets. All of it is read with the asking person's own rights.

-- Where a parcel goes: for whoever packs it.
grant select (ship_to) on public.carts to authenticated;
-- Buyers are read in this order, a page at a time.
create index buyers_oldest on public.buyers (streamer_id, created_at, id);

-- One show in figures, as ShowReport in lib/reports/schema.ts: times in UTC, money in minor units, durations in seconds. A claim is a comment or
-- request that asked for something, whatever became of it; those that a person set aside are counted apart. `comment to order` leaves out who
-- waited in line first. Raises 42501 when the show is not the asking person's to see.
create function public.show_report(p_show uuid)
returns jsonb language plpgsql stable set search_path = '' as $$
declare
  v_show public.shows;
  v_began timestamptz;
  v_report jsonb;
begin
  select * into v_show from public.shows s where s.id = p_show;
  if not found then
    raise exception 'not_allowed' using errcode = '42501', hint = 'It is not a show of a shop you work for.';
  end if;
  v_began := coalesce(v_show.started_at, v_show.starts_at, v_show.created_at);
  with chat as materialized (
    select m.id, m.received_at, m.platform, coalesce(i.corrected, i.intent) as intent
    from public.chat_messages m left join public.nlp_intents i on i.chat_message_id = m.id
    where m.show_id = p_show and m.streamer_id = v_show.streamer_id
  ), ledger as materialized (
    select c.id, c.chat_message_id, c.entry, c.outcome, c.reason, c.product_id, c.order_id, c.waitlist_id, c.quantity, c.source, c.received_at, c.created_at
    from public.claims c where c.show_id = p_show and c.streamer_id = v_show.streamer_id
  ), asked as materialized (
    select coalesce(l.chat_message_id, -l.id) as key, min(l.received_at) as at, (array_agg(l.source order by l.id))[1] as source,
      bool_or(l.outcome in ('held', 'waitlisted')) as granted, bool_or(l.outcome = 'ignored') as set_aside,
      (array_agg(l.outcome order by l.id desc))[1] as last_outcome,
      (array_agg(l.product_id order by l.id desc) filter (where l.product_id is not null))[1] as product_id,
      -- When a person was asked, and when they answered.
      min(l.created_at) filter (where l.outcome = 'review') as review_at,
      min(l.created_at) filter (where l.entry in ('correction', 'ignored')) as answered_at
    from ledger l where l.entry in ('claim', 'correction', 'ignored') group by 1
  ), claim as materialized (
    select * from asked a where a.granted or not a.set_aside
  ), bought as materialized (
    select o.id, o.buyer_id, o.product_id, o.quantity, o.returned_units, o.status, o.source, o.created_at, o.paid_at, o.currency, o.paid_minor, o.refunded_minor,
      o.paid_at is not null as was_paid
    from public.orders o where o.show_id = p_show and o.streamer_id = v_show.streamer_id
  ), line as materialized (
    select w.id, w.product_id, w.quantity, w.status,
      -- Wanted to the end: still waiting, or in line when the show was over for good.
      w.status = 'waiting' or exists (select 1 from ledger l where l.waitlist_id = w.id and l.reason = 'show_over') as unmet
    from public.waitlist w where w.show_id = p_show and w.streamer_id = v_show.streamer_id
  ), money as materialized (
    select x.currency, sum(x.paid) as paid, sum(x.goods) as goods, sum(x.refunded) as refunded from (
      select p.currency, p.amount_minor as paid, 0 as goods,
        coalesce((select sum(r.amount_minor) from public.refunds r where r.payment_id = p.id and r.status = 'accepted'), 0) as refunded
      from public.payments p join public.carts c on c.id = p.cart_id where c.show_id = p_show and p.streamer_id = v_show.streamer_id and p.paid_at is not null
      union all
      select b.currency, 0, b.paid_minor, 0 from bought b where b.was_paid) x
    group by 1
  ), minute as (
    select date_trunc('minute', x.at, 'UTC') as at, sum(x.comments) as comments, sum(x.claims) as claims, sum(x.held) as held, sum(x.paid) as paid from (
      select received_at as at, 1 as comments, 0 as claims, 0 as held, 0 as paid from chat
      union all select at, 0, 1, 0, 0 from claim
      union all select created_at, 0, 0, 1, 0 from bought
      union all select paid_at, 0, 0, 0, 1 from bought where was_paid) x
    group by 1
  ), product as (
    select x.product_id, sum(x.claims) as claims, sum(x.orders) as orders, sum(x.units) as units, sum(x.revenue) as revenue, sum(x.unmet) as unmet from (
      select product_id, 1 as claims, 0 as orders, 0 as units, 0 as revenue, 0 as unmet from claim where product_id is not null
      union all select product_id, 0, 1, case when was_paid then quantity - returned_units else 0 end, paid_minor - refunded_minor, 0 from bought
      union all select product_id, 0, 0, 0, 0, case when unmet then quantity else 0 end from line) x
    group by 1
  ), buyer as (
    select b.buyer_id, b.currency, count(*) as orders, sum(b.quantity - b.returned_units) as units, sum(b.paid_minor - b.refunded_minor) as spent, min(b.created_at) as first_at
    from bought b where b.was_paid group by 1, 2 order by 5 desc, 4 desc, 6 limit 10
  ), platform as (
    select x.platform, sum(x.comments) as comments, sum(x.claims) as claims, sum(x.orders) as orders, sum(x.paid) as paid from (
      select platform, 1 as comments, 0 as claims, 0 as orders, 0 as paid from chat
      union all select source, 0, 1, 0, 0 from claim
      union all select source, 0, 0, 1, was_paid::integer from bought) x
    group by 1
  ), reply as (
    select extract(epoch from b.created_at - l.received_at) as seconds from ledger l join bought b on b.id = l.order_id
    where l.outcome = 'held' and l.entry in ('claim', 'correction') and l.chat_message_id is not null
  ), before as (
    select s.id, s.title, coalesce(s.started_at, s.created_at) as started_at from public.shows s
    where s.streamer_id = v_show.streamer_id and s.id <> p_show and s.status <> 'planned' and coalesce(s.started_at, s.created_at) < v_began
    order by 3 desc limit 1
  )
  select jsonb_build_object(
    'show', jsonb_build_object('id', v_show.id, 'title', v_show.title, 'status', v_show.status, 'startedAt', v_show.started_at, 'endedAt', v_show.ended_at),
    'timeZone', (select t.time_zone from public.streamers t where t.id = v_show.streamer_id),
    'currency', (select t.currency from public.streamers t where t.id = v_show.streamer_id),
    'minutes', coalesce((select jsonb_agg(jsonb_build_object('at', m.at, 'comments', m.comments, 'claims', m.claims, 'held', m.held, 'paid', m.paid) order by m.at) from minute m), '[]'),
    'totals', (select jsonb_build_object(
        'comments', (select count(*) from chat),
        'claims', (select count(*) from claim),
        'lateClaims', (select count(*) from claim where at > v_show.ended_at),
        'setAside', (select count(*) from asked a where a.set_aside and not a.granted),
        'rejected', (select count(*) from claim where last_outcome = 'rejected'),
        'orders', count(*), 'paid', count(*) filter (where b.status = 'paid'), 'held', count(*) filter (where b.status = 'pending'),
        'unpaid', count(*) filter (where b.status = 'expired'), 'cancelled', count(*) filter (where b.status = 'cancelled'),
        'refunded', count(*) filter (where b.status = 'refunded'), 'everPaid', count(*) filter (where b.was_paid),
        'buyers', count(distinct b.buyer_id) filter (where b.was_paid),
        'unitsSold', coalesce(sum(b.quantity - b.returned_units) filter (where b.was_paid), 0)) from bought b),
    'revenue', coalesce((select jsonb_agg(jsonb_build_object('currency', m.currency, 'paidMinor', m.paid, 'goodsMinor', m.goods, 'refundedMinor', m.refunded)
      order by m.paid desc, m.currency) from money m), '[]'),
    'waitlist', (select jsonb_build_object('joined', count(*), 'promoted', count(*) filter (where l.status = 'promoted'), 'waiting', count(*) filter (where l.status = 'waiting'),
      'unmetUnits', coalesce(sum(l.quantity) filter (where l.unmet), 0)) from line l),
    'commentToOrder', (select jsonb_build_object('count', count(*), 'medianSeconds', round((percentile_cont(0.5) within group (order by seconds))::numeric, 3), 'p90Seconds', round((percentile_cont(0.9) within group (order by seconds))::numeric, 3)) from reply),
    'orderToPayment', (select jsonb_build_object('count', count(*), 'medianSeconds', round((percentile_cont(0.5) within group (order by x.seconds))::numeric, 3), 'p90Seconds', round((percentile_cont(0.9) within group (order by x.seconds))::numeric, 3))
      from (select extract(epoch from b.paid_at - b.created_at) as seconds from bought b where b.was_paid) x),
    'review', (select jsonb_build_object('asked', count(*), 'open', count(*) filter (where a.answered_at is null),
      'medianSeconds', round((percentile_cont(0.5) within group (order by extract(epoch from a.answered_at - a.review_at)))::numeric, 3),
      'p90Seconds', round((percentile_cont(0.9) within group (order by extract(epoch from a.answered_at - a.review_at)))::numeric, 3)) from asked a where a.review_at is not null),
    'intents', (select jsonb_build_object('question', count(*) filter (where intent = 'question'), 'complaint', count(*) filter (where intent = 'complaint'),
      'feedback', count(*) filter (where intent = 'feedback')) from chat),
    'products', coalesce((select jsonb_agg(jsonb_build_object('productId', x.product_id, 'code', p.code, 'name', p.name, 'picture', p.pictures[1], 'currency', p.currency,
        'claims', x.claims, 'orders', x.orders, 'units', x.units, 'revenueMinor', x.revenue, 'unmetUnits', x.unmet) order by x.revenue desc, x.claims desc, p.code)
      from (select * from product order by revenue desc, claims desc limit 20) x join public.products p on p.id = x.product_id), '[]'),
    'buyers', coalesce((select jsonb_agg(jsonb_build_object('buyerId', x.buyer_id, 'name', b.name, 'orders', x.orders, 'units', x.units, 'currency', x.currency, 'spentMinor', x.spent,
        'lines', (select jsonb_agg(jsonb_build_object('code', y.code, 'name', y.name, 'quantity', y.quantity)) from (
          select p.code, p.name, o.quantity - o.returned_units as quantity from bought o join public.products p on p.id = o.product_id
          where o.buyer_id = x.buyer_id and o.was_paid order by o.created_at, o.id limit 3) y)) order by x.spent desc, x.units desc, x.first_at)
      from buyer x join public.buyers b on b.id = x.buyer_id), '[]'),
    'platforms', coalesce((select jsonb_agg(jsonb_build_object('platform', x.platform, 'comments', x.comments, 'claims', x.claims, 'orders', x.orders, 'paid', x.paid)
      order by x.paid desc, x.claims desc, x.comments desc, x.platform) from platform x), '[]'),
    'before', (select jsonb_build_object('id', s.id, 'title', s.title, 'startedAt', s.started_at,
        'comments', (select count(*) from public.chat_messages m where m.show_id = s.id),
        'everPaid', (select count(*) from public.orders o where o.show_id = s.id and o.paid_at is not null),
        'orders', (select count(*) from public.orders o where o.show_id = s.id),
        'revenue', coalesce((select jsonb_agg(jsonb_build_object('currency', y.currency, 'paidMinor', y.paid)) from (
          select p.currency, sum(p.amount_minor) as paid from public.payments p join public.carts c on c.id = p.cart_id
          where c.show_id = s.id and p.paid_at is not null group by 1) y), '[]')) from before s),
    'serverNow', now()) into v_report;
  return v_report;
end $$;

-- The parcels of a show, as ShowParcels in lib/reports/schema.ts: what is paid and not packed yet, one parcel a cart, and those that were packed.
-- Nothing of money is in it. Raises 42501 when the show is not the asking person's to see.
create function public.show_parcels(p_show uuid)
returns jsonb language plpgsql stable set search_path = '' as $$
declare
  v_show public.shows;
begin
  select * into v_show from public.shows s where s.id = p_show;
  if not found then
    raise exception 'not_allowed' using errcode = '42501', hint = 'It is not a show of a shop you work for.';
  end if;
  return (
    with item as (
      select o.cart_id, o.shipment_id, min(o.created_at) as first_at, min(o.paid_at) as paid_at, jsonb_agg(jsonb_build_object('orderId', o.id, 'orderNo', o.order_no, 'productId', p.id,
        'code', p.code, 'name', p.name, 'variantId', v.id, 'variant', v.name, 'variants', (select count(*) from public.variants x where x.product_id = p.id and x.archived_at is null),
        'sku', v.sku, 'picture', p.pictures[1], 'quantity', o.quantity - o.returned_units, 'weightGrams', p.weight_grams) order by o.created_at, o.order_no) as lines
      from public.orders o join public.products p on p.id = o.product_id join public.variants v on v.id = o.variant_id
      where o.show_id = p_show and o.streamer_id = v_show.streamer_id and o.status = 'paid' group by 1, 2)
    select jsonb_build_object(
      'show', jsonb_build_object('id', v_show.id, 'title', v_show.title, 'status', v_show.status, 'startedAt', v_show.started_at, 'endedAt', v_show.ended_at),
      'shop', (select t.name from public.streamers t where t.id = v_show.streamer_id),
      -- Still held: what may yet be added to these parcels.
      'held', (select count(*) from public.orders o where o.show_id = p_show and o.streamer_id = v_show.streamer_id and o.status = 'pending'),
      'parcels', coalesce((select jsonb_agg(jsonb_build_object('cartId', i.cart_id, 'shipmentId', t.id, 'packedAt', t.packed_at, 'shippedAt', t.shipped_at, 'deliveredAt', t.delivered_at,
          'buyerId', b.id, 'buyer', b.name, 'note', b.note, 'address', coalesce(c.ship_to, b.address), 'phone', b.phone, 'lines', i.lines) order by i.paid_at, i.first_at, i.cart_id)
        from item i join public.carts c on c.id = i.cart_id join public.buyers b on b.id = c.buyer_id left join public.shipments t on t.id = i.shipment_id), '[]')));
end $$;

-- An order with all that a spreadsheet or a shipping service asks for.
create view public.order_sheet with (security_invoker = true) as
select o.id, o.streamer_id, o.show_id, o.created_at, o.order_no, s.title as show_title, o.status,
  case when t.delivered_at is not null then 'delivered' when t.shipped_at is not null then 'shipped' when t.id is not null then 'packed' end as parcel,
  b.name as buyer_name, o.source, p.code, p.name as product_name, v.name as variant_name, v.sku, p.weight_grams, o.quantity, o.returned_units,
  o.currency, o.unit_price_minor, o.total_minor, o.paid_minor, o.refunded_minor, o.paid_at, t.carrier, t.tracking_number,
  b.email, b.phone, coalesce(c.ship_to, b.address) as address
from public.orders o
join public.shows s on s.id = o.show_id
join public.buyers b on b.id = o.buyer_id
join public.products p on p.id = o.product_id
join public.variants v on v.id = o.variant_id
join public.carts c on c.id = o.cart_id
left join public.shipments t on t.id = o.shipment_id;

revoke all on public.order_sheet from anon, authenticated;
grant select on public.order_sheet to authenticated, service_role;
revoke execute on function public.show_report(uuid), public.show_parcels(uuid) from public, anon, authenticated;
grant execute on function public.show_report(uuid), public.show_parcels(uuid) to authenticated;
