-- The picture that a seller lays over their video: what is on screen, its price, what is left of it, who claimed last.

-- Where it is: whoever has the token sees it. In a table of its own, because everybody who works for a seller reads public.streamers.
create table private.overlays (
  streamer_id uuid primary key references public.streamers on delete cascade,
  token text not null unique default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  changed_at timestamptz not null default now()
);

-- The secret part of the overlay's address, made when it is first asked for. Owner only. Safe to run twice.
create function public.overlay_link(p_streamer uuid)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare v_token text;
begin
  perform private.require_role(p_streamer, '{owner}');
  insert into private.overlays (streamer_id) values (p_streamer) on conflict (streamer_id) do nothing;
  select o.token into v_token from private.overlays o where o.streamer_id = p_streamer;
  return v_token;
end $$;

-- A new address; the old one shows nothing from now on. Owner only.
create function public.rotate_overlay(p_streamer uuid)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare v_token text;
begin
  perform private.require_role(p_streamer, '{owner}');
  insert into private.overlays as o (streamer_id) values (p_streamer)
  on conflict (streamer_id) do update set token = excluded.token, changed_at = now() returning o.token into v_token;
  return v_token;
end $$;

-- What the overlay behind a token shows, as one JSON object (OverlayRow in lib/overlay/read.ts); null when there is none. Outside a live show
-- there is no product and nobody. `left` and `waiting`: units free, and places in line, by variant. `claims`: granted in the last five minutes.
-- `buyers`: whole names of those whose claims count, the last first: to be shortened before anybody sees them.
create function private.overlay_state(p_token text)
returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'live', s.id is not null,
    'product', (select jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'picture', p.pictures[1], 'currency', p.currency,
        'variants', coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'priceMinor', coalesce(v.price_minor, p.price_minor),
            'left', v.stock - v.held - v.sold,
            'waiting', (select count(*) from public.waitlist w where w.variant_id = v.id and w.status = 'waiting'))
          order by v.position, v.created_at)
          from public.variants v where v.product_id = p.id and v.archived_at is null), '[]'))
      from (select x.product_id from public.pins x where x.show_id = s.id order by x.pinned_at desc, x.id desc limit 1) pin
      join public.products p on p.id = pin.product_id and p.archived_at is null),
    'claims', (select count(*) from (select 1 from public.claims c where c.show_id = s.id and c.created_at > now() - interval '5 minutes'
      and c.entry in ('claim', 'correction') and c.outcome in ('held', 'waitlisted') limit 1000) recent),
    -- What was decided in one go has one created_at: then the later number is the newer.
    'buyers', coalesce((select jsonb_agg(r.name order by r.newest desc) from (
        select b.name, max(o.n) as newest from (select y.buyer_id, row_number() over (order by y.created_at, length(y.order_no), y.order_no) as n from public.orders y
            where y.show_id = s.id and y.status in ('pending', 'paid') order by n desc limit 30) o
        join public.buyers b on b.id = o.buyer_id and b.status <> 'banned' group by b.id order by newest desc limit 8) r), '[]'))
  from private.overlays a
  left join public.shows s on s.streamer_id = a.streamer_id and s.status = 'live'
  where a.token = p_token
$$;

alter table private.overlays enable row level security;
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private') and p.proname in ('overlay_link', 'rotate_overlay', 'overlay_state') loop
    execute format('revoke execute on function %s from public, anon, authenticated', f);
    execute format('grant execute on function %s to %I', f, case when f::text like 'private.%' then 'service_role' else 'authenticated' end);
  end loop;
end $$;
