-- What people and bridges do. The functions in `public` are for the signed-in person and check the role themselves;
-- those in `private` are for the machine, which has checked the caller before.

-- An order that did not come from a comment. p_product: the product's key (PROD-00001), id or code. Without a variant
-- the first one with enough free units is taken, else the first. Returns outcome 'unknown_product', 'held' (with the
-- order), 'waitlisted' (with the place in line) or 'rejected'. Safe to run twice with the same p_request_key.
create function private.create_order(p_streamer uuid, p_product text, p_variant uuid, p_platform text, p_handle text,
  p_quantity integer, p_source text, p_actor uuid, p_request_key text)
returns table (outcome text, reason text, order_id uuid, order_no text, total_minor bigint, currency text, place bigint,
  variant_name text, show_id uuid, product_id uuid, expires_at timestamptz, status text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_product public.products;
  v_variant public.variants;
  v_show public.shows;
  v_claim public.claims;
begin
  select p.* into v_product from public.products p
  where p.streamer_id = p_streamer and p.archived_at is null
    and (p.key = p_product or p.id::text = lower(p_product) or lower(p.code) = lower(p_product))
  order by (p.key = p_product) desc, (p.id::text = lower(p_product)) desc limit 1;
  if not found then
    return query select 'unknown_product', 'unknown_product', null::uuid, null, null::bigint, null, null::bigint, null, null::uuid, null::uuid, null::timestamptz, null;
    return;
  end if;
  perform private.lock_streamer(p_streamer);
  select v.* into v_variant from public.variants v
  where v.product_id = v_product.id and v.archived_at is null and (p_variant is null or v.id = p_variant)
  order by (v.held + v.sold + p_quantity <= v.stock) desc, v.position, v.id limit 1;
  if not found then
    return query select 'unknown_product', 'unknown_variant', null::uuid, null, null::bigint, null, null::bigint, null, null::uuid, v_product.id, null::timestamptz, null;
    return;
  end if;
  v_show := private.current_show(p_streamer);
  v_claim := private.claim(p_streamer, v_show.id, null, private.buyer_for(p_streamer, p_platform, p_handle), v_product.id,
    v_variant.id, p_quantity, p_source, now(), now(), (extract(epoch from clock_timestamp()) * 1000)::bigint << 20,
    'buy', 1, 'manual', null, 'claim', p_actor, p_request_key);
  return query
  select case when o.id is null then v_claim.outcome else 'held' end, v_claim.reason, o.id, o.order_no, o.total_minor, o.currency,
    case when o.id is null and w.id is not null then (select count(*) from public.waitlist x where x.variant_id = w.variant_id
      and x.status = 'waiting' and (x.arrival, x.id) <= (w.arrival, w.id)) end,
    v.name, v_claim.show_id, v_claim.product_id, h.expires_at, o.status
  from public.variants v
  left join public.waitlist w on w.id = v_claim.waitlist_id
  left join public.orders o on o.id = coalesce(v_claim.order_id, w.order_id) -- asked again, it may have been promoted
  left join public.holds h on h.order_id = o.id
  where v.id = v_claim.variant_id;
end $$;

-- Puts a product on screen (null: nothing) from this moment on. Owner or moderator. Returns the show.
create function public.pin_product(p_streamer uuid, p_product uuid)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare v_show public.shows;
begin
  perform private.require_role(p_streamer, '{owner,moderator}');
  v_show := private.current_show(p_streamer);
  insert into public.pins (streamer_id, show_id, product_id, pinned_at)
  values (p_streamer, v_show.id, p_product, clock_timestamp());
  return v_show.id;
end $$;

-- A person's word on a comment: make it a claim for this variant, also when nothing or something else was understood.
-- Does nothing when the comment has been granted already. Owner or moderator. Safe to run twice.
create function public.claim_comment(p_message bigint, p_variant uuid, p_quantity integer)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare
  v_message public.chat_messages;
  v_variant public.variants;
  v_claim public.claims;
begin
  select * into v_message from public.chat_messages m where m.id = p_message;
  perform private.require_role(v_message.streamer_id, '{owner,moderator}');
  select * into v_variant from public.variants v where v.id = p_variant and v.streamer_id = v_message.streamer_id and v.archived_at is null;
  if not found then
    raise exception 'unknown_variant' using errcode = 'P0001', hint = 'Choose one of the product''s variants.';
  end if;
  if p_quantity is null or p_quantity not between 1 and 999 then
    raise exception 'bad_quantity' using errcode = 'P0001', hint = 'Between 1 and 999.';
  end if;
  perform private.lock_streamer(v_message.streamer_id);
  v_claim := private.claim(v_message.streamer_id, v_message.show_id, p_message,
    private.buyer_for(v_message.streamer_id, v_message.platform, v_message.client), v_variant.product_id, p_variant, p_quantity,
    v_message.platform, v_message.said_at, v_message.received_at, v_message.arrival, 'buy', 1, 'manual', null, 'correction', auth.uid(), null);
  -- What was granted before may have ended since, and a message is granted once: saying "held" would be a lie.
  if exists (select 1 from public.orders o where o.id = v_claim.order_id and o.status not in ('pending', 'paid'))
    or exists (select 1 from public.waitlist w where w.id = v_claim.waitlist_id and w.status = 'cancelled') then
    raise exception 'already_ended' using errcode = 'P0001', hint = 'Make a new order for this buyer.';
  end if;
  return next (v_message.streamer_id, v_message.show_id, p_message, v_claim.order_id, v_claim.product_id, v_claim.outcome)::private.change;
end $$;

-- A person's word on a comment in review: it is no claim. Owner or moderator. Safe to run twice.
create function public.ignore_comment(p_message bigint)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare
  v_message public.chat_messages;
  v_last public.claims;
begin
  select * into v_message from public.chat_messages m where m.id = p_message;
  perform private.require_role(v_message.streamer_id, '{owner,moderator}');
  perform private.lock_streamer(v_message.streamer_id);
  select * into v_last from public.claims c where c.chat_message_id = p_message order by c.id desc limit 1;
  if v_last.outcome = 'review' then
    insert into public.claims (streamer_id, show_id, chat_message_id, buyer_id, entry, outcome, reason, source, said_at, received_at, arrival, actor)
    values (v_message.streamer_id, v_message.show_id, p_message, v_last.buyer_id, 'ignored', 'ignored', 'seller_said_so',
      v_message.platform, v_message.said_at, v_message.received_at, v_message.arrival, auth.uid());
    return next (v_message.streamer_id, v_message.show_id, p_message, null, null, 'ignored')::private.change;
  end if;
end $$;

-- Ends an unpaid order: units go back on sale and to the waitlist. Owner or moderator. Safe to run twice.
create function public.cancel_order(p_order uuid)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare v_streamer uuid;
begin
  select o.streamer_id into v_streamer from public.orders o where o.id = p_order;
  perform private.require_role(v_streamer, '{owner,moderator}');
  perform private.lock_streamer(v_streamer);
  return query select * from private.end_order(p_order, 'cancelled', 'seller_said_so', null, auth.uid());
end $$;

-- Gives an unpaid order's hold more time: the later of now and its end, plus p_seconds. Owner or moderator.
create function public.extend_hold(p_order uuid, p_seconds integer)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare v_order public.orders;
begin
  select * into v_order from public.orders o where o.id = p_order;
  perform private.require_role(v_order.streamer_id, '{owner,moderator}');
  if p_seconds is null or p_seconds not between 1 and 604800 then
    raise exception 'bad_duration' using errcode = 'P0001', hint = 'Between one second and seven days.';
  end if;
  perform private.lock_streamer(v_order.streamer_id);
  update public.holds set expires_at = greatest(expires_at, now()) + make_interval(secs => p_seconds)
  where order_id = p_order and status = 'active';
  if found then
    return next (v_order.streamer_id, v_order.show_id,
      (select m.chat_message_id from public.chat_message_order_mapping m where m.order_id = p_order limit 1),
      p_order, v_order.product_id, 'held')::private.change;
  end if;
end $$;

-- Makes or changes a product and its variants in one go. p_product: see SaveProduct in lib/products/schema.ts. A variant
-- without an id is new; one that is left out is archived and its waitlist closed, unless units of it are held (P0001
-- `variant_in_use`); one that was archived comes back. Stock is set to what is given and may not fall below what is held and sold (P0001 `stock_below_committed`); more stock goes to
-- the waitlist first. Owner only. Returns the product's id.
create function public.save_product(p_streamer uuid, p_product jsonb)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_id uuid := (p_product ->> 'id')::uuid;
  v_variant jsonb;
  v_variant_id uuid;
  v_wait public.waitlist;
  v_kept uuid[] := '{}';
  v_n integer := 0;
begin
  perform private.require_role(p_streamer, '{owner}');
  perform private.lock_streamer(p_streamer);
  if v_id is null then
    insert into public.products (streamer_id, code, name, description, price_minor, currency, aliases, pictures, position)
    select p_streamer, p_product ->> 'code', p_product ->> 'name', coalesce(p_product ->> 'description', ''),
      (p_product ->> 'priceMinor')::bigint, s.currency,
      array(select jsonb_array_elements_text(coalesce(p_product -> 'aliases', '[]'))),
      array(select jsonb_array_elements_text(coalesce(p_product -> 'pictures', '[]'))),
      coalesce((select max(p.position) + 1 from public.products p where p.streamer_id = p_streamer), 0)
    from public.streamers s where s.id = p_streamer returning id into v_id;
  else
    update public.products set code = p_product ->> 'code', name = p_product ->> 'name',
      description = coalesce(p_product ->> 'description', ''), price_minor = (p_product ->> 'priceMinor')::bigint,
      aliases = array(select jsonb_array_elements_text(coalesce(p_product -> 'aliases', '[]'))),
      pictures = array(select jsonb_array_elements_text(coalesce(p_product -> 'pictures', '[]')))
    where id = v_id and streamer_id = p_streamer;
    if not found then
      raise exception 'unknown_product' using errcode = 'P0001', hint = 'It may have been archived meanwhile.';
    end if;
  end if;
  for v_variant in select * from jsonb_array_elements(p_product -> 'variants') loop
    v_variant_id := (v_variant ->> 'id')::uuid;
    if v_variant_id is null then
      insert into public.variants (streamer_id, product_id, name, options, sku, price_minor, position, stock)
      values (p_streamer, v_id, v_variant ->> 'name', coalesce(v_variant -> 'options', '{}'), v_variant ->> 'sku',
        (v_variant ->> 'priceMinor')::bigint, v_n, (v_variant ->> 'stock')::integer)
      returning id into v_variant_id;
    else
      begin
        update public.variants v set name = v_variant ->> 'name', options = coalesce(v_variant -> 'options', '{}'),
          sku = v_variant ->> 'sku', price_minor = (v_variant ->> 'priceMinor')::bigint, position = v_n,
          stock = (v_variant ->> 'stock')::integer, archived_at = null
        where v.id = v_variant_id and v.product_id = v_id and v.streamer_id = p_streamer;
        if not found then
          raise exception 'unknown_variant' using errcode = 'P0001', hint = 'It may have been archived meanwhile.';
        end if;
      exception when check_violation then
        raise exception 'stock_below_committed' using errcode = 'P0001', detail = v_variant ->> 'name',
          hint = 'Units that are held or sold count: stock cannot be less.';
      end;
      perform private.promote(p_streamer, v_variant_id);
    end if;
    v_kept := v_kept || v_variant_id;
    v_n := v_n + 1;
  end loop;
  if v_n = 0 then
    raise exception 'no_variant' using errcode = 'P0001', hint = 'A product has at least one variant.';
  end if;
  if exists (select 1 from public.variants v where v.product_id = v_id and v.archived_at is null and v.held > 0 and v.id <> all (v_kept)) then
    raise exception 'variant_in_use' using errcode = 'P0001', hint = 'Units of it are held. Cancel or wait, then remove it.';
  end if;
  for v_wait in
    update public.waitlist w set status = 'cancelled', ended_at = now() from public.variants v
    where v.id = w.variant_id and v.product_id = v_id and v.id <> all (v_kept) and w.status = 'waiting' returning w.*
  loop
    perform private.note(null, v_wait, 'cancellation', 'cancelled', 'seller_said_so', null, auth.uid());
  end loop;
  update public.variants v set archived_at = now() where v.product_id = v_id and v.archived_at is null and v.id <> all (v_kept);
  return v_id;
end $$;

-- Takes a product out of the catalogue, or puts it back: undoable, so it needs no confirmation. Owner only.
create function public.archive_product(p_product uuid, p_archived boolean)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare v_streamer uuid;
begin
  select p.streamer_id into v_streamer from public.products p where p.id = p_product;
  perform private.require_role(v_streamer, '{owner}');
  update public.products set archived_at = case when p_archived then now() end where id = p_product;
end $$;

-- Starts a show: the live one if there is one (its title is changed), else a new one. Owner or moderator.
create function public.start_show(p_streamer uuid, p_title text)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare v_show uuid;
begin
  perform private.require_role(p_streamer, '{owner,moderator}');
  perform private.lock_streamer(p_streamer);
  update public.shows set title = p_title where streamer_id = p_streamer and status = 'live' returning id into v_show;
  if not found then
    insert into public.shows (streamer_id, title, status, started_at, hold_seconds)
    select s.id, p_title, 'live', now(), s.hold_seconds from public.streamers s where s.id = p_streamer
    returning id into v_show;
  end if;
  return v_show;
end $$;

-- Ends the live show; comments that come within the seller's late-claim time still belong to it. Safe to run twice.
create function public.end_show(p_streamer uuid)
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.require_role(p_streamer, '{owner,moderator}');
  update public.shows set status = 'ended', ended_at = now() where streamer_id = p_streamer and status = 'live';
end $$;
