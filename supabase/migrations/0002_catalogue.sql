-- Shows, products, their variants and stock, and what was on screen when.

create table public.shows (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null references public.streamers on delete cascade,
  title text not null check (char_length(title) between 1 and 120),
  status text not null default 'planned' check (status in ('planned', 'live', 'ended')),
  platforms text[] not null default '{}',
  hold_seconds integer not null default 900 check (hold_seconds between 30 and 604800),
  -- How much later than the camera the viewers see it.
  delay_ms integer not null default 0 check (delay_ms between 0 and 120000),
  -- `review`: no claim becomes an order by itself.
  mode text not null default 'auto' check (mode in ('auto', 'review')),
  starts_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  unique (streamer_id, id)
);
create unique index shows_one_live on public.shows (streamer_id) where status = 'live';
create index shows_recent on public.shows (streamer_id, created_at desc);

create sequence public.product_key_seq;
-- PROD-00001, with more digits above 99999: over all sellers.
create function private.next_product_key()
returns text language sql volatile security definer set search_path = '' as $$
  select 'PROD-' || lpad(n::text, greatest(5, length(n::text)), '0') from nextval('public.product_key_seq') n
$$;
create table public.products (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null references public.streamers on delete cascade,
  -- The name integrations use: PROD-00001.
  key text not null unique default private.next_product_key(),
  -- What viewers type and what stands on screen: 14, A17. Unique among products that are not archived.
  code text not null check (code ~ '^[[:alnum:]][[:alnum:]_-]{0,23}$'),
  name text not null check (char_length(name) between 1 and 160),
  description text not null default '' check (char_length(description) <= 4000),
  price_minor bigint not null check (price_minor between 0 and 1000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  aliases text[] not null default '{}' check (cardinality(aliases) <= 40),
  pictures text[] not null default '{}' check (cardinality(pictures) <= 5),
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  unique (streamer_id, id)
);
create unique index products_code on public.products (streamer_id, lower(code)) where archived_at is null;

create table public.variants (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null,
  product_id uuid not null,
  name text not null check (char_length(name) between 1 and 120),
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object'),
  sku text check (char_length(sku) <= 64),
  -- null: the product's price.
  price_minor bigint check (price_minor between 0 and 1000000000000),
  position integer not null default 0,
  archived_at timestamptz,
  -- Units owned, of which `held` wait for payment and `sold` are paid. The sum is the law, not a hope.
  stock integer not null default 0 check (stock between 0 and 1000000),
  held integer not null default 0 check (held >= 0),
  sold integer not null default 0 check (sold >= 0),
  created_at timestamptz not null default now(),
  constraint never_oversold check (held + sold <= stock),
  foreign key (streamer_id, product_id) references public.products (streamer_id, id) on delete cascade,
  unique (streamer_id, id)
) with (fillfactor = 70);
create index variants_product on public.variants (product_id);

-- Which product was on screen from when; the newest row not later than a comment's time (less the show's delay) counts.
create table public.pins (
  id bigint generated always as identity primary key,
  streamer_id uuid not null,
  show_id uuid not null,
  product_id uuid,
  pinned_at timestamptz not null default now(),
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete cascade,
  foreign key (streamer_id, product_id) references public.products (streamer_id, id)
);
create index pins_show on public.pins (show_id, pinned_at desc);

-- Camera or screen pictures of a show, where they are kept and when they were taken.
create table public.frames (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null,
  show_id uuid,
  taken_at timestamptz not null,
  path text not null,
  created_at timestamptz not null default now(),
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete cascade
);
create index frames_time on public.frames (streamer_id, taken_at desc);

-- Marks the seller's catalogue as changed, so that the pipeline reloads its copy with the next batch.
create function private.touch_catalogue() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.streamers set catalogue_version = catalogue_version + 1
  where id = coalesce(new.streamer_id, old.streamer_id);
  return null;
end $$;
create trigger products_touch after insert or update or delete on public.products
  for each row execute function private.touch_catalogue();
create trigger pins_touch after insert on public.pins for each row execute function private.touch_catalogue();
create trigger shows_touch after insert or update on public.shows for each row execute function private.touch_catalogue();
-- Stock moves with every claim and does not change how comments are read: only these columns do.
create trigger variants_touch after insert or delete or update of name, options, archived_at on public.variants
  for each row execute function private.touch_catalogue();

-- The show that a comment arriving now belongs to: the live one; else the one that ended within the seller's
-- late-claim time; else a new live one named by its date, so that no comment is ever without a show.
create function private.current_show(p_streamer uuid)
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
  insert into public.shows (streamer_id, title, status, started_at, hold_seconds)
  select t.id, 'Live on ' || to_char(now() at time zone 'UTC', 'FMDD Mon YYYY'), 'live', now(), t.hold_seconds
  from public.streamers t where t.id = p_streamer
  on conflict (streamer_id) where status = 'live' do nothing returning * into v_show;
  if not found then
    select * into v_show from public.shows s where s.streamer_id = p_streamer and s.status = 'live';
  end if;
  return v_show;
end $$;
