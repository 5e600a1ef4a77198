-- Paying: what a parcel costs, checkouts at a payment provider, refunds, parcels.
-- Facts come from the provider in any order, twice, and late; what follows from them is derived in one place,
-- private.settle_payment, so that every order of the same facts ends in the same state.

alter table public.streamers
  add column time_zone text not null default 'UTC' check (char_length(time_zone) between 1 and 64),
  -- See lib/carts/schema.ts for the shapes: they are checked there.
  add column shipping jsonb not null default '{"kind":"none"}',
  add column tax jsonb not null default '{"rateBp":0,"included":true,"onShipping":false}',
  -- ISO 3166-1 alpha-2, where parcels go; empty: no address is asked for.
  add column ship_countries text[] not null default '{}';

alter table public.products
  add column weight_grams integer not null default 0 check (weight_grams between 0 and 1000000),
  -- Units of it one buyer may claim in a show; null: as many as there are.
  add column buyer_limit integer check (buyer_limit between 1 and 999);

alter table public.buyers
  add column email text check (char_length(email) between 3 and 320),
  -- E.164.
  add column phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  -- BCP 47, first part only; null: that of their comments.
  add column language text check (language ~ '^[a-z]{2,3}$'),
  -- Channels on which they asked not to be written to.
  add column opted_out text[] not null default '{}',
  -- Of the last payment: {name, line1, line2, city, state, postalCode, country}.
  add column address jsonb,
  -- Who this person turned out to be: everything of theirs has moved there.
  add column merged_into uuid,
  add foreign key (streamer_id, merged_into) references public.buyers (streamer_id, id);

-- Codes that take something off a cart.
create table public.discounts (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null references public.streamers on delete cascade,
  code text not null check (code ~ '^[A-Z0-9_-]{2,32}$'),
  kind text not null check (kind in ('percent', 'amount')),
  -- Basis points (1000 = 10 %), or minor units of the seller's currency.
  value bigint not null check (value > 0 and (kind = 'amount' or value <= 10000)),
  -- The goods must come to this much.
  min_minor bigint not null default 0 check (min_minor >= 0),
  -- Carts that may use it; null: any number.
  max_uses integer check (max_uses > 0),
  ends_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  unique (streamer_id, id)
);
create unique index discounts_code on public.discounts (streamer_id, code) where archived_at is null;

alter table public.carts
  add column discount_id uuid,
  -- The language that the buyer chose on the page.
  add column language text check (language ~ '^[a-z]{2,3}$'),
  -- As buyers.address, for this parcel.
  add column ship_to jsonb,
  -- Links of a cart that was joined with another lead there.
  add column merged_into uuid,
  add foreign key (streamer_id, discount_id) references public.discounts (streamer_id, id),
  add foreign key (streamer_id, merged_into) references public.carts (streamer_id, id);

-- What was packed and sent together.
create table public.shipments (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null,
  cart_id uuid not null,
  carrier text check (char_length(carrier) between 1 and 80),
  tracking_number text check (char_length(tracking_number) between 1 and 120),
  packed_at timestamptz not null default now(),
  shipped_at timestamptz,
  delivered_at timestamptz,
  unique (streamer_id, id),
  foreign key (streamer_id, cart_id) references public.carts (streamer_id, id) on delete cascade
);
create index shipments_cart on public.shipments (cart_id);

alter table public.orders drop constraint orders_status_check;
alter table public.orders
  -- `refunded`: all units are back or written off. A part given back leaves it `paid`.
  add constraint orders_status_check check (status in ('pending', 'paid', 'cancelled', 'expired', 'refunded')),
  add column paid_at timestamptz,
  -- What was paid for this line, its share of discount and tax in it, and what of that was given back.
  add column paid_minor bigint not null default 0 check (paid_minor >= 0),
  add column refunded_minor bigint not null default 0,
  add column returned_units integer not null default 0,
  add column shipment_id uuid,
  add constraint refunded_at_most_paid check (refunded_minor between 0 and paid_minor),
  add constraint returned_at_most_sold check (returned_units between 0 and quantity),
  add foreign key (streamer_id, shipment_id) references public.shipments (streamer_id, id);
create index orders_cart on public.orders (cart_id);

-- A checkout at a provider for one cart. The *_at columns are facts from the provider, each set once and never unset;
-- status is read off them, so their order of arrival cannot matter.
create table public.payments (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null,
  cart_id uuid not null,
  -- `free`: there was nothing to pay.
  provider text not null check (provider in ('stripe', 'sandbox', 'free')),
  -- The provider's ids: of the checkout, and of the payment made in it.
  session_id text unique,
  intent_id text,
  url text,
  amount_minor bigint not null check (amount_minor >= 0 and (amount_minor > 0 or provider = 'free')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- As shown to the buyer: see Totals in lib/carts/totals.ts.
  totals jsonb not null,
  expires_at timestamptz not null,
  -- Submitted, and the bank has not answered.
  processing_at timestamptz,
  paid_at timestamptz,
  failed_at timestamptz,
  expired_at timestamptz,
  -- All that the provider has given back of it.
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  -- needs_response, under_review, won, lost ...
  dispute text,
  disputed_at timestamptz,
  -- What was paid instead, as `1989 EUR`, where it was not what was asked for: then nothing is taken as paid, and a person decides.
  mismatch text,
  -- When its orders became paid.
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  status text not null generated always as (
    case when paid_at is not null then 'paid'
      when processing_at is not null and failed_at is null then 'processing'
      when failed_at is not null then 'failed'
      when expired_at is not null then 'expired'
      else 'open' end) stored,
  unique (streamer_id, id),
  foreign key (streamer_id, cart_id) references public.carts (streamer_id, id) on delete cascade
);
create unique index payments_one_open on public.payments (cart_id) where status = 'open';
create index payments_cart on public.payments (cart_id, created_at desc);
create index payments_recent on public.payments (streamer_id, created_at desc);

-- What a checkout pays for, as it was then.
create table public.payment_lines (
  payment_id uuid not null references public.payments on delete cascade,
  order_id uuid not null,
  streamer_id uuid not null,
  quantity integer not null check (quantity > 0),
  -- With its share of discount and tax, without shipping.
  amount_minor bigint not null check (amount_minor >= 0),
  -- null until the payment is settled. `too_late`: the units were gone, the amount is given back.
  outcome text check (outcome in ('paid', 'too_late')),
  primary key (payment_id, order_id),
  foreign key (streamer_id, order_id) references public.orders (streamer_id, id) on delete cascade
);
create index payment_lines_order on public.payment_lines (order_id);

-- Every event of a provider, once.
create table private.provider_events (
  provider text not null,
  event_id text not null,
  kind text not null,
  payment_id uuid,
  happened_at timestamptz not null,
  received_at timestamptz not null default now(),
  primary key (provider, event_id)
);

create table public.refunds (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null,
  payment_id uuid not null,
  -- null: not of one line (shipping, or made at the provider).
  order_id uuid,
  amount_minor bigint not null check (amount_minor > 0),
  -- Units that come back with it, and whether they go on sale again or are written off.
  units integer not null default 0 check (units >= 0),
  restock boolean not null default true,
  reason text not null check (reason in ('seller_said_so', 'paid_too_late', 'paid_twice', 'at_provider')),
  -- `requested`: the provider has not been asked yet, or has not answered.
  status text not null default 'requested' check (status in ('requested', 'accepted', 'failed')),
  provider_id text,
  -- The provider had accepted it, and it came to nothing at the bank: what the provider counts as given back may still have it in it.
  bounced boolean not null default false,
  problem text,
  actor uuid,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  unique (streamer_id, id),
  foreign key (streamer_id, payment_id) references public.payments (streamer_id, id) on delete cascade,
  foreign key (streamer_id, order_id) references public.orders (streamer_id, id) on delete cascade
);
create index refunds_payment on public.refunds (payment_id);
create index refunds_order on public.refunds (order_id);

alter table public.claims drop constraint claims_entry_check, drop constraint claims_outcome_check;
alter table public.claims
  add column payment_id uuid,
  add constraint claims_entry_check check (entry in ('claim', 'correction', 'promotion', 'expiry', 'cancellation', 'ignored',
    'payment', 'refund', 'extension', 'change')),
  add constraint claims_outcome_check check (outcome in ('held', 'waitlisted', 'review', 'rejected', 'expired', 'cancelled',
    'ignored', 'nothing', 'paid', 'refunded', 'changed'));

alter table public.outbox drop constraint outbox_topic_check;
alter table public.outbox
  add constraint outbox_topic_check check (topic in ('order.held', 'order.promoted', 'order.expired', 'order.cancelled', 'claim.waitlisted',
    'hold.ending', 'payment.received', 'payment.too_late', 'refund.made', 'parcel.shipped', 'checkout.close', 'refund.requested')),
  add column payment_id uuid,
  add column refund_id uuid,
  add column cart_id uuid;

-- An order that ends takes its open checkout with it: the buyer must not pay for what is gone. The provider is told by a job.
create function private.close_checkout() returns trigger language plpgsql set search_path = '' as $$
begin
  insert into public.outbox (streamer_id, topic, payment_id)
  select new.streamer_id, 'checkout.close', p.id from public.payments p
  join public.payment_lines l on l.payment_id = p.id
  where l.order_id = new.id and p.status = 'open';
  return null;
end $$;
create trigger orders_close_checkout after update of status on public.orders for each row
  when (old.status = 'pending' and new.status in ('cancelled', 'expired')) execute function private.close_checkout();

-- The cart behind a buyer's link, null when there is none.
create function private.cart_of_token(p_token text)
returns uuid language sql stable set search_path = '' as $$
  select coalesce(c.merged_into, c.id) from public.carts c where c.token = p_token
$$;

-- Begins a checkout for these lines of a cart: a JSON array of {orderId, quantity, amountMinor}. Raises P0001 `cart_changed`
-- when they are not exactly its unpaid lines any more, or their prices have changed (p_totals ->> 'goodsMinor'). outcome 'open': pay in `payment` (the one already open for the same
-- lines and amount, or a new one without an address yet); 'close_first': another is open, close it at the provider, then
-- call again; 'processing': a payment of these lines is with the bank. Safe to run twice.
create function private.open_payment(p_cart uuid, p_provider text, p_amount bigint, p_currency text, p_totals jsonb, p_lines jsonb,
  p_discount uuid, p_expires_at timestamptz)
returns table (outcome text, payment public.payments) language plpgsql volatile set search_path = '' as $$
declare
  v_cart public.carts;
  v_open public.payments;
begin
  select * into v_cart from public.carts c where c.id = p_cart;
  perform private.lock_streamer(v_cart.streamer_id);
  if (select coalesce(jsonb_object_agg(o.id, o.quantity), '{}') from public.orders o join public.holds h on h.order_id = o.id
      where o.cart_id = p_cart and o.status = 'pending' and h.expires_at > now())
    is distinct from (select coalesce(jsonb_object_agg(l ->> 'orderId', (l -> 'quantity')::integer), '{}') from jsonb_array_elements(p_lines) l)
    or jsonb_array_length(p_lines) = 0
    or (p_totals ->> 'goodsMinor')::bigint <> (select sum(o.total_minor) from public.orders o where o.id in (select (l ->> 'orderId')::uuid from jsonb_array_elements(p_lines) l)) then
    raise exception 'cart_changed' using errcode = 'P0001', hint = 'Read the cart again.';
  end if;
  select p.* into v_open from public.payments p join public.payment_lines l on l.payment_id = p.id
  where p.cart_id = p_cart and p.status = 'processing' and l.order_id in (select (x ->> 'orderId')::uuid from jsonb_array_elements(p_lines) x) limit 1;
  if found then return query select 'processing', v_open; return; end if;
  select * into v_open from public.payments p where p.cart_id = p_cart and p.status = 'open';
  if found then
    return query select case when v_open.provider = p_provider and v_open.amount_minor = p_amount and v_open.currency = p_currency
        and v_open.expires_at > now() and (select jsonb_object_agg(l.order_id, l.quantity) from public.payment_lines l where l.payment_id = v_open.id)
          = (select jsonb_object_agg(l ->> 'orderId', (l -> 'quantity')::integer) from jsonb_array_elements(p_lines) l)
      then 'open' else 'close_first' end, v_open;
    return;
  end if;
  -- Counted here and not when it is typed in: only carts that go to the checkout use a code up.
  if p_discount is not null and exists (select 1 from public.discounts d where d.id = p_discount and d.max_uses <= (
      select count(distinct y.cart_id) from public.payments y where y.streamer_id = d.streamer_id and y.cart_id <> p_cart
        and y.status in ('open', 'processing', 'paid') and (y.totals ->> 'discountId')::uuid = d.id)) then
    raise exception 'discount_used_up' using errcode = 'P0001', hint = 'Take the code out of the cart.';
  end if;
  insert into public.payments (streamer_id, cart_id, provider, amount_minor, currency, totals, expires_at)
  values (v_cart.streamer_id, p_cart, p_provider, p_amount, p_currency, p_totals, p_expires_at) returning * into v_open;
  insert into public.payment_lines (payment_id, order_id, streamer_id, quantity, amount_minor)
  select v_open.id, (l ->> 'orderId')::uuid, v_cart.streamer_id, (l ->> 'quantity')::integer, (l ->> 'amountMinor')::bigint from jsonb_array_elements(p_lines) l;
  return query select 'open', v_open;
end $$;

-- Keeps what the provider answered when the checkout was made there. False: it was ended meanwhile, and nobody may be sent there. Safe to run twice.
create function private.keep_session(p_payment uuid, p_session text, p_url text, p_expires_at timestamptz)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  update public.payments set session_id = p_session, url = p_url, expires_at = p_expires_at where id = p_payment and status = 'open';
  return found;
end $$;

-- Asks for money back: a row in refunds and a job. p_amount is at most what is left of the payment (the rest is cut off);
-- returns null when nothing is left.
create function private.request_refund(p_payment uuid, p_order uuid, p_amount bigint, p_units integer, p_restock boolean, p_reason text, p_actor uuid)
returns uuid language plpgsql volatile set search_path = '' as $$
declare
  v_payment public.payments;
  v_left bigint;
  v_id uuid;
begin
  select * into v_payment from public.payments p where p.id = p_payment;
  v_left := v_payment.amount_minor - coalesce((select sum(r.amount_minor) from public.refunds r where r.payment_id = p_payment and r.status <> 'failed'), 0);
  if least(p_amount, v_left) <= 0 then return null; end if;
  insert into public.refunds (streamer_id, payment_id, order_id, amount_minor, units, restock, reason, actor)
  values (v_payment.streamer_id, p_payment, p_order, least(p_amount, v_left), p_units, p_restock, p_reason, p_actor) returning id into v_id;
  insert into public.outbox (streamer_id, topic, payment_id, refund_id, order_id) values (v_payment.streamer_id, 'refund.requested', p_payment, v_id, p_order);
  return v_id;
end $$;

-- Gives an order's units back after a refund of it: on sale (and to the waitlist) or written off; the order is `refunded` when
-- no unit or no money of it is left. Called once a refund, when it is accepted.
create function private.apply_refund(p_refund public.refunds)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_order public.orders;
  v_units integer;
begin
  select * into v_order from public.orders o where o.id = p_refund.order_id;
  -- What was paid too late or twice goes back without touching what another payment has bought.
  if not found or v_order.status <> 'paid' or not exists (select 1 from public.payment_lines l
      where l.payment_id = p_refund.payment_id and l.order_id = p_refund.order_id and l.outcome = 'paid') then return; end if;
  v_units := least(p_refund.units, v_order.quantity - v_order.returned_units);
  -- All the money is back: there is nothing left of the sale.
  if v_order.refunded_minor + p_refund.amount_minor >= v_order.paid_minor then v_units := v_order.quantity - v_order.returned_units; end if;
  update public.orders o set refunded_minor = least(o.paid_minor, o.refunded_minor + p_refund.amount_minor), returned_units = o.returned_units + v_units,
    status = case when o.returned_units + v_units = o.quantity then 'refunded' else 'paid' end, updated_at = now()
  where o.id = v_order.id returning * into v_order;
  update public.variants v set sold = v.sold - v_units, stock = v.stock - case when p_refund.restock then 0 else v_units end where v.id = v_order.variant_id;
  perform private.note(v_order, null, 'refund', 'refunded', p_refund.reason, null, p_refund.actor, p_refund.payment_id);
  return next (v_order.streamer_id, v_order.show_id, (select m.chat_message_id from public.chat_message_order_mapping m where m.order_id = v_order.id limit 1),
    v_order.id, v_order.product_id, 'refunded')::private.change;
  if v_units > 0 and p_refund.restock then
    return query select * from private.promote(v_order.streamer_id, v_order.variant_id);
  end if;
end $$;

-- Does what follows from a payment's facts and has not been done: pays its orders; gives back what came too late or twice; takes
-- over refunds made at the provider. The caller holds the seller's lock. Safe to run twice.
create function private.settle_payment(p_payment uuid)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_payment public.payments;
  v_line record;
  v_order public.orders;
  v_late boolean := false;
  v_other boolean;
  v_known bigint;
  v_refund public.refunds;
begin
  select * into v_payment from public.payments p where p.id = p_payment for update;
  if v_payment.paid_at is null then return; end if;
  if v_payment.settled_at is null then
    for v_line in select l.* from public.payment_lines l join public.orders o on o.id = l.order_id where l.payment_id = p_payment order by o.created_at, o.order_no loop
      select * into v_order from public.orders o where o.id = v_line.order_id;
      -- Another number of units than is held now buys nothing.
      v_other := v_order.quantity <> v_line.quantity;
      if v_other then
        null;
      elsif v_order.status = 'pending' then
        update public.variants v set held = v.held - v_order.quantity, sold = v.sold + v_order.quantity where v.id = v_order.variant_id;
      elsif v_order.status = 'expired' then
        -- Late: if the units are still there they are the buyer's, before anybody who comes after.
        update public.variants v set sold = v.sold + v_order.quantity where v.id = v_order.variant_id and v.held + v.sold + v_order.quantity <= v.stock;
        v_late := true;
      end if;
      if not v_other and (v_order.status = 'pending' or (v_order.status = 'expired' and found)) then
        update public.orders o set status = 'paid', paid_at = v_payment.paid_at, paid_minor = v_line.amount_minor, updated_at = now() where o.id = v_order.id;
        update public.holds h set status = 'paid', ended_at = now() where h.order_id = v_order.id;
        update public.payment_lines l set outcome = 'paid' where l.payment_id = p_payment and l.order_id = v_order.id;
        perform private.note(v_order, null, 'payment', 'paid', case v_order.status when 'pending' then 'paid_in_time' else 'paid_late_still_free' end, null, null, p_payment);
      else
        update public.payment_lines l set outcome = 'too_late' where l.payment_id = p_payment and l.order_id = v_order.id;
        perform private.note(v_order, null, 'payment', 'refunded', case v_order.status when 'pending' then 'paid_too_late' when 'expired' then 'paid_late_gone' when 'cancelled' then 'paid_after_cancel' else 'paid_twice' end, null, null, p_payment);
        insert into public.outbox (streamer_id, topic, order_id, payment_id) values (v_order.streamer_id, 'payment.too_late', v_order.id, p_payment);
      end if;
      return next (v_order.streamer_id, v_order.show_id, (select m.chat_message_id from public.chat_message_order_mapping m where m.order_id = v_order.id limit 1),
        v_order.id, v_order.product_id, 'paid')::private.change;
    end loop;
    update public.payments set settled_at = now() where id = p_payment returning * into v_payment;
    if not exists (select 1 from public.payment_lines l where l.payment_id = p_payment and l.outcome = 'paid') then
      -- Nothing of it can be delivered, so nothing is sent either: shipping goes back too.
      perform private.request_refund(p_payment, null, v_payment.amount_minor, 0, false, 'paid_too_late', null);
    else
      for v_line in select l.* from public.payment_lines l where l.payment_id = p_payment and l.outcome = 'too_late' loop
        perform private.request_refund(p_payment, v_line.order_id, v_line.amount_minor, 0, false,
          case when exists (select 1 from public.orders o where o.id = v_line.order_id and o.status in ('paid', 'refunded')) then 'paid_twice' else 'paid_too_late' end, null);
      end loop;
      insert into public.outbox (streamer_id, topic, payment_id, cart_id) values (v_payment.streamer_id, 'payment.received', p_payment, v_payment.cart_id);
    end if;
  end if;
  -- More was given back than we asked for: somebody did it at the provider.
  select coalesce(sum(r.amount_minor), 0) into v_known from public.refunds r where r.payment_id = p_payment and (r.status <> 'failed' or r.bounced);
  if v_payment.refunded_minor > v_known then
    insert into public.refunds (streamer_id, payment_id, amount_minor, reason, status, settled_at)
    values (v_payment.streamer_id, p_payment, v_payment.refunded_minor - v_known, 'at_provider', 'accepted', now()) returning * into v_refund;
    if v_payment.refunded_minor >= v_payment.amount_minor then
      for v_line in select o.* from public.payment_lines l join public.orders o on o.id = l.order_id
          where l.payment_id = p_payment and l.outcome = 'paid' and o.status = 'paid' loop
        v_refund.order_id := v_line.id;
        v_refund.amount_minor := v_line.paid_minor - v_line.refunded_minor;
        v_refund.units := v_line.quantity - v_line.returned_units;
        return query select * from private.apply_refund(v_refund);
      end loop;
    end if;
    insert into public.outbox (streamer_id, topic, payment_id, refund_id, cart_id) values (v_payment.streamer_id, 'refund.made', p_payment, v_refund.id, v_payment.cart_id);
  end if;
end $$;

-- Takes one event of a provider: a fact about a payment. p_kind: opened, completed, processing, succeeded, failed, expired, refunded (p_amount: all
-- that was given back so far), dispute (p_detail ->> 'status'). completed and succeeded: p_amount and p_detail ->> 'currency' are what was paid; what
-- is not the amount asked for is not taken as paid but shown to the seller. p_detail may carry ship_to, email, phone and intent. Returns what changed; an event
-- seen before, or about a payment that is not ours, changes nothing. Safe to run twice, in any order, by several at once.
create function private.take_event(p_provider text, p_event text, p_kind text, p_payment uuid, p_happened_at timestamptz, p_amount bigint, p_detail jsonb)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_payment public.payments;
  v_wrong text;
begin
  select * into v_payment from public.payments p where p.provider = p_provider
    and (p.id = p_payment or (p_payment is null and p.intent_id = p_detail ->> 'intent'));
  if found then perform private.lock_streamer(v_payment.streamer_id); end if;
  insert into private.provider_events (provider, event_id, kind, payment_id, happened_at)
  values (p_provider, p_event, p_kind, v_payment.id, p_happened_at) on conflict do nothing;
  if not found or v_payment.id is null then return; end if;
  if p_kind in ('completed', 'succeeded') and (p_amount <> v_payment.amount_minor or p_detail ->> 'currency' <> v_payment.currency) then
    v_wrong := p_amount || ' ' || coalesce(p_detail ->> 'currency', v_payment.currency);
    insert into public.parked_comments (streamer_id, stream_id, payload, reason, deliveries)
    values (v_payment.streamer_id, 'payment-' || v_payment.id, jsonb_build_object('payment_id', v_payment.id)::text,
      format('payment_mismatch: %s instead of %s %s', v_wrong, v_payment.amount_minor, v_payment.currency), 1)
    on conflict (stream_id) do nothing;
  elsif p_kind = 'refunded' and p_detail ->> 'currency' <> v_payment.currency and v_payment.mismatch is null then
    return;
  end if;
  update public.payments p set
    intent_id = coalesce(p.intent_id, p_detail ->> 'intent'),
    mismatch = coalesce(p.mismatch, v_wrong),
    paid_at = case when p_kind in ('completed', 'succeeded') and v_wrong is null then least(p.paid_at, p_happened_at) else p.paid_at end,
    -- Somebody has to look: until then what is held stays held.
    processing_at = case when p_kind = 'processing' or v_wrong is not null then least(p.processing_at, p_happened_at) else p.processing_at end,
    -- A wrong amount that went back is over.
    failed_at = case when p_kind = 'failed' or (p_kind = 'refunded' and p.mismatch is not null) or (v_wrong is not null and p.refunded_minor > 0)
      then least(p.failed_at, p_happened_at) else p.failed_at end,
    expired_at = case when p_kind = 'expired' then least(p.expired_at, p_happened_at) else p.expired_at end,
    refunded_minor = case when p_kind = 'refunded' then greatest(p.refunded_minor, p_amount) else p.refunded_minor end,
    dispute = case when p_kind = 'dispute' and p_happened_at >= coalesce(p.disputed_at, p_happened_at) then p_detail ->> 'status' else p.dispute end,
    disputed_at = case when p_kind = 'dispute' then greatest(p.disputed_at, p_happened_at) else p.disputed_at end
  where p.id = v_payment.id;
  -- Of a cart that was joined with another while it was open.
  update public.payments p set cart_id = c.merged_into from public.carts c
  where p.id = v_payment.id and c.id = p.cart_id and c.merged_into is not null and p.status <> 'open';
  select * into v_payment from public.payments p where p.id = v_payment.id;
  if p_detail -> 'shipTo' is not null then
    update public.carts set ship_to = p_detail -> 'shipTo' where id = v_payment.cart_id;
    update public.buyers b set address = p_detail -> 'shipTo' from public.carts c where c.id = v_payment.cart_id and b.id = c.buyer_id;
  end if;
  update public.buyers b set email = coalesce(b.email, p_detail ->> 'email'), phone = coalesce(b.phone, p_detail ->> 'phone')
  from public.carts c where c.id = v_payment.cart_id and b.id = c.buyer_id;
  return query select * from private.settle_payment(v_payment.id);
  -- The screen shows where a payment stands also when no order moved.
  if p_kind in ('processing', 'failed', 'dispute') or v_wrong is not null then
    return query select o.streamer_id, o.show_id, null::bigint, o.id, o.product_id, o.status
    from public.payment_lines l join public.orders o on o.id = l.order_id where l.payment_id = v_payment.id;
  end if;
end $$;

-- What the provider said to a refund that was asked for: accepted (p_problem null) or not. Returns what changed. Safe to run twice.
create function private.answer_refund(p_refund uuid, p_provider_id text, p_problem text)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare v_refund public.refunds;
begin
  select * into v_refund from public.refunds r where r.id = p_refund;
  perform private.lock_streamer(v_refund.streamer_id);
  update public.refunds r set status = case when p_problem is null then 'accepted' else 'failed' end, provider_id = p_provider_id, problem = p_problem, settled_at = now()
  where r.id = p_refund and r.status = 'requested' returning * into v_refund;
  if not found then return; end if;
  if p_problem is null then
    return query select * from private.apply_refund(v_refund);
    insert into public.outbox (streamer_id, topic, payment_id, refund_id, order_id, cart_id)
    select v_refund.streamer_id, 'refund.made', v_refund.payment_id, v_refund.id, v_refund.order_id, p.cart_id from public.payments p where p.id = v_refund.payment_id;
  else
    return query select o.streamer_id, o.show_id, null::bigint, o.id, o.product_id, o.status from public.orders o where o.id = v_refund.order_id;
  end if;
end $$;

-- Gives a paid order's money back, all of what is left or p_amount of it, with p_units units that go on sale again (p_restock) or are written
-- off. The provider is asked by a job; the order changes when it agrees. Owner or moderator. P0001 `nothing_to_refund`, `too_much`.
create function public.refund_order(p_order uuid, p_amount bigint default null, p_units integer default null, p_restock boolean default true)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_order public.orders;
  v_payment uuid;
  v_left bigint;
  v_id uuid;
begin
  select * into v_order from public.orders o where o.id = p_order;
  perform private.require_role(v_order.streamer_id, '{owner,moderator}');
  perform private.lock_streamer(v_order.streamer_id);
  select * into v_order from public.orders o where o.id = p_order;
  select l.payment_id into v_payment from public.payment_lines l where l.order_id = p_order and l.outcome = 'paid' order by l.payment_id limit 1;
  v_left := v_order.paid_minor - v_order.refunded_minor
    - coalesce((select sum(r.amount_minor) from public.refunds r where r.order_id = p_order and r.payment_id = v_payment and r.status = 'requested'), 0);
  if v_order.status <> 'paid' or v_payment is null or v_left <= 0 then
    raise exception 'nothing_to_refund' using errcode = 'P0001', hint = 'Nothing of this order is left to give back.';
  end if;
  if p_amount > v_left or p_amount <= 0 or p_units > v_order.quantity - v_order.returned_units or p_units < 0 then
    raise exception 'too_much' using errcode = 'P0001', hint = 'Less than that is left of this order.';
  end if;
  v_id := private.request_refund(v_payment, p_order, coalesce(p_amount, v_left),
    coalesce(p_units, case when p_amount is null or p_amount = v_left then v_order.quantity - v_order.returned_units else 0 end), p_restock, 'seller_said_so', auth.uid());
  if v_id is null then
    raise exception 'nothing_to_refund' using errcode = 'P0001', hint = 'Nothing of this payment is left to give back.';
  end if;
  return v_id;
end $$;

-- A refund that the provider had accepted came to nothing at the bank: it is shown as failed and the money counts as not given back; units that
-- went on sale again stay there. Returns what changed. Safe to run twice.
create function private.fail_refund(p_refund uuid, p_problem text)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_refund public.refunds;
  v_order public.orders;
begin
  select * into v_refund from public.refunds r where r.id = p_refund;
  perform private.lock_streamer(v_refund.streamer_id);
  select * into v_refund from public.refunds r where r.id = p_refund;
  update public.refunds r set status = 'failed', bounced = true, problem = p_problem, settled_at = now() where r.id = p_refund and r.status <> 'failed';
  if not found then return; end if;
  -- Counted by apply_refund only if it had been accepted here already, and of what this payment bought.
  update public.orders o set refunded_minor = greatest(0, o.refunded_minor - case when v_refund.status = 'accepted' then v_refund.amount_minor else 0 end), updated_at = now()
  where o.id = v_refund.order_id and o.status in ('paid', 'refunded')
    and exists (select 1 from public.payment_lines l where l.payment_id = v_refund.payment_id and l.order_id = o.id and l.outcome = 'paid') returning * into v_order;
  if found then
    perform private.note(v_order, null, 'refund', 'nothing', 'refund_failed', null, null);
    return next (v_order.streamer_id, v_order.show_id, null, v_order.id, v_order.product_id, v_order.status)::private.change;
  end if;
end $$;

-- Changes the quantity or the variant of an unpaid order, keeping its hold's end and its place in the ledger. P0001 `being_paid` while its
-- checkout is open (close it first), `not_pending`, `not_enough_free`. The caller holds the lock and has checked who asks.
create function private.change_order(p_order uuid, p_variant uuid, p_quantity integer, p_reason text, p_actor uuid)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_old public.orders;
  v_new public.orders;
  v_price bigint;
begin
  select * into v_old from public.orders o where o.id = p_order;
  if v_old.status is distinct from 'pending' then
    raise exception 'not_pending' using errcode = 'P0001', hint = 'Only an unpaid order can be changed.';
  end if;
  if p_quantity not between 1 and 999 then
    raise exception 'bad_quantity' using errcode = 'P0001', hint = 'Between 1 and 999.';
  end if;
  if exists (select 1 from public.payment_lines l join public.payments p on p.id = l.payment_id where l.order_id = p_order and p.status in ('open', 'processing')) then
    raise exception 'being_paid' using errcode = 'P0001', hint = 'Its checkout is open.';
  end if;
  if p_variant = v_old.variant_id and p_quantity = v_old.quantity then return; end if;
  update public.variants v set held = v.held - v_old.quantity where v.id = v_old.variant_id;
  update public.variants v set held = v.held + p_quantity from public.products p
  where v.id = p_variant and v.product_id = v_old.product_id and p.id = v.product_id and v.archived_at is null and v.held + v.sold + p_quantity <= v.stock
  returning coalesce(v.price_minor, p.price_minor) into v_price;
  if not found then
    raise exception 'not_enough_free' using errcode = 'P0001', hint = 'Fewer units than that are free.';
  end if;
  -- The price agreed on stays, unless it is another thing now.
  if p_variant = v_old.variant_id then v_price := v_old.unit_price_minor; end if;
  update public.orders o set variant_id = p_variant, quantity = p_quantity, unit_price_minor = v_price, total_minor = v_price * p_quantity, updated_at = now()
  where o.id = p_order returning * into v_new;
  update public.holds h set variant_id = p_variant, quantity = p_quantity where h.order_id = p_order;
  perform private.note(v_new, null, 'change', 'changed', p_reason, null, p_actor);
  return next (v_new.streamer_id, v_new.show_id, (select m.chat_message_id from public.chat_message_order_mapping m where m.order_id = p_order limit 1),
    p_order, v_new.product_id, 'held')::private.change;
  return query select * from private.promote(v_old.streamer_id, v_old.variant_id);
end $$;

-- The seller's change of an unpaid order. Owner or moderator. Errors as private.change_order.
create function public.change_order(p_order uuid, p_variant uuid, p_quantity integer)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare v_streamer uuid;
begin
  select o.streamer_id into v_streamer from public.orders o where o.id = p_order;
  perform private.require_role(v_streamer, '{owner,moderator}');
  perform private.lock_streamer(v_streamer);
  return query select * from private.change_order(p_order, p_variant, p_quantity, 'seller_said_so', auth.uid());
end $$;

-- The buyer's own change, by the link: fewer of something (0: decline it), also of what they wait for (p_wait; 0 or null: leave the line). More is a new claim. P0001 as
-- private.change_order, and `not_yours`. Safe to run twice.
create function private.buyer_change(p_cart uuid, p_order uuid, p_wait bigint, p_quantity integer)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_cart public.carts;
  v_order public.orders;
  v_wait public.waitlist;
begin
  select * into v_cart from public.carts c where c.id = p_cart;
  perform private.lock_streamer(v_cart.streamer_id);
  if p_wait is not null and p_quantity > 0 then
    update public.waitlist w set quantity = p_quantity
    where w.id = p_wait and w.show_id = v_cart.show_id and w.buyer_id = v_cart.buyer_id and w.status = 'waiting' and w.quantity > p_quantity returning * into v_wait;
    if found then
      perform private.note(null, v_wait, 'change', 'changed', 'buyer_said_so', v_wait.chat_message_id, null);
      return next (v_wait.streamer_id, v_wait.show_id, v_wait.chat_message_id, null, v_wait.product_id, 'waitlisted')::private.change;
      -- Fewer may be free already.
      return query select * from private.promote(v_wait.streamer_id, v_wait.variant_id);
    elsif not exists (select 1 from public.waitlist w where w.id = p_wait and w.show_id = v_cart.show_id and w.buyer_id = v_cart.buyer_id
        and w.status = 'waiting' and w.quantity = p_quantity) then
      raise exception 'not_yours' using errcode = 'P0001', hint = 'Only fewer, and only while it waits.';
    end if;
    return;
  elsif p_wait is not null then
    update public.waitlist w set status = 'cancelled', ended_at = now()
    where w.id = p_wait and w.show_id = v_cart.show_id and w.buyer_id = v_cart.buyer_id and w.status = 'waiting' returning * into v_wait;
    if found then
      perform private.note(null, v_wait, 'cancellation', 'cancelled', 'buyer_said_so', v_wait.chat_message_id, null);
      return next (v_wait.streamer_id, v_wait.show_id, v_wait.chat_message_id, null, v_wait.product_id, 'cancelled')::private.change;
    end if;
    return;
  end if;
  select * into v_order from public.orders o where o.id = p_order and o.cart_id = p_cart;
  if not found or p_quantity > v_order.quantity or p_quantity < 0 then
    raise exception 'not_yours' using errcode = 'P0001', hint = 'Only fewer, and only of your own.';
  end if;
  if p_quantity = 0 then
    if exists (select 1 from public.payment_lines l join public.payments p on p.id = l.payment_id where l.order_id = p_order and p.status in ('open', 'processing')) then
      raise exception 'being_paid' using errcode = 'P0001', hint = 'Its checkout is open.';
    end if;
    return query select * from private.end_order(p_order, 'cancelled', 'buyer_declined', null, null);
  else
    return query select * from private.change_order(p_order, v_order.variant_id, p_quantity, 'buyer_said_so', null);
  end if;
end $$;

-- As in 0005, and: a hold stays while the bank decides over its payment.
create or replace function private.expire_holds(p_limit integer default 200)
returns setof private.change language plpgsql volatile set search_path = '' as $$
declare
  v_due record;
  v_last uuid;
begin
  for v_due in
    select d.streamer_id, d.order_id from (
      select h.streamer_id, h.order_id, h.expires_at from public.holds h
      where h.status = 'active' and h.expires_at <= now() and not exists (select 1 from public.payment_lines l
        join public.payments p on p.id = l.payment_id where l.order_id = h.order_id and p.status = 'processing')
      order by h.expires_at limit p_limit) d
    order by d.streamer_id, d.expires_at
  loop
    if v_due.streamer_id is distinct from v_last then
      perform private.lock_streamer(v_due.streamer_id);
      v_last := v_due.streamer_id;
    end if;
    -- Once more under the lock: meanwhile it may have been paid, extended or ended.
    if exists (select 1 from public.holds h where h.order_id = v_due.order_id and h.status = 'active' and h.expires_at <= now())
      and not exists (select 1 from public.payment_lines l join public.payments p on p.id = l.payment_id where l.order_id = v_due.order_id and p.status = 'processing') then
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

-- As in 0006, and the ledger says so.
create or replace function public.extend_hold(p_order uuid, p_seconds integer)
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
    perform private.note(v_order, null, 'extension', 'changed', 'seller_said_so', null, auth.uid());
    return next (v_order.streamer_id, v_order.show_id,
      (select m.chat_message_id from public.chat_message_order_mapping m where m.order_id = p_order limit 1),
      p_order, v_order.product_id, 'held')::private.change;
  end if;
end $$;

-- Packs a cart's paid, unpacked lines into one parcel (p_status packed), and says what became of a parcel (shipped with a number, delivered).
-- p_shipment null: makes one. Every role. P0001 `nothing_to_pack`, `unknown_parcel`, `bad_status`. Returns the parcel. Safe to run twice with the parcel's id.
create function public.save_shipment(p_cart uuid, p_shipment uuid, p_status text, p_carrier text default null, p_tracking text default null)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_streamer uuid;
  v_id uuid := p_shipment;
  v_shipped boolean;
begin
  select c.streamer_id into v_streamer from public.carts c where c.id = p_cart;
  perform private.require_role(v_streamer, '{owner,moderator,packer}');
  if p_status is null or p_status not in ('packed', 'shipped', 'delivered') then
    raise exception 'bad_status' using errcode = 'P0001', hint = 'packed, shipped or delivered.';
  end if;
  perform private.lock_streamer(v_streamer);
  if v_id is null then
    if not exists (select 1 from public.orders o where o.cart_id = p_cart and o.status = 'paid' and o.shipment_id is null) then
      raise exception 'nothing_to_pack' using errcode = 'P0001', hint = 'Everything that is paid is packed.';
    end if;
    insert into public.shipments (streamer_id, cart_id) values (v_streamer, p_cart) returning id into v_id;
    update public.orders o set shipment_id = v_id, updated_at = now() where o.cart_id = p_cart and o.status = 'paid' and o.shipment_id is null;
  end if;
  select t.shipped_at is not null into v_shipped from public.shipments t where t.id = v_id and t.cart_id = p_cart;
  if not found then
    raise exception 'unknown_parcel' using errcode = 'P0001', hint = 'It may have been unpacked meanwhile.';
  end if;
  update public.shipments t set carrier = coalesce(p_carrier, t.carrier), tracking_number = coalesce(p_tracking, t.tracking_number),
    shipped_at = case when p_status in ('shipped', 'delivered') then coalesce(t.shipped_at, now()) end,
    delivered_at = case when p_status = 'delivered' then coalesce(t.delivered_at, now()) end
  where t.id = v_id;
  if p_status = 'shipped' and not v_shipped then
    insert into public.outbox (streamer_id, topic, cart_id) values (v_streamer, 'parcel.shipped', p_cart);
  end if;
  return v_id;
end $$;

-- Takes a parcel apart again, before it is shipped. Every role. Safe to run twice.
create function public.unpack_shipment(p_shipment uuid)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare v_streamer uuid;
begin
  select t.streamer_id into v_streamer from public.shipments t where t.id = p_shipment and t.shipped_at is null;
  if not found then return; end if;
  perform private.require_role(v_streamer, '{owner,moderator,packer}');
  perform private.lock_streamer(v_streamer);
  -- Once more under the lock: meanwhile it may have been sent.
  if not exists (select 1 from public.shipments t where t.id = p_shipment and t.shipped_at is null) then return; end if;
  update public.orders set shipment_id = null, updated_at = now() where shipment_id = p_shipment;
  delete from public.shipments where id = p_shipment;
end $$;

-- Makes (p_id null) or changes a discount code. Owner only. A code that is taken is 23505.
create function public.save_discount(p_streamer uuid, p_discount jsonb)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare v_id uuid := (p_discount ->> 'id')::uuid;
begin
  perform private.require_role(p_streamer, '{owner}');
  insert into public.discounts as d (id, streamer_id, code, kind, value, min_minor, max_uses, ends_at, archived_at)
  values (coalesce(v_id, gen_random_uuid()), p_streamer, p_discount ->> 'code', p_discount ->> 'kind', (p_discount ->> 'value')::bigint,
    coalesce((p_discount ->> 'minMinor')::bigint, 0), (p_discount ->> 'maxUses')::integer, (p_discount ->> 'endsAt')::timestamptz,
    case when (p_discount ->> 'archived')::boolean then now() end)
  on conflict (id) do update set code = excluded.code, kind = excluded.kind, value = excluded.value, min_minor = excluded.min_minor,
    max_uses = excluded.max_uses, ends_at = excluded.ends_at, archived_at = excluded.archived_at where d.streamer_id = p_streamer
  returning d.id into v_id;
  if v_id is null then raise exception 'unknown_discount' using errcode = 'P0001'; end if;
  return v_id;
end $$;

-- Hands over what waits in the outbox, oldest first, each with the cart it is about (made, when somebody only waits in line so far).
-- The caller turns the rows into jobs in this same transaction: then each becomes a job once. p_streamer: of this seller only. Several may call it at once.
create function private.take_outbox(p_limit integer default 200, p_streamer uuid default null)
returns setof public.outbox language plpgsql volatile set search_path = '' as $$
declare v_ids bigint[];
begin
  select array_agg(t.id) into v_ids from (
    select o.id from public.outbox o where o.delivered_at is null and (p_streamer is null or o.streamer_id = p_streamer) order by o.id limit p_limit for update skip locked) t;
  if v_ids is null then return; end if;
  insert into public.carts (streamer_id, show_id, buyer_id)
  select distinct w.streamer_id, w.show_id, w.buyer_id from public.outbox x join public.waitlist w on w.id = x.waitlist_id where x.id = any (v_ids)
  on conflict (show_id, buyer_id) do nothing;
  update public.outbox x set delivered_at = now(), cart_id = coalesce(y.cart_id, o.cart_id, c.id, p.cart_id)
  from public.outbox y
  left join public.orders o on o.id = y.order_id
  left join public.waitlist w on w.id = y.waitlist_id
  left join public.carts c on c.show_id = w.show_id and c.buyer_id = w.buyer_id
  left join public.payments p on p.id = y.payment_id
  where x.id = y.id and x.id = any (v_ids);
  return query select * from public.outbox x where x.id = any (v_ids) order by x.id;
end $$;
