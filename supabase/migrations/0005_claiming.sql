-- Deciding: claims, cancellations, expiry and the waitlist. Whoever calls one of these in `private` holds
-- private.lock_streamer(); each runs in one transaction and returns what changed, so that screens can be told.

create type private.change as (
  streamer_id uuid, show_id uuid, chat_message_id bigint, order_id uuid, product_id uuid, outcome text
);

-- The buyer behind a handle, made at first sight. Safe to run twice.
create function private.buyer_for(p_streamer uuid, p_platform text, p_handle text)
returns uuid language plpgsql volatile set search_path = '' as $$
declare v_buyer uuid;
begin
  select h.buyer_id into v_buyer from public.buyer_handles h
  where h.streamer_id = p_streamer and h.platform = p_platform and h.handle = p_handle;
  if found then return v_buyer; end if;
  insert into public.buyers (streamer_id, name) values (p_streamer, p_handle) returning id into v_buyer;
  insert into public.buyer_handles (streamer_id, platform, handle, buyer_id)
  values (p_streamer, p_platform, p_handle, v_buyer);
  return v_buyer;
end $$;

-- ORD-YYYYMMDD-NNNNN (more digits above 99999), counting from 1 each UTC day for each seller. A number is lost only when
-- its transaction is.
create function private.next_order_no(p_streamer uuid)
returns text language sql volatile set search_path = '' as $$
  insert into private.order_numbers as n (streamer_id, day, last)
  values (p_streamer, (now() at time zone 'UTC')::date, 1)
  on conflict (streamer_id, day) do update set last = n.last + 1
  returning 'ORD-' || to_char(n.day, 'YYYYMMDD') || '-' || lpad(n.last::text, greatest(5, length(n.last::text)), '0')
$$;

-- Takes the units out of sale and makes the order, its hold, its cart's line and its outbox row; returns the order's
-- id, or null when fewer than p_quantity units are free or the product is archived. The one UPDATE decides; never_oversold stands behind it.
create function private.hold_units(p_streamer uuid, p_show uuid, p_buyer uuid, p_variant uuid, p_quantity integer,
  p_source text, p_message bigint, p_topic text)
returns uuid language plpgsql volatile set search_path = '' as $$
declare
  v_variant public.variants;
  v_product public.products;
  v_cart uuid;
  v_order uuid;
  v_price bigint;
begin
  update public.variants v set held = v.held + p_quantity
  from public.products p
  where v.id = p_variant and v.streamer_id = p_streamer and v.archived_at is null
    and p.id = v.product_id and p.archived_at is null
    and v.held + v.sold + p_quantity <= v.stock
  returning v.* into v_variant;
  if not found then return null; end if;
  select * into v_product from public.products p where p.id = v_variant.product_id;
  v_price := coalesce(v_variant.price_minor, v_product.price_minor);
  insert into public.carts as c (streamer_id, show_id, buyer_id) values (p_streamer, p_show, p_buyer)
  on conflict (show_id, buyer_id) do update set buyer_id = c.buyer_id returning c.id into v_cart;
  insert into public.orders (streamer_id, order_no, show_id, cart_id, buyer_id, product_id, variant_id, quantity,
    unit_price_minor, total_minor, currency, source)
  values (p_streamer, private.next_order_no(p_streamer), p_show, v_cart, p_buyer, v_product.id, p_variant, p_quantity,
    v_price, v_price * p_quantity, v_product.currency, p_source)
  returning id into v_order;
  insert into public.holds (streamer_id, order_id, variant_id, quantity, expires_at)
  select p_streamer, v_order, p_variant, p_quantity, now() + make_interval(secs => s.hold_seconds)
  from public.shows s where s.id = p_show;
  if p_message is not null then
    insert into public.chat_message_order_mapping (chat_message_id, order_id, streamer_id)
    values (p_message, v_order, p_streamer);
  end if;
  insert into public.outbox (streamer_id, topic, order_id) values (p_streamer, p_topic, v_order);
  return v_order;
end $$;

-- Decides one claim and writes it into the ledger: held when enough units are free, else a place on the waitlist.
-- p_unclear (a reason) sends it to a person instead. A message that has a claim already changes nothing and returns
-- that claim's row, as does a p_request_key seen before, so this is safe to run twice; p_entry 'correction' is a
-- person's later word on a message.
create function private.claim(p_streamer uuid, p_show uuid, p_message bigint, p_buyer uuid, p_product uuid,
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
  else
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

-- A further ledger row about an order or a place on the waitlist, with the same claim's particulars.
create function private.note(p_order public.orders, p_wait public.waitlist, p_entry text, p_outcome text, p_reason text,
  p_message bigint, p_actor uuid)
returns void language plpgsql volatile set search_path = '' as $$
declare v_message bigint := p_message;
begin
  if v_message is null and p_order.id is not null then
    select m.chat_message_id into v_message from public.chat_message_order_mapping m where m.order_id = p_order.id limit 1;
  end if;
  insert into public.claims (streamer_id, show_id, chat_message_id, buyer_id, product_id, variant_id, order_id, waitlist_id,
    entry, outcome, reason, quantity, source, said_at, received_at, arrival, actor)
  values (coalesce(p_order.streamer_id, p_wait.streamer_id), coalesce(p_order.show_id, p_wait.show_id),
    coalesce(v_message, p_wait.chat_message_id), coalesce(p_order.buyer_id, p_wait.buyer_id),
    coalesce(p_order.product_id, p_wait.product_id), coalesce(p_order.variant_id, p_wait.variant_id), p_order.id, p_wait.id,
    p_entry, p_outcome, p_reason, coalesce(p_order.quantity, p_wait.quantity), coalesce(p_order.source, p_wait.source),
    now(), now(), (extract(epoch from clock_timestamp()) * 1000)::bigint << 20, p_actor);
end $$;

-- Gives free units of a variant to those who wait, in order of arrival, each with a fresh hold. Someone who wants
-- more than is free keeps the place and is passed over, so that no unit lies idle; so is a banned buyer. Safe to run twice.
create function private.promote(p_streamer uuid, p_variant uuid)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_wait public.waitlist;
  v_order public.orders;
begin
  -- Who waited in a show that is over for good does not take today's units.
  for v_wait in
    update public.waitlist w set status = 'cancelled', ended_at = now()
    from public.shows s join public.streamers t on t.id = s.streamer_id
    where w.variant_id = p_variant and w.status = 'waiting' and s.id = w.show_id and s.status = 'ended'
      and s.ended_at <= now() - make_interval(secs => t.late_claim_seconds)
    returning w.*
  loop
    perform private.note(null, v_wait, 'cancellation', 'cancelled', 'show_over', v_wait.chat_message_id, null);
    return next (p_streamer, v_wait.show_id, v_wait.chat_message_id, null, v_wait.product_id, 'cancelled')::private.change;
  end loop;
  for v_wait in
    select w.* from public.waitlist w join public.buyers b on b.id = w.buyer_id
    where w.variant_id = p_variant and w.status = 'waiting' and b.status <> 'banned' order by w.arrival, w.id
  loop
    exit when (select v.held + v.sold >= v.stock from public.variants v where v.id = p_variant);
    v_order.id := private.hold_units(p_streamer, v_wait.show_id, v_wait.buyer_id, p_variant, v_wait.quantity,
      v_wait.source, v_wait.chat_message_id, 'order.promoted');
    continue when v_order.id is null;
    update public.waitlist set status = 'promoted', order_id = v_order.id, ended_at = now() where id = v_wait.id;
    select * into v_order from public.orders o where o.id = v_order.id;
    perform private.note(v_order, v_wait, 'promotion', 'held', 'unit_released', v_wait.chat_message_id, null);
    return next (p_streamer, v_wait.show_id, v_wait.chat_message_id, v_order.id, v_order.product_id, 'held')::private.change;
  end loop;
end $$;

-- Ends an unpaid order: its units go back on sale and to the waitlist. p_outcome is 'expired' or 'cancelled'.
-- An order that is not pending is left alone and nothing is returned, so this is safe to run twice.
create function private.end_order(p_order uuid, p_outcome text, p_reason text, p_message bigint, p_actor uuid)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_order public.orders;
  v_message bigint;
begin
  update public.orders o set status = p_outcome, updated_at = now()
  where o.id = p_order and o.status = 'pending' returning * into v_order;
  if not found then return; end if;
  update public.holds set status = case p_outcome when 'expired' then 'expired' else 'released' end, ended_at = now()
  where order_id = p_order;
  update public.variants v set held = v.held - v_order.quantity where v.id = v_order.variant_id;
  perform private.note(v_order, null, case p_outcome when 'expired' then 'expiry' else 'cancellation' end,
    p_outcome, p_reason, p_message, p_actor);
  insert into public.outbox (streamer_id, topic, order_id) values (v_order.streamer_id, 'order.' || p_outcome, p_order);
  select m.chat_message_id into v_message from public.chat_message_order_mapping m where m.order_id = p_order limit 1;
  return next (v_order.streamer_id, v_order.show_id, v_message, p_order, v_order.product_id, p_outcome)::private.change;
  return query select * from private.promote(v_order.streamer_id, v_order.variant_id);
end $$;

-- "cancel mine": ends the buyer's newest unpaid order or place on the waitlist in this show (of p_product, when named).
create function private.cancel_for(p_streamer uuid, p_show uuid, p_buyer uuid, p_product uuid, p_message bigint, p_unclear text)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_order public.orders;
  v_wait public.waitlist;
begin
  -- Something was named, but it is not clear what: ending the newest order would be a guess.
  if p_unclear is not null then
    insert into public.claims (streamer_id, show_id, chat_message_id, buyer_id, entry, outcome, reason, source, said_at, received_at, arrival)
    select p_streamer, p_show, m.id, p_buyer, 'cancellation', 'nothing', p_unclear, m.platform, m.said_at, m.received_at, m.arrival
    from public.chat_messages m where m.id = p_message;
    return next (p_streamer, p_show, p_message, null, null, 'nothing')::private.change;
    return;
  end if;
  select o.* into v_order from public.orders o
  where o.show_id = p_show and o.buyer_id = p_buyer and o.status = 'pending' and (p_product is null or o.product_id = p_product)
  order by o.created_at desc, length(o.order_no) desc, o.order_no desc limit 1;
  select w.* into v_wait from public.waitlist w
  where w.show_id = p_show and w.buyer_id = p_buyer and w.status = 'waiting' and (p_product is null or w.product_id = p_product)
  order by w.id desc limit 1;
  -- What was decided in one go has one created_at: then the later claim is the newer.
  if v_wait.id is not null and (v_order.id is null or (v_wait.created_at, v_wait.arrival) > (v_order.created_at,
      (select max(c.arrival) from public.claims c where c.order_id = v_order.id and c.outcome = 'held'))) then
    update public.waitlist set status = 'cancelled', ended_at = now() where id = v_wait.id;
    perform private.note(null, v_wait, 'cancellation', 'cancelled', 'buyer_said_so', p_message, null);
    return next (p_streamer, p_show, p_message, null, v_wait.product_id, 'cancelled')::private.change;
    if v_wait.chat_message_id is distinct from p_message then
      return next (p_streamer, p_show, v_wait.chat_message_id, null, v_wait.product_id, 'cancelled')::private.change;
    end if;
  elsif v_order.id is not null then
    return query select * from private.end_order(v_order.id, 'cancelled', 'buyer_said_so', p_message, null);
    return next (p_streamer, p_show, p_message, v_order.id, v_order.product_id, 'cancelled')::private.change;
  else
    insert into public.claims (streamer_id, show_id, chat_message_id, buyer_id, entry, outcome, reason, source, said_at, received_at, arrival)
    select p_streamer, p_show, m.id, p_buyer, 'cancellation', 'nothing', 'nothing_to_cancel', m.platform, m.said_at, m.received_at, m.arrival
    from public.chat_messages m where m.id = p_message;
    return next (p_streamer, p_show, p_message, null, null, 'nothing')::private.change;
  end if;
end $$;

-- Writes a batch of understood comments: the message, its intent, its match, and a request when something is to be
-- decided. p_rows: a JSON array, see lib/comments/record.ts. Returns each row's message id, in the order given, and
-- whether it is new; a comment that is there already changes nothing, so this is safe to run twice.
create function private.record_comments(p_rows jsonb)
returns table (n integer, id bigint, fresh boolean) language plpgsql volatile set search_path = '' as $$
begin
  return query
  with input as materialized (
    select * from jsonb_to_recordset(p_rows) as r (
      n integer, streamer_id uuid, show_id uuid, platform text, client text, message_id text, dedupe_key text, message text,
      said_at timestamptz, received_at timestamptz, arrival bigint, request_id text, intent text, score real, quantity integer,
      item_code text, variant_words text[], language text, model text, kind text, product_id uuid, variant_id uuid,
      resolved_by text, match_score real, candidates uuid[], unclear text)
  ), written as (
    insert into public.chat_messages (streamer_id, show_id, platform, client, message_id, dedupe_key, message,
      said_at, received_at, arrival, request_id)
    select i.streamer_id, i.show_id, i.platform, i.client, i.message_id, i.dedupe_key, i.message,
      i.said_at, i.received_at, i.arrival, i.request_id
    from input i order by i.n
    on conflict (streamer_id, dedupe_key) do nothing
    returning chat_messages.id, chat_messages.streamer_id, chat_messages.dedupe_key, chat_messages.arrival
  ), fresh_rows as (
    select w.id as new_id, i.* from written w
    join input i on i.streamer_id = w.streamer_id and i.dedupe_key = w.dedupe_key and i.arrival = w.arrival
  ), intents as (
    insert into public.nlp_intents (chat_message_id, streamer_id, intent, score, quantity, item_code, variant_words, language, model)
    select f.new_id, f.streamer_id, f.intent, f.score, f.quantity, f.item_code, coalesce(f.variant_words, '{}'), f.language, f.model
    from fresh_rows f on conflict do nothing
  ), matches as (
    insert into public.product_matches (streamer_id, show_id, chat_message_id, product_id, resolved_by, score, candidates)
    select f.streamer_id, f.show_id, f.new_id, f.product_id, f.resolved_by, f.match_score, coalesce(f.candidates, '{}')
    from fresh_rows f where f.kind is not null and f.resolved_by is not null
  ), asked as (
    insert into private.requests (chat_message_id, streamer_id, show_id, arrival, kind, product_id, variant_id, quantity,
      resolved_by, unclear)
    select f.new_id, f.streamer_id, f.show_id, f.arrival, f.kind, f.product_id, f.variant_id, coalesce(f.quantity, 1),
      f.resolved_by, f.unclear
    from fresh_rows f where f.kind is not null
  )
  select i.n, coalesce(f.new_id, m.id), f.new_id is not null
  from input i
  left join fresh_rows f on f.n = i.n
  left join public.chat_messages m on f.n is null and m.streamer_id = i.streamer_id and m.dedupe_key = i.dedupe_key
  order by i.n;
end $$;

-- The sellers with requests that can be decided now.
create function private.sellers_to_settle(p_below bigint)
returns setof uuid language sql stable set search_path = '' as $$
  select distinct r.streamer_id from private.requests r where r.arrival < p_below order by 1
$$;

-- Whether trying the same again may succeed: lost connection, conflict, resources, operator, system.
create function private.will_pass(p_sqlstate text)
returns boolean language sql immutable set search_path = '' as $$
  select p_sqlstate ~ '^(08|40|53|55|57|58)'
$$;

-- Decides one seller's waiting claims and cancellations that arrived before p_below (see lib/claims/settle.ts for why),
-- oldest first, at most p_limit, so that nobody waits long for this seller's lock. Returns what changed. Several
-- processes may call it at once. Safe to run twice.
create function private.settle(p_streamer uuid, p_below bigint, p_limit integer default 50)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_request record;
  v_buyer uuid;
  v_claim public.claims;
begin
  perform private.lock_streamer(p_streamer);
  for v_request in
    select r.*, m.platform, m.client, m.said_at, m.received_at, i.intent, i.score
    from private.requests r
    join public.chat_messages m on m.id = r.chat_message_id
    join public.nlp_intents i on i.chat_message_id = r.chat_message_id
    where r.streamer_id = p_streamer and r.arrival < p_below
    order by r.arrival limit p_limit
  loop
    begin
      v_buyer := private.buyer_for(p_streamer, v_request.platform, v_request.client);
      if v_request.kind = 'cancel' then
        return query select * from private.cancel_for(p_streamer, v_request.show_id, v_buyer, v_request.product_id, v_request.chat_message_id, v_request.unclear);
      else
        v_claim := private.claim(p_streamer, v_request.show_id, v_request.chat_message_id, v_buyer, v_request.product_id,
          v_request.variant_id, v_request.quantity, v_request.platform, v_request.said_at, v_request.received_at,
          v_request.arrival, v_request.intent, v_request.score, v_request.resolved_by, v_request.unclear, 'claim', null, null);
        return next (p_streamer, v_request.show_id, v_request.chat_message_id, v_claim.order_id, v_claim.product_id, v_claim.outcome)::private.change;
      end if;
    exception when others then
      if private.will_pass(sqlstate) then raise; end if;
      -- Trying again would end the same way, and this request must not stand in the way of the next.
      insert into public.parked_comments (streamer_id, stream_id, payload, reason, deliveries)
      values (p_streamer, (v_request.arrival >> 20) || '-' || (v_request.arrival & 1048575),
        jsonb_build_object('chat_message_id', v_request.chat_message_id)::text, 'not_decided: ' || sqlerrm, 1)
      on conflict (stream_id) do nothing;
    end;
    delete from private.requests r where r.chat_message_id = v_request.chat_message_id;
  end loop;
end $$;

-- Ends holds whose time is over, at most p_limit, and passes their units on. Safe to run twice and by several at once.
create function private.expire_holds(p_limit integer default 200)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_due record;
  v_last uuid;
begin
  for v_due in
    select d.streamer_id, d.order_id from (
      select h.streamer_id, h.order_id, h.expires_at from public.holds h
      where h.status = 'active' and h.expires_at <= now() order by h.expires_at limit p_limit) d
    order by d.streamer_id, d.expires_at
  loop
    if v_due.streamer_id is distinct from v_last then
      perform private.lock_streamer(v_due.streamer_id);
      v_last := v_due.streamer_id;
    end if;
    -- Once more under the lock: meanwhile it may have been paid, extended or ended.
    if exists (select 1 from public.holds h where h.order_id = v_due.order_id and h.status = 'active' and h.expires_at <= now()) then
      begin
        return query select * from private.end_order(v_due.order_id, 'expired', 'hold_ended', null, null);
      exception when others then
        if private.will_pass(sqlstate) then raise; end if;
        -- One order that cannot be ended must not keep all others held; the seller is shown it.
        insert into public.parked_comments (streamer_id, stream_id, payload, reason, deliveries)
        values (v_due.streamer_id, 'order-' || v_due.order_id, jsonb_build_object('order_id', v_due.order_id)::text, 'not_expired: ' || sqlerrm, 1)
        on conflict (stream_id) do nothing;
      end;
    end if;
  end loop;
end $$;
