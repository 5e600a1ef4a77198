-- Sellers, the people who work for them, and the bridges that speak for them.
-- Every table carries streamer_id; row-level security reads it through private.my_streamers().

-- Functions in `private` are never reachable over the REST API: only `public` is exposed.
create schema if not exists private;
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

-- A seller's workspace. `handle` is the name bridges put in `streamer`.
create table public.streamers (
  id uuid primary key default gen_random_uuid(),
  handle text not null unique check (char_length(handle) between 1 and 255),
  name text not null check (char_length(name) between 1 and 120),
  currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  claim_threshold numeric(4, 3) not null default 0.500 check (claim_threshold between 0 and 1),
  match_threshold numeric(4, 3) not null default 0.700 check (match_threshold between 0 and 1),
  hold_seconds integer not null default 900 check (hold_seconds between 30 and 604800),
  late_claim_seconds integer not null default 1800 check (late_claim_seconds between 0 and 86400),
  -- Bumped by triggers when products, variants' names or pins change; the pipeline reloads its copy when it moved.
  catalogue_version bigint not null default 1,
  created_at timestamptz not null default now()
);

create table public.members (
  streamer_id uuid not null references public.streamers on delete cascade,
  -- auth.users.id; no foreign key, since the auth schema belongs to Supabase and may be restored on its own.
  user_id uuid not null,
  email text not null check (char_length(email) between 3 and 320),
  role text not null check (role in ('owner', 'moderator', 'packer')),
  created_at timestamptz not null default now(),
  primary key (streamer_id, user_id)
);
create index members_user on public.members (user_id);

-- An invitation is a link; only the SHA-256 of its token is kept.
create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null references public.streamers on delete cascade,
  role text not null check (role in ('moderator', 'packer')),
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz
);
create index invitations_streamer on public.invitations (streamer_id);

-- A bridge's key: 256 random bits, so one SHA-256 is enough. `prefix` is what people recognise it by.
create table public.bridge_keys (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null references public.streamers on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  prefix text not null,
  key_hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index bridge_keys_streamer on public.bridge_keys (streamer_id);

-- The sellers the signed-in person works for in one of these roles. Used by every policy; as a set so that
-- Postgres evaluates it once per query and not once per row.
create function private.my_streamers(p_roles text[] default '{owner,moderator,packer}')
returns setof uuid language sql stable security definer set search_path = '' as $$
  select m.streamer_id from public.members m where m.user_id = (select auth.uid()) and m.role = any (p_roles)
$$;

-- Raises 42501 `not_allowed` unless the signed-in person has one of these roles at this seller.
create function private.require_role(p_streamer uuid, p_roles text[])
returns void language plpgsql stable security definer set search_path = '' as $$
begin
  if p_streamer is null or not exists (select 1 from private.my_streamers(p_roles) s where s = p_streamer) then
    raise exception 'not_allowed' using errcode = '42501', hint = 'Ask the owner of this workspace for access.';
  end if;
end $$;

-- Serialises everything that decides over one seller's stock. Held until the transaction ends. Whoever needs
-- several sellers takes them in order of id, so two transactions never wait for each other.
create function private.lock_streamer(p_streamer uuid)
returns void language sql volatile set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended(p_streamer::text, 7))
$$;

-- The signed-in person's new workspace: streamer plus owner membership. The handle is made unique by a number
-- when taken, unless it is taken by a streamer nobody works for: comments without a key on loopback make those, and the
-- first person who signs up under that name takes it over. Not safe to run twice: a person may own several (20 at most).
create function public.create_workspace(p_name text, p_currency text default 'USD')
returns public.streamers language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := auth.uid();
  v_base text := nullif(trim(both '-' from regexp_replace(lower(trim(p_name)), '[^[:alnum:]_]+', '-', 'g')), '');
  v_handle text;
  v_row public.streamers;
begin
  if v_user is null then
    raise exception 'not_signed_in' using errcode = '42501';
  end if;
  if (select count(*) from public.members m where m.user_id = v_user) >= 20 then
    raise exception 'too_many_workspaces' using errcode = 'P0001', hint = 'Leave one first.';
  end if;
  v_base := left(coalesce(v_base, 'shop'), 60);
  v_handle := v_base;
  -- Two people at once must not both find nobody there.
  perform pg_advisory_xact_lock(hashtextextended('workspace:' || v_base, 7));
  update public.streamers s set name = left(trim(p_name), 120), currency = p_currency
  where s.handle = v_handle and not exists (select 1 from public.members m where m.streamer_id = s.id)
  returning * into v_row;
  for i in 1..50 loop
    exit when v_row.id is not null;
    insert into public.streamers (handle, name, currency) values (v_handle, left(trim(p_name), 120), p_currency)
    on conflict (handle) do nothing returning * into v_row;
    v_handle := v_base || '-' || substr(md5(gen_random_uuid()::text), 1, 4 + i / 10);
  end loop;
  insert into public.members (streamer_id, user_id, email, role)
  values (v_row.id, v_user, coalesce(auth.jwt() ->> 'email', v_user::text), 'owner');
  return v_row;
end $$;

-- Joins the seller that an invitation names; the token is the secret part of the link. Raises P0001
-- `invitation_invalid` when unknown, used or past its date. Safe to run twice by the same person.
create function public.accept_invitation(p_token text)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_inv public.invitations;
begin
  if auth.uid() is null then
    raise exception 'not_signed_in' using errcode = '42501';
  end if;
  select * into v_inv from public.invitations i
  where i.token_hash = encode(sha256(convert_to(p_token, 'UTF8')), 'hex') for update;
  if found and exists (select 1 from public.members m where m.streamer_id = v_inv.streamer_id and m.user_id = auth.uid()) then
    return v_inv.streamer_id;
  end if;
  if v_inv.id is null or v_inv.accepted_at is not null or v_inv.expires_at < now() then
    raise exception 'invitation_invalid' using errcode = 'P0001', hint = 'Ask for a new link.';
  end if;
  update public.invitations set accepted_at = now() where id = v_inv.id;
  insert into public.members (streamer_id, user_id, email, role)
  values (v_inv.streamer_id, auth.uid(), coalesce(auth.jwt() ->> 'email', auth.uid()::text), v_inv.role);
  return v_inv.streamer_id;
end $$;

-- Owner only: keeps the hash of a new invitation's token, made by the caller.
create function public.create_invitation(p_streamer uuid, p_role text, p_token_hash text)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare v_id uuid;
begin
  perform private.require_role(p_streamer, '{owner}');
  insert into public.invitations (streamer_id, role, token_hash) values (p_streamer, p_role, p_token_hash)
  returning id into v_id;
  return v_id;
end $$;

-- Owner only: takes a member out. The last owner stays (P0001 `last_owner`). Safe to run twice.
create function public.remove_member(p_streamer uuid, p_user uuid)
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.require_role(p_streamer, '{owner}');
  perform private.lock_streamer(p_streamer);
  if not exists (select 1 from public.members m where m.streamer_id = p_streamer and m.role = 'owner' and m.user_id <> p_user) then
    raise exception 'last_owner' using errcode = 'P0001', hint = 'A workspace needs an owner.';
  end if;
  delete from public.members m where m.streamer_id = p_streamer and m.user_id = p_user;
end $$;

-- Owner only: keeps the hash of a new bridge key; the key itself never reaches the database.
create function public.create_bridge_key(p_streamer uuid, p_name text, p_prefix text, p_key_hash text)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare v_id uuid;
begin
  perform private.require_role(p_streamer, '{owner}');
  insert into public.bridge_keys (streamer_id, name, prefix, key_hash) values (p_streamer, p_name, p_prefix, p_key_hash)
  returning id into v_id;
  return v_id;
end $$;

-- Owner only: a revoked key is refused within two seconds (the web process caches keys that long). Safe to run twice.
create function public.revoke_bridge_key(p_streamer uuid, p_key uuid)
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.require_role(p_streamer, '{owner}');
  update public.bridge_keys set revoked_at = coalesce(revoked_at, now()) where id = p_key and streamer_id = p_streamer;
end $$;

-- Owner only: changes the workspace's settings; null leaves a value as it is. Safe to run twice.
create function public.save_settings(p_streamer uuid, p_name text default null, p_currency text default null,
  p_hold_seconds integer default null, p_claim_threshold numeric default null, p_match_threshold numeric default null)
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
    catalogue_version = s.catalogue_version + 1
  where s.id = p_streamer returning * into v_row;
  return v_row;
end $$;
