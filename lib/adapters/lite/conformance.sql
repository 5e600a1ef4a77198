-- What the conformance tests need of a database; dropped and made again by each run. The names begin with `conf_`, so
-- that a hosted project can lend its public schema.
drop view if exists public.conf_feed;
drop table if exists public.conf_lines, public.conf_orders, public.conf_products, public.conf_notes cascade;
drop schema if exists conf_private cascade;

create table public.conf_products (
  id bigint generated always as identity primary key,
  sku text not null unique,
  name text not null,
  price numeric(12, 2) not null check (price >= 0),
  rate numeric(4, 3) not null default 0.500,
  total_minor bigint not null default 0,
  stock integer not null default 0 check (stock >= 0),
  tags text[] not null default '{}',
  meta jsonb not null default '{}',
  secret text not null default 'hidden',
  said_at timestamptz,
  day date,
  created_at timestamptz not null default now()
);
create table public.conf_orders (
  id uuid primary key default gen_random_uuid(),
  product_id bigint not null references public.conf_products on delete cascade,
  qty integer not null check (qty > 0),
  note text
);
create table public.conf_notes (
  id bigint generated always as identity primary key,
  user_id uuid not null default auth.uid(),
  body text not null
);
-- Reads are by view and by column; the rows are the owner's.
create view public.conf_feed with (security_invoker = true) as
select n.id, n.body, n.user_id, coalesce(k.n, 0) as same, case when n.body = 'x' then 'ex' else 'other' end as kind,
  coalesce((select jsonb_agg(jsonb_build_object('id', z.id, 'amount', 12345678901) order by z.id) from public.conf_notes z where z.id = n.id), '[]') as items
from public.conf_notes n
left join lateral (select count(*) as n from public.conf_notes z where z.body = n.body) k on true;

alter table public.conf_products enable row level security;
alter table public.conf_orders enable row level security;
alter table public.conf_notes enable row level security;
create policy conf_products_read on public.conf_products for select using (true);
create policy conf_notes_owner on public.conf_notes for all to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());
revoke all on public.conf_products from anon, authenticated;
revoke all on public.conf_feed from anon, authenticated;
grant select (id, sku, name, price) on public.conf_products to authenticated;
grant select on public.conf_feed to authenticated, service_role;

create schema conf_private;
revoke all on schema conf_private from public;
create type conf_private.change as (kind text, id uuid, at timestamptz, amount bigint, data jsonb);

-- The shapes of functions that the product has.
create or replace function public.conf_row(p_sku text) returns public.conf_products language sql stable as
  $$ select * from public.conf_products where sku = p_sku $$;
create or replace function public.conf_set(p_limit integer) returns setof public.conf_products language sql stable as
  $$ select * from public.conf_products order by stock desc limit p_limit $$;
create or replace function public.conf_changes(p_ids uuid[], p_data jsonb) returns setof conf_private.change language sql volatile security definer set search_path = '' as
  $$ select 'order', i, timestamptz '2026-11-21 10:00:00.5+00', 9007199254740991, p_data from unnest(p_ids) i $$;
create or replace function public.conf_table(p_n integer default 2) returns table (place bigint, label text) language sql stable as
  $$ select g, 'row ' || g from generate_series(1, p_n) g $$;
create or replace function public.conf_scalar() returns uuid language sql immutable as $$ select '11111111-1111-4111-8111-111111111111'::uuid $$;
create or replace function public.conf_json(p jsonb) returns jsonb language sql immutable as $$ select jsonb_build_object('type', jsonb_typeof(p), 'value', p) $$;
create or replace function public.conf_void() returns void language sql as $$ select 1 $$;
create or replace function public.conf_denied() returns integer language sql as $$ select 1 $$;
revoke execute on function public.conf_denied() from public, anon, authenticated;
create or replace function public.conf_sell(p_sku text, p_qty integer) returns integer language plpgsql security definer set search_path = '' as $$
declare v_left integer;
begin
  update public.conf_products set stock = stock - p_qty where sku = p_sku and stock >= p_qty returning stock into v_left;
  if not found then raise exception 'out_of_stock' using errcode = 'P0001', detail = p_sku, hint = 'reduce qty'; end if;
  return v_left;
end $$;
create or replace function public.conf_raise(p_code text) returns void language plpgsql as
  $$ begin raise exception 'raised' using errcode = p_code, detail = 'd', hint = 'h'; end $$;
create or replace function public.conf_whoami() returns jsonb language sql stable as
  $$ select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'email', auth.jwt() ->> 'email') $$;
