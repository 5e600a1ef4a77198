-- How a seller sells: planned shows and their run sheets, limits, buyers and their history, settings.

alter table public.streamers
  -- Units one buyer may claim in a show; null: as many as there are.
  add column buyer_limit integer check (buyer_limit between 1 and 999),
  -- Holds left unpaid in 90 days from which on a buyer's claims are asked about; null: never.
  add column unpaid_limit integer check (unpaid_limit between 1 and 99),
  -- See Messaging in lib/messages/schema.ts.
  add column messaging jsonb not null default '{}';

-- The run sheet: what is shown in which order.
create table public.show_products (
  streamer_id uuid not null,
  show_id uuid not null,
  product_id uuid not null,
  position integer not null,
  primary key (show_id, product_id),
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete cascade,
  foreign key (streamer_id, product_id) references public.products (streamer_id, id) on delete cascade
);

-- Makes a planned show, or changes one (p_show ->> 'id') that has not ended. Keys: title, startsAt, platforms, holdSeconds, delayMs, mode; what
-- is left out stays. Owner or moderator. P0001 `unknown_show`, `show_over`. Returns its id.
create function public.plan_show(p_streamer uuid, p_show jsonb)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_id uuid := (p_show ->> 'id')::uuid;
  v_status text;
begin
  perform private.require_role(p_streamer, '{owner,moderator}');
  if v_id is null then
    insert into public.shows (streamer_id, title, hold_seconds)
    select s.id, p_show ->> 'title', s.hold_seconds from public.streamers s where s.id = p_streamer returning id into v_id;
  else
    select s.status into v_status from public.shows s where s.id = v_id and s.streamer_id = p_streamer;
    if not found then raise exception 'unknown_show' using errcode = 'P0001'; end if;
    if v_status = 'ended' then raise exception 'show_over' using errcode = 'P0001'; end if;
  end if;
  update public.shows s set
    title = coalesce(p_show ->> 'title', s.title),
    starts_at = case when p_show ? 'startsAt' then (p_show ->> 'startsAt')::timestamptz else s.starts_at end,
    platforms = case when p_show ? 'platforms' then array(select jsonb_array_elements_text(p_show -> 'platforms')) else s.platforms end,
    hold_seconds = coalesce((p_show ->> 'holdSeconds')::integer, s.hold_seconds),
    delay_ms = coalesce((p_show ->> 'delayMs')::integer, s.delay_ms),
    mode = coalesce(p_show ->> 'mode', s.mode)
  where s.id = v_id;
  return v_id;
end $$;

-- Sets a show's run sheet to these products in this order; unknown ones are left out. Owner or moderator. P0001 `unknown_show`. Safe to run twice.
create function public.save_run_sheet(p_show uuid, p_products uuid[])
returns void language plpgsql volatile security definer set search_path = '' as $$
declare v_streamer uuid;
begin
  select s.streamer_id into v_streamer from public.shows s where s.id = p_show;
  perform private.require_role(v_streamer, '{owner,moderator}');
  perform private.lock_streamer(v_streamer);
  delete from public.show_products x where x.show_id = p_show;
  insert into public.show_products (streamer_id, show_id, product_id, position)
  select v_streamer, p_show, p.id, min(u.n) from unnest(p_products) with ordinality as u (id, n)
  join public.products p on p.id = u.id and p.streamer_id = v_streamer and p.archived_at is null group by p.id;
  -- The order of products is part of what the pipeline and the screens keep a copy of.
  update public.streamers set catalogue_version = catalogue_version + 1 where id = v_streamer;
end $$;

-- Starts a planned show. P0001 `already_live` while another one is. Owner or moderator. Safe to run twice.
create function public.go_live(p_show uuid)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare v_show public.shows;
begin
  select * into v_show from public.shows s where s.id = p_show;
  perform private.require_role(v_show.streamer_id, '{owner,moderator}');
  perform private.lock_streamer(v_show.streamer_id);
  if exists (select 1 from public.shows s where s.streamer_id = v_show.streamer_id and s.status = 'live' and s.id <> p_show) then
    raise exception 'already_live' using errcode = 'P0001', hint = 'End it first.';
  end if;
  update public.shows s set status = 'live', started_at = now() where s.id = p_show and s.status = 'planned';
  if not found and (select s.status from public.shows s where s.id = p_show) = 'ended' then
    raise exception 'show_over' using errcode = 'P0001', hint = 'Plan a new one.';
  end if;
  return p_show;
exception when unique_violation then
  -- A comment opened another one in this very moment.
  raise exception 'already_live' using errcode = 'P0001', hint = 'End it first.';
end $$;

-- Takes a planned show away. One that was live stays: its ledger does. One that comments came for already is only over. Owner or moderator.
-- Safe to run twice.
create function public.drop_show(p_show uuid)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare v_streamer uuid;
begin
  select s.streamer_id into v_streamer from public.shows s where s.id = p_show;
  if not found then return; end if;
  perform private.require_role(v_streamer, '{owner,moderator}');
  perform private.lock_streamer(v_streamer);
  if exists (select 1 from public.chat_messages m where m.show_id = p_show) or exists (select 1 from public.claims c where c.show_id = p_show) then
    update public.shows s set status = 'ended', ended_at = now(), mode = 'review' where s.id = p_show and s.status = 'planned';
  else
    delete from public.shows s where s.id = p_show and s.status = 'planned';
  end if;
end $$;

-- As in 0002, and for a seller who plans shows: when nothing is live and the late-claim time is over, the planned show whose time it is (from 15
-- minutes before to 12 hours after) goes live with the first comment, so that a forgotten button loses no claim. With one planned for later
-- nothing new is opened: the comment belongs to the last show (else to the planned one), and a person decides its claims. Plans without a time
-- are drafts and change nothing.
create or replace function private.current_show(p_streamer uuid)
returns public.shows language plpgsql volatile security definer set search_path = '' as $$
declare v_show public.shows;
begin
  select * into v_show from public.shows s where s.streamer_id = p_streamer and s.status = 'live';
  if found then return v_show; end if;
  select s.* into v_show from public.shows s join public.streamers t on t.id = s.streamer_id
  where s.streamer_id = p_streamer and s.status = 'ended'
    and s.ended_at > now() - make_interval(secs => t.late_claim_seconds)
  order by s.ended_at desc limit 1;
  if found then return v_show; end if;
  if exists (select 1 from public.shows s where s.streamer_id = p_streamer and s.status = 'planned' and s.starts_at > now() - interval '12 hours') then
    begin
      update public.shows s set status = 'live', started_at = now()
      where s.status = 'planned' and s.id = (select x.id from public.shows x where x.streamer_id = p_streamer and x.status = 'planned'
        and x.starts_at between now() - interval '12 hours' and now() + interval '15 minutes'
        order by abs(extract(epoch from x.starts_at - now())), x.id limit 1)
      returning * into v_show;
      if found then return v_show; end if;
    exception when unique_violation then
      -- Another one went live in this very moment.
      null;
    end;
    select s.* into v_show from public.shows s where s.streamer_id = p_streamer and s.status in ('live', 'ended')
    order by (s.status = 'live') desc, s.ended_at desc limit 1;
    if not found then
      select s.* into v_show from public.shows s where s.streamer_id = p_streamer and s.status = 'planned' order by s.starts_at limit 1;
    end if;
    if v_show.status <> 'live' then v_show.mode := 'review'; end if;
    return v_show;
  end if;
  insert into public.shows (streamer_id, title, status, started_at, hold_seconds)
  select t.id, 'Live on ' || to_char(now() at time zone 'UTC', 'FMDD Mon YYYY'), 'live', now(), t.hold_seconds
  from public.streamers t where t.id = p_streamer
  on conflict (streamer_id) where status = 'live' do nothing returning * into v_show;
  if not found then
    select * into v_show from public.shows s where s.streamer_id = p_streamer and s.status = 'live';
  end if;
  return v_show;
end $$;

-- Owner only: changes how the seller sells; what p_patch leaves out stays. Keys: timeZone, shipping, tax, shipCountries, buyerLimit, unpaidLimit,
-- lateClaimSeconds, messaging (shapes: lib/members/selling.ts). Safe to run twice.
create function public.save_selling(p_streamer uuid, p_patch jsonb)
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.require_role(p_streamer, '{owner}');
  update public.streamers s set
    time_zone = coalesce(p_patch ->> 'timeZone', s.time_zone),
    shipping = coalesce(p_patch -> 'shipping', s.shipping),
    tax = coalesce(p_patch -> 'tax', s.tax),
    ship_countries = case when p_patch ? 'shipCountries' then array(select jsonb_array_elements_text(p_patch -> 'shipCountries')) else s.ship_countries end,
    buyer_limit = case when p_patch ? 'buyerLimit' then (p_patch ->> 'buyerLimit')::integer else s.buyer_limit end,
    unpaid_limit = case when p_patch ? 'unpaidLimit' then (p_patch ->> 'unpaidLimit')::integer else s.unpaid_limit end,
    late_claim_seconds = coalesce((p_patch ->> 'lateClaimSeconds')::integer, s.late_claim_seconds),
    messaging = coalesce(p_patch -> 'messaging', s.messaging)
  where s.id = p_streamer;
end $$;

-- What the seller keeps of a buyer; what p_patch leaves out stays. Keys: status, note, email, phone, language, optedOut. Owner or moderator. Banning
-- ends nothing that is held: that is the seller's to decide. Safe to run twice.
create function public.save_buyer(p_buyer uuid, p_patch jsonb)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare v_streamer uuid;
begin
  select b.streamer_id into v_streamer from public.buyers b where b.id = p_buyer;
  perform private.require_role(v_streamer, '{owner,moderator}');
  update public.buyers b set
    status = coalesce(p_patch ->> 'status', b.status),
    note = coalesce(p_patch ->> 'note', b.note),
    email = case when p_patch ? 'email' then p_patch ->> 'email' else b.email end,
    phone = case when p_patch ? 'phone' then p_patch ->> 'phone' else b.phone end,
    language = case when p_patch ? 'language' then p_patch ->> 'language' else b.language end,
    opted_out = case when p_patch ? 'optedOut' then array(select jsonb_array_elements_text(p_patch -> 'optedOut')) else b.opted_out end
  where b.id = p_buyer;
end $$;

-- Says that p_other is the same person as p_keep: handles, orders, places in line and carts move there; carts of one show become one. What the
-- ledger wrote stays as written. Owner or moderator. P0001 `same_buyer`. Returns the shows whose screens changed. Safe to run twice.
create function public.link_buyers(p_keep uuid, p_other uuid)
returns setof uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_keep public.buyers;
  v_other public.buyers;
begin
  select * into v_keep from public.buyers b where b.id = p_keep;
  perform private.require_role(v_keep.streamer_id, '{owner,moderator}');
  perform private.lock_streamer(v_keep.streamer_id);
  select * into v_other from public.buyers b where b.id = p_other and b.streamer_id = v_keep.streamer_id;
  if found and v_other.merged_into = p_keep then return; end if;
  select * into v_keep from public.buyers b where b.id = p_keep;
  -- Nobody is made two others: their links would come to lead to somebody else's cart.
  if v_other.id is null or p_keep = p_other or v_keep.merged_into is not null or v_other.merged_into is not null then
    raise exception 'same_buyer' using errcode = 'P0001', hint = 'Choose another buyer.';
  end if;
  return query select c.show_id from public.carts c where c.buyer_id = p_other union select w.show_id from public.waitlist w where w.buyer_id = p_other;
  update public.buyer_handles set buyer_id = p_keep where buyer_id = p_other;
  update public.orders o set cart_id = k.id from public.carts c join public.carts k on k.show_id = c.show_id and k.buyer_id = p_keep
  where c.buyer_id = p_other and o.cart_id = c.id;
  update public.payments y set cart_id = k.id from public.carts c join public.carts k on k.show_id = c.show_id and k.buyer_id = p_keep
  where c.buyer_id = p_other and y.cart_id = c.id and y.status <> 'open';
  -- An open checkout covers half of the joined cart: the buyer begins anew.
  insert into public.outbox (streamer_id, topic, payment_id) select y.streamer_id, 'checkout.close', y.id
  from public.payments y join public.carts c on c.id = y.cart_id where c.buyer_id = p_other and y.status = 'open';
  update public.shipments t set cart_id = k.id from public.carts c join public.carts k on k.show_id = c.show_id and k.buyer_id = p_keep
  where c.buyer_id = p_other and t.cart_id = c.id;
  update public.carts c set merged_into = k.id from public.carts k where c.buyer_id = p_other and k.show_id = c.show_id and k.buyer_id = p_keep;
  -- Those that were joined with one of these before lead on with it.
  update public.carts c set merged_into = m.merged_into from public.carts m where m.buyer_id = p_other and m.merged_into is not null and c.merged_into = m.id;
  update public.carts c set buyer_id = p_keep where c.buyer_id = p_other and c.merged_into is null;
  update public.orders set buyer_id = p_keep, updated_at = now() where buyer_id = p_other;
  update public.waitlist set buyer_id = p_keep where buyer_id = p_other;
  update public.buyers b set email = coalesce(b.email, v_other.email), phone = coalesce(b.phone, v_other.phone), language = coalesce(b.language, v_other.language),
    address = coalesce(b.address, v_other.address), note = concat_ws(E'\n', nullif(b.note, ''), nullif(v_other.note, '')),
    opted_out = array(select distinct unnest(b.opted_out || v_other.opted_out)),
    -- The stricter of the two stays.
    status = case when 'banned' in (b.status, v_other.status) then 'banned' when 'restricted' in (b.status, v_other.status) then 'restricted' else 'ok' end
  where b.id = p_keep;
  update public.buyers set merged_into = p_keep where p_other in (id, merged_into);
end $$;

-- Takes a handle away from a buyer again, as a buyer of its own; what was bought stays where it is. Owner or moderator. P0001 `last_handle`.
-- Returns the new buyer.
create function public.split_handle(p_streamer uuid, p_platform text, p_handle text)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_buyer uuid;
  v_new uuid;
begin
  perform private.require_role(p_streamer, '{owner,moderator}');
  perform private.lock_streamer(p_streamer);
  select h.buyer_id into v_buyer from public.buyer_handles h where h.streamer_id = p_streamer and h.platform = p_platform and h.handle = p_handle;
  if v_buyer is null or (select count(*) from public.buyer_handles h where h.buyer_id = v_buyer) < 2 then
    raise exception 'last_handle' using errcode = 'P0001', hint = 'A buyer has at least one name.';
  end if;
  insert into public.buyers (streamer_id, name) values (p_streamer, p_handle) returning id into v_new;
  update public.buyer_handles set buyer_id = v_new where streamer_id = p_streamer and platform = p_platform and handle = p_handle;
  return v_new;
end $$;

-- Adds units to a variant's stock, or takes some away: relative, so two people at once lose nothing. More goes to the waitlist first. Owner
-- only. P0001 `stock_below_committed`. Not safe to run twice.
create function public.adjust_stock(p_variant uuid, p_by integer)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare v_streamer uuid;
begin
  select v.streamer_id into v_streamer from public.variants v where v.id = p_variant;
  perform private.require_role(v_streamer, '{owner}');
  perform private.lock_streamer(v_streamer);
  begin
    update public.variants v set stock = v.stock + p_by where v.id = p_variant;
  exception when check_violation then
    raise exception 'stock_below_committed' using errcode = 'P0001', hint = 'Units that are held or sold count: stock cannot be less.';
  end;
  return query select * from private.promote(v_streamer, p_variant);
end $$;

alter function public.save_product(uuid, jsonb) set schema private;
-- As private.save_product (0006), and the keys weightGrams and buyerLimit; what is left out of these two stays, and so does the stock of a
-- variant that has an id: whoever renames a product undoes no count made meanwhile.
create function public.save_product(p_streamer uuid, p_product jsonb)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_variants jsonb;
  v_id uuid;
begin
  perform private.require_role(p_streamer, '{owner}');
  perform private.lock_streamer(p_streamer);
  select jsonb_agg(case when x.variant ? 'stock' or v.id is null then x.variant else x.variant || jsonb_build_object('stock', v.stock) end order by x.n)
  into v_variants
  from jsonb_array_elements(p_product -> 'variants') with ordinality x(variant, n)
  left join public.variants v on v.id = (x.variant ->> 'id')::uuid and v.streamer_id = p_streamer;
  v_id := private.save_product(p_streamer, p_product || jsonb_build_object('variants', coalesce(v_variants, '[]')));
  update public.products p set
    weight_grams = coalesce((p_product ->> 'weightGrams')::integer, p.weight_grams),
    buyer_limit = case when p_product ? 'buyerLimit' then (p_product ->> 'buyerLimit')::integer else p.buyer_limit end
  where p.id = v_id and (p_product ? 'weightGrams' or p_product ? 'buyerLimit');
  return v_id;
end $$;

-- Why a buyer's claim is not simply granted, null when it is: `over_limit` (rejected), `buyer_restricted` and `unpaid_before` (a person decides).
create function private.claim_limit(p_streamer uuid, p_show uuid, p_buyer uuid, p_variant uuid, p_quantity integer)
returns text language plpgsql stable set search_path = '' as $$
declare
  v_seller public.streamers;
  v_buyer public.buyers;
  v_product uuid;
  v_product_limit integer;
begin
  select * into v_seller from public.streamers s where s.id = p_streamer;
  select * into v_buyer from public.buyers b where b.id = p_buyer;
  select p.id, p.buyer_limit into v_product, v_product_limit from public.variants v join public.products p on p.id = v.product_id where v.id = p_variant;
  if (v_seller.buyer_limit is not null or v_product_limit is not null) then
    -- Places in line count: else a buyer would wait for more than they may have.
    if exists (
      select 1 from (
        select coalesce(sum(t.quantity), 0) as units, coalesce(sum(t.quantity) filter (where t.product_id = v_product), 0) as of_this from (
          select o.quantity, o.product_id from public.orders o where o.show_id = p_show and o.buyer_id = p_buyer and o.status in ('pending', 'paid')
          union all
          select w.quantity, w.product_id from public.waitlist w where w.show_id = p_show and w.buyer_id = p_buyer and w.status = 'waiting') t) x
      where x.units + p_quantity > v_seller.buyer_limit or x.of_this + p_quantity > v_product_limit) then
      return 'over_limit';
    end if;
  end if;
  if v_buyer.status = 'restricted' then return 'buyer_restricted'; end if;
  if v_seller.unpaid_limit is not null and (select count(*) from public.orders o
      where o.buyer_id = p_buyer and o.status = 'expired' and o.created_at > now() - interval '90 days') >= v_seller.unpaid_limit then
    return 'unpaid_before';
  end if;
  return null;
end $$;

-- As in 0005, and limits: see private.claim_limit. A person's own word (entry 'correction', or an actor) goes over restrictions and limits, not over a ban.
create or replace function private.claim(p_streamer uuid, p_show uuid, p_message bigint, p_buyer uuid, p_product uuid,
  p_variant uuid, p_quantity integer, p_source text, p_said_at timestamptz, p_received_at timestamptz,
  p_arrival bigint, p_intent text, p_score real, p_resolved_by text, p_unclear text, p_entry text, p_actor uuid,
  p_request_key text)
returns public.claims language plpgsql volatile set search_path = '' as $$
declare
  v_row public.claims;
  v_outcome text;
  v_reason text;
  v_rank integer;
  v_order uuid;
  v_wait bigint;
begin
  if p_message is not null then
    select * into v_row from public.claims c where c.chat_message_id = p_message
      and ((p_entry = 'claim' and c.entry = 'claim')
        or (c.entry in ('claim', 'correction') and c.outcome in ('held', 'waitlisted')))
    order by c.id desc limit 1;
    if found then return v_row; end if;
  end if;
  if p_request_key is not null then
    select * into v_row from public.claims c where c.streamer_id = p_streamer and c.request_key = p_request_key;
    if found then return v_row; end if;
  end if;
  if (select b.status from public.buyers b where b.id = p_buyer) = 'banned' then
    v_outcome := 'rejected'; v_reason := 'buyer_banned';
  elsif p_unclear is not null or p_variant is null
    -- Archived between reading the comment and deciding: nobody would see the line there.
    or not exists (select 1 from public.variants v join public.products p on p.id = v.product_id
      where v.id = p_variant and v.archived_at is null and p.archived_at is null) then
    v_outcome := 'review'; v_reason := coalesce(p_unclear, 'which_variant');
  elsif p_entry = 'claim' and p_actor is null then
    v_reason := private.claim_limit(p_streamer, p_show, p_buyer, p_variant, p_quantity);
    v_outcome := case when v_reason = 'over_limit' then 'rejected' when v_reason is not null then 'review' end;
  end if;
  if v_outcome is null then
    select coalesce(max(c.rank), 0) + 1 into v_rank from public.claims c
    where c.variant_id = p_variant and c.show_id = p_show;
    v_order := private.hold_units(p_streamer, p_show, p_buyer, p_variant, p_quantity, p_source, p_message, 'order.held');
    if v_order is not null then
      v_outcome := 'held'; v_reason := 'in_stock';
    else
      insert into public.waitlist (streamer_id, show_id, buyer_id, product_id, variant_id, chat_message_id, quantity, arrival, source)
      values (p_streamer, p_show, p_buyer, p_product, p_variant, p_message, p_quantity, p_arrival, p_source)
      returning id into v_wait;
      insert into public.outbox (streamer_id, topic, waitlist_id) values (p_streamer, 'claim.waitlisted', v_wait);
      v_outcome := 'waitlisted'; v_reason := 'not_enough_free';
    end if;
  end if;
  insert into public.claims (streamer_id, show_id, chat_message_id, buyer_id, product_id, variant_id, order_id, waitlist_id,
    entry, outcome, reason, quantity, rank, intent, score, resolved_by, source, said_at, received_at, arrival, actor, request_key)
  values (p_streamer, p_show, p_message, p_buyer, p_product, p_variant, v_order, v_wait,
    p_entry, v_outcome, v_reason, p_quantity, v_rank, p_intent, p_score, p_resolved_by, p_source, p_said_at, p_received_at, p_arrival, p_actor, p_request_key)
  returning * into v_row;
  return v_row;
end $$;

-- Sets aside every claim of a show that still waits for a person's word: for old reviews nobody will look at. Owner or moderator. Safe to run twice.
create function public.ignore_all(p_show uuid)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare
  v_streamer uuid;
  v_message bigint;
begin
  select s.streamer_id into v_streamer from public.shows s where s.id = p_show;
  perform private.require_role(v_streamer, '{owner,moderator}');
  for v_message in
    select x.chat_message_id from (select distinct on (c.chat_message_id) c.chat_message_id, c.outcome from public.claims c
      where c.show_id = p_show and c.chat_message_id is not null order by c.chat_message_id, c.id desc) x where x.outcome = 'review'
  loop
    return query select * from public.ignore_comment(v_message);
  end loop;
end $$;

-- As in 0009, and: what became of a claim is read off its order, whatever was written about it last.
create or replace view public.comment_feed with (security_invoker = true) as
select m.id, m.streamer_id, m.show_id, m.platform, m.client, m.message, m.said_at, m.received_at,
  coalesce(i.corrected, i.intent) as intent, i.score, i.quantity, i.item_code, i.variant_words, i.language,
  -- What became of it by now: a hold may have been paid or ended since, a place in line given up.
  case when o.status = 'pending' then 'held' when o.id is not null then o.status
    when w.status = 'waiting' then 'waitlisted' when w.status = 'cancelled' then 'cancelled' else c.outcome end as outcome,
  c.reason, c.quantity as claimed_quantity, c.order_id, o.order_no, o.status as order_status, h.expires_at as held_until,
  coalesce(c.product_id, x.product_id) as product_id, coalesce(p.code, x.code) as product_code, v.name as variant_name,
  b.id as buyer_id, b.status as buyer_status,
  coalesce(k.orders, 0) as buyer_orders, coalesce(k.unpaid, 0) as buyer_unpaid,
  (select private.snapshot_version()) as version,
  i.intent as read_as, i.corrected is not null as corrected
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

-- As in 0007, and the money, the parcel and the payment of each.
create or replace view public.order_feed with (security_invoker = true) as
select o.id, o.order_no, o.streamer_id, o.show_id, s.title as show_title, o.buyer_id, b.name as buyer_name, b.status as buyer_status,
  o.product_id, p.code as product_code, p.name as product_name, p.pictures[1] as picture, o.variant_id, v.name as variant_name,
  o.quantity, o.unit_price_minor, o.total_minor, o.currency, o.status, o.source, o.created_at, o.updated_at,
  h.created_at as held_at, h.expires_at as held_until, m.chat_message_id,
  (select private.snapshot_version()) as version,
  o.cart_id, o.paid_at, o.paid_minor, o.refunded_minor, o.returned_units,
  o.shipment_id, case when t.delivered_at is not null then 'delivered' when t.shipped_at is not null then 'shipped' when t.id is not null then 'packed' end as parcel,
  t.carrier, t.tracking_number, y.status as payment_status, y.provider as payment_provider, y.dispute,
  (select count(*) from public.refunds r where r.order_id = o.id and r.status = 'requested') as refunds_open,
  (select r.problem from public.refunds r where r.order_id = o.id and r.status = 'failed' order by r.created_at desc limit 1) as refund_problem,
  k.orders as buyer_orders, k.unpaid as buyer_unpaid
from public.orders o
join public.shows s on s.id = o.show_id
join public.buyers b on b.id = o.buyer_id
join public.products p on p.id = o.product_id
join public.variants v on v.id = o.variant_id
left join public.holds h on h.order_id = o.id
left join public.shipments t on t.id = o.shipment_id
left join lateral (select mm.chat_message_id from public.chat_message_order_mapping mm where mm.order_id = o.id limit 1) m on true
left join lateral (select y.status, y.provider, y.dispute from public.payment_lines l join public.payments y on y.id = l.payment_id
  where l.order_id = o.id order by y.paid_at desc nulls last, y.created_at desc limit 1) y on true
left join lateral (select count(*) as orders, count(*) filter (where z.status = 'expired') as unpaid
  from public.orders z where z.buyer_id = o.buyer_id) k on true;

-- As in 0007, and what only selling needs.
create or replace view public.product_feed with (security_invoker = true) as
select p.id, p.streamer_id, p.key, p.code, p.name, p.description, p.price_minor, p.currency, p.aliases, p.pictures, p.position,
  p.archived_at, p.created_at,
  coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'options', v.options, 'sku', v.sku,
      'price_minor', v.price_minor, 'stock', v.stock, 'held', v.held, 'sold', v.sold,
      'waiting', (select count(*) from public.waitlist w where w.variant_id = v.id and w.status = 'waiting'))
    order by v.position, v.created_at)
    from public.variants v where v.product_id = p.id and v.archived_at is null), '[]') as variants,
  (select private.snapshot_version()) as version,
  p.weight_grams, p.buyer_limit
from public.products p;

-- A buyer with their names, and how they have paid so far.
create view public.buyer_feed with (security_invoker = true) as
select b.id, b.streamer_id, b.name, b.status, b.note, b.email, b.phone, b.language, b.opted_out, b.address, b.created_at,
  coalesce((select jsonb_agg(jsonb_build_object('platform', h.platform, 'handle', h.handle) order by h.created_at, h.platform, h.handle)
    from public.buyer_handles h where h.buyer_id = b.id), '[]') as handles,
  coalesce(k.orders, 0) as orders, coalesce(k.paid, 0) as paid, coalesce(k.unpaid, 0) as unpaid, coalesce(k.cancelled, 0) as cancelled,
  coalesce(k.held, 0) as held, coalesce(k.spent_minor, 0) as spent_minor, k.last_order_at,
  (select private.snapshot_version()) as version
from public.buyers b
left join lateral (select count(*) as orders, count(*) filter (where o.status = 'paid') as paid, count(*) filter (where o.status = 'expired') as unpaid,
  count(*) filter (where o.status = 'cancelled') as cancelled, count(*) filter (where o.status = 'pending') as held,
  sum(o.paid_minor - o.refunded_minor) as spent_minor, max(o.created_at) as last_order_at
  from public.orders o where o.buyer_id = b.id) k on true
where b.merged_into is null;

-- The secret part of a buyer's link, to send it by hand. Owner or moderator.
create function public.cart_link(p_cart uuid)
returns text language plpgsql stable security definer set search_path = '' as $$
declare v_cart public.carts;
begin
  select * into v_cart from public.carts c where c.id = p_cart;
  perform private.require_role(v_cart.streamer_id, '{owner,moderator}');
  return v_cart.token;
end $$;

-- Who may see and do what, for the tables and functions of 0011 and 0012; as in 0008.
do $$
declare t text;
begin
  foreach t in array array['discounts', 'shipments', 'payments', 'payment_lines', 'refunds', 'show_products'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('revoke all on public.%I from anon, authenticated', t);
    execute format('grant all on public.%I to service_role', t);
    execute format('create policy members_read on public.%I for select to authenticated using (streamer_id in (select private.my_streamers()))', t);
  end loop;
end $$;
grant select on public.discounts, public.shipments, public.payment_lines, public.refunds, public.show_products to authenticated;
-- Not the address of the checkout, nor its id, which leads there in the sandbox: whoever has it can pay, and see what the provider shows there.
grant select (id, streamer_id, cart_id, provider, intent_id, amount_minor, currency, totals, expires_at, processing_at, paid_at, failed_at,
  expired_at, refunded_minor, mismatch, dispute, disputed_at, settled_at, created_at, status) on public.payments to authenticated;
revoke all on public.buyer_feed from anon, authenticated;
grant select on public.buyer_feed to authenticated, service_role;
alter table private.provider_events enable row level security;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private') and p.proname in ('close_checkout', 'cart_of_token', 'take_outbox', 'open_payment', 'keep_session', 'request_refund',
        'apply_refund', 'settle_payment', 'take_event', 'answer_refund', 'fail_refund', 'refund_order', 'change_order', 'buyer_change', 'save_shipment', 'unpack_shipment',
        'save_discount', 'plan_show', 'save_run_sheet', 'go_live', 'drop_show', 'save_selling', 'save_buyer', 'link_buyers', 'split_handle', 'adjust_stock',
        'save_product', 'claim_limit', 'ignore_all', 'cart_link') loop
    execute format('revoke execute on function %s from public, anon, authenticated', f);
    execute format('grant execute on function %s to %I', f, case when f::text like 'private.%' then 'service_role' else 'authenticated' end);
  end loop;
end $$;
