-- Carts, orders, holds, the waitlist, the ledger and the outbox.

create table public.carts (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null,
  show_id uuid not null,
  buyer_id uuid not null,
  -- The secret part of the buyer's link.
  token text not null unique default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  created_at timestamptz not null default now(),
  unique (show_id, buyer_id),
  unique (streamer_id, id),
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete cascade,
  foreign key (streamer_id, buyer_id) references public.buyers (streamer_id, id)
);

-- The last order number given out on a day, per seller.
create table private.order_numbers (
  streamer_id uuid not null references public.streamers on delete cascade,
  day date not null,
  last integer not null,
  primary key (streamer_id, day)
) with (fillfactor = 50);

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null,
  -- ORD-YYYYMMDD-NNNNN, the day in UTC; unique for a seller.
  order_no text not null,
  show_id uuid not null,
  cart_id uuid not null,
  buyer_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  quantity integer not null check (quantity between 1 and 999),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status text not null default 'pending' check (status in ('pending', 'paid', 'cancelled', 'expired')),
  source text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (streamer_id, order_no),
  unique (streamer_id, id),
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete cascade,
  foreign key (streamer_id, cart_id) references public.carts (streamer_id, id) on delete cascade,
  foreign key (streamer_id, buyer_id) references public.buyers (streamer_id, id),
  foreign key (streamer_id, product_id) references public.products (streamer_id, id),
  foreign key (streamer_id, variant_id) references public.variants (streamer_id, id)
);
create index orders_show on public.orders (show_id, created_at desc);
create index orders_recent on public.orders (streamer_id, created_at desc, id desc);
create index orders_buyer on public.orders (buyer_id, show_id);

-- Units taken out of sale for an order until `expires_at`.
create table public.holds (
  id bigint generated always as identity primary key,
  streamer_id uuid not null,
  order_id uuid not null unique,
  variant_id uuid not null,
  quantity integer not null check (quantity > 0),
  status text not null default 'active' check (status in ('active', 'released', 'expired', 'paid')),
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (streamer_id, order_id) references public.orders (streamer_id, id) on delete cascade,
  foreign key (streamer_id, variant_id) references public.variants (streamer_id, id)
);
create index holds_due on public.holds (expires_at) where status = 'active';
create index holds_variant on public.holds (variant_id) where status = 'active';

create table public.waitlist (
  id bigint generated always as identity primary key,
  streamer_id uuid not null,
  show_id uuid not null,
  buyer_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  chat_message_id bigint references public.chat_messages on delete set null,
  quantity integer not null check (quantity between 1 and 999),
  -- Order of the line: the arrival of the claim.
  arrival bigint not null,
  source text not null,
  status text not null default 'waiting' check (status in ('waiting', 'promoted', 'cancelled')),
  order_id uuid,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete cascade,
  foreign key (streamer_id, buyer_id) references public.buyers (streamer_id, id),
  foreign key (streamer_id, product_id) references public.products (streamer_id, id),
  foreign key (streamer_id, variant_id) references public.variants (streamer_id, id),
  foreign key (streamer_id, order_id) references public.orders (streamer_id, id)
);
create index waitlist_line on public.waitlist (variant_id, arrival, id) where status = 'waiting';
create index waitlist_show on public.waitlist (show_id, buyer_id);

-- The ledger: who asked for what and when, what became of it, and why. Rows are only ever added.
create table public.claims (
  id bigint generated always as identity primary key,
  streamer_id uuid not null,
  show_id uuid not null,
  chat_message_id bigint references public.chat_messages on delete restrict,
  buyer_id uuid,
  product_id uuid,
  variant_id uuid,
  order_id uuid,
  waitlist_id bigint,
  entry text not null check (entry in ('claim', 'correction', 'promotion', 'expiry', 'cancellation', 'ignored')),
  outcome text not null check (outcome in ('held', 'waitlisted', 'review', 'rejected', 'expired', 'cancelled', 'ignored', 'nothing')),
  -- One of a closed list that the screens put into words, see lib/claims/schema.ts.
  reason text not null,
  quantity integer not null default 1,
  -- Place among all claims for this variant in this show, 1 = first.
  rank integer,
  intent text,
  score real,
  resolved_by text,
  source text not null,
  said_at timestamptz not null,
  received_at timestamptz not null,
  arrival bigint not null,
  -- The person who did it, null for the machine.
  actor uuid,
  -- The caller's Idempotency-Key, when the claim came over HTTP.
  request_key text check (char_length(request_key) between 1 and 255),
  created_at timestamptz not null default now(),
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete restrict
);
-- One platform message, at most one claim, and at most one of its claims granted.
create unique index claims_one_per_message on public.claims (chat_message_id) where entry = 'claim';
create unique index claims_one_grant_per_message on public.claims (chat_message_id)
  where entry in ('claim', 'correction') and outcome in ('held', 'waitlisted');
create unique index claims_request_key on public.claims (streamer_id, request_key) where request_key is not null;
create index claims_message on public.claims (chat_message_id, id desc);
create index claims_order on public.claims (order_id, id);
create index claims_rank on public.claims (variant_id, show_id, rank desc);
create index claims_show on public.claims (show_id, id desc);

create function private.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'ledger_is_append_only' using errcode = '42501';
end $$;
create trigger claims_append_only before update or delete or truncate on public.claims
  for each statement execute function private.refuse_change();

create table public.chat_message_order_mapping (
  chat_message_id bigint not null references public.chat_messages on delete cascade,
  order_id uuid not null,
  streamer_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (chat_message_id, order_id),
  foreign key (streamer_id, order_id) references public.orders (streamer_id, id) on delete cascade
);
create index chat_message_order_mapping_order on public.chat_message_order_mapping (order_id);

-- What was sent to a buyer about an order, and what became of it.
create table public.payment_notifications (
  id bigint generated always as identity primary key,
  streamer_id uuid not null,
  order_id uuid not null,
  channel text not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'delivered', 'failed')),
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (streamer_id, order_id) references public.orders (streamer_id, id) on delete cascade
);
create index payment_notifications_order on public.payment_notifications (order_id);

-- Messages to the world, written in the transaction that caused them and delivered afterwards.
create table public.outbox (
  id bigint generated always as identity primary key,
  streamer_id uuid not null references public.streamers on delete cascade,
  topic text not null check (topic in ('order.held', 'order.promoted', 'order.expired', 'order.cancelled', 'claim.waitlisted')),
  order_id uuid,
  waitlist_id bigint,
  created_at timestamptz not null default now(),
  delivered_at timestamptz
);
create index outbox_open on public.outbox (id) where delivered_at is null;
