-- Seeing products: features of catalogue pictures, what frames showed, and pins that the camera sets.

-- What the matcher knows of each catalogue picture, kept so that a restart prepares nothing anew. Another model's rows
-- stay, and answer, until the new model's are there. For the machine only.
create table private.picture_features (
  streamer_id uuid not null references public.streamers on delete cascade,
  -- As in products.pictures.
  path text not null,
  -- The matcher's version and its encoder.
  model text not null,
  features bytea,
  -- Why there are none, in words for the seller.
  problem text,
  -- When a problem may have passed; null: never by itself.
  retry_at timestamptz,
  prepared_at timestamptz not null default now(),
  primary key (streamer_id, path, model),
  check ((features is null) <> (problem is null))
);
alter table private.picture_features enable row level security;

-- How long frames are kept.
alter table public.streamers add column frame_days integer not null default 7 check (frame_days between 1 and 365);

-- What the matcher saw in the frame: {"version": the catalogue's, "recognition": see lib/vision/schema.ts}.
alter table public.frames add column sighting jsonb;
create index frames_age on public.frames (created_at);
create index product_matches_frame on public.product_matches (frame_id) where frame_id is not null;

-- A pin by hand is as sure as the seller; one by the camera has the matcher's score.
alter table public.pins
  add column source text not null default 'hand' check (source in ('hand', 'camera')),
  add column score real check (score between 0 and 1),
  add constraint camera_pins_have_scores check (source = 'hand' or score is not null);

-- Whether what the camera sees is put on screen by itself.
alter table public.shows add column follow_camera boolean not null default false;

drop function public.pin_product(uuid, uuid);
-- Puts a product on screen (null: nothing) from this moment on. p_source 'camera' needs p_score (0..1), for the camera of
-- the person who is signed in. Owner or moderator. Returns the show.
create function public.pin_product(p_streamer uuid, p_product uuid, p_source text default 'hand', p_score real default null)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare v_show public.shows;
begin
  perform private.require_role(p_streamer, '{owner,moderator}');
  v_show := private.current_show(p_streamer);
  insert into public.pins (streamer_id, show_id, product_id, pinned_at, source, score)
  values (p_streamer, v_show.id, p_product, clock_timestamp(), p_source, case when p_source = 'camera' then p_score end);
  return v_show.id;
end $$;

-- Puts on screen what a posted frame showed, from the time it was taken; nothing unless the live show follows the camera,
-- the frame is of the last 30 seconds and later than the last pin, something else is on screen, and nobody has pinned by
-- hand in the last 20 seconds. Returns the show, or null when nothing was pinned. Safe to run twice.
create function private.camera_pin(p_streamer uuid, p_product uuid, p_score real, p_taken_at timestamptz)
returns uuid language plpgsql volatile set search_path = '' as $$
declare
  v_show uuid;
  v_last public.pins;
begin
  -- Two frames at once would both find the old pin.
  select s.id into v_show from public.shows s
  where s.streamer_id = p_streamer and s.status = 'live' and s.follow_camera for update;
  if not found or p_taken_at < clock_timestamp() - interval '30 seconds' then return null; end if;
  select * into v_last from public.pins p where p.show_id = v_show order by p.pinned_at desc, p.id desc limit 1;
  if v_last.product_id = p_product or v_last.pinned_at >= p_taken_at or exists (select 1 from public.pins p
      where p.show_id = v_show and p.source = 'hand' and p.pinned_at > clock_timestamp() - interval '20 seconds') then
    return null;
  end if;
  insert into public.pins (streamer_id, show_id, product_id, pinned_at, source, score)
  values (p_streamer, v_show, p_product, least(p_taken_at, clock_timestamp()), 'camera', p_score);
  return v_show;
end $$;

-- Changes how the live show (else the last one) is run; null leaves a value as it is. Owner or moderator. Safe to run twice.
create function public.save_show(p_streamer uuid, p_delay_ms integer default null, p_follow_camera boolean default null)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare v_show public.shows;
begin
  perform private.require_role(p_streamer, '{owner,moderator}');
  v_show := private.current_show(p_streamer);
  update public.shows s set delay_ms = coalesce(p_delay_ms, s.delay_ms), follow_camera = coalesce(p_follow_camera, s.follow_camera)
  where s.id = v_show.id;
  return v_show.id;
end $$;

drop function public.save_settings(uuid, text, text, integer, numeric, numeric);
-- Owner only: changes the workspace's settings; null leaves a value as it is. Safe to run twice.
create function public.save_settings(p_streamer uuid, p_name text default null, p_currency text default null,
  p_hold_seconds integer default null, p_claim_threshold numeric default null, p_match_threshold numeric default null,
  p_frame_days integer default null)
returns public.streamers language plpgsql volatile security definer set search_path = '' as $$
declare v_row public.streamers;
begin
  perform private.require_role(p_streamer, '{owner}');
  update public.streamers s set
    name = coalesce(p_name, s.name),
    currency = coalesce(p_currency, s.currency),
    hold_seconds = coalesce(p_hold_seconds, s.hold_seconds),
    claim_threshold = coalesce(p_claim_threshold, s.claim_threshold),
    match_threshold = coalesce(p_match_threshold, s.match_threshold),
    frame_days = coalesce(p_frame_days, s.frame_days),
    catalogue_version = s.catalogue_version + 1
  where s.id = p_streamer returning * into v_row;
  return v_row;
end $$;

-- As in 0007, and whether the show follows the camera, and who put on screen what is there.
create or replace view public.show_feed with (security_invoker = true) as
select s.id, s.streamer_id, s.title, s.status, s.platforms, s.hold_seconds, s.delay_ms, s.mode, s.starts_at, s.started_at, s.ended_at,
  s.created_at, pin.product_id as pinned_product_id, pin.pinned_at, t.currency,
  coalesce(o.held, 0) as held, coalesce(o.held_minor, 0) as held_minor, coalesce(o.paid, 0) as paid,
  coalesce(o.paid_minor, 0) as paid_minor, coalesce(o.unpaid, 0) as unpaid, coalesce(o.orders, 0) as orders,
  (select count(*) from public.waitlist w where w.show_id = s.id and w.status = 'waiting') as waiting,
  (select private.snapshot_version()) as version,
  s.follow_camera, pin.source as pinned_by, pin.score as pinned_score
from public.shows s
join public.streamers t on t.id = s.streamer_id
left join lateral (select p.product_id, p.pinned_at, p.source, p.score from public.pins p where p.show_id = s.id order by p.pinned_at desc, p.id desc limit 1) pin on true
left join lateral (select count(*) as orders,
  count(*) filter (where z.status = 'pending') as held, sum(z.total_minor) filter (where z.status = 'pending') as held_minor,
  count(*) filter (where z.status = 'paid') as paid, sum(z.total_minor) filter (where z.status = 'paid') as paid_minor,
  count(*) filter (where z.status = 'expired') as unpaid
  from public.orders z where z.show_id = s.id) o on true;

revoke execute on function public.pin_product(uuid, uuid, text, real), public.save_show(uuid, integer, boolean),
  public.save_settings(uuid, text, text, integer, numeric, numeric, integer) from public, anon, authenticated;
grant execute on function public.pin_product(uuid, uuid, text, real), public.save_show(uuid, integer, boolean),
  public.save_settings(uuid, text, text, integer, numeric, numeric, integer) to authenticated;
revoke execute on function private.camera_pin(uuid, uuid, real, timestamptz) from public;
grant execute on function private.camera_pin(uuid, uuid, real, timestamptz) to service_role;
