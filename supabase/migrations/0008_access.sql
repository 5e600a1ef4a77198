-- Who may see and do what. People read tables and feeds (row-level security decides which rows) and change things only
-- through the functions of 0001 and 0006. Nobody who is not signed in reaches anything.

do $$
declare t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table public.%I enable row level security', t);
    execute format('revoke all on public.%I from anon, authenticated', t);
  end loop;
  for t in select viewname from pg_views where schemaname = 'public' loop
    execute format('revoke all on public.%I from anon, authenticated', t);
    execute format('grant select on public.%I to authenticated, service_role', t);
  end loop;
end $$;

grant select on public.streamers, public.members, public.shows, public.products, public.variants, public.pins, public.buyers,
  public.buyer_handles, public.chat_messages, public.nlp_intents, public.product_matches, public.parked_comments, public.orders,
  public.holds, public.waitlist, public.claims, public.chat_message_order_mapping, public.payment_notifications, public.frames
  to authenticated;
-- Not their secrets: the carts' tokens, the keys' and invitations' hashes.
grant select (id, streamer_id, show_id, buyer_id, created_at) on public.carts to authenticated;
grant select (id, streamer_id, name, prefix, created_at, last_used_at, revoked_at) on public.bridge_keys to authenticated;
grant select (id, streamer_id, role, created_at, expires_at, accepted_at) on public.invitations to authenticated;
grant all on all tables in schema public to service_role;

create policy members_read on public.streamers for select to authenticated using (id in (select private.my_streamers()));

-- Everybody at the seller, packers too.
do $$
declare t text;
begin
  foreach t in array array['members', 'shows', 'products', 'variants', 'pins', 'buyers', 'buyer_handles', 'orders', 'holds',
    'carts', 'waitlist', 'claims', 'chat_message_order_mapping', 'payment_notifications', 'chat_messages', 'nlp_intents'] loop
    execute format('create policy members_read on public.%I for select to authenticated using (streamer_id in (select private.my_streamers()))', t);
  end loop;
  foreach t in array array['product_matches', 'parked_comments', 'frames'] loop
    execute format('create policy desk_read on public.%I for select to authenticated using (streamer_id in (select private.my_streamers(''{owner,moderator}'')))', t);
  end loop;
  foreach t in array array['bridge_keys', 'invitations'] loop
    execute format('create policy owner_read on public.%I for select to authenticated using (streamer_id in (select private.my_streamers(''{owner}'')))', t);
  end loop;
end $$;

revoke all on all sequences in schema public from anon, authenticated;

-- Not reachable over the REST API; closed to everybody but the functions' owner all the same.
alter table private.requests enable row level security;
alter table private.order_numbers enable row level security;

-- Functions are callable by PUBLIC unless taken away.
revoke execute on all functions in schema private from public;
revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on function private.my_streamers(text[]) to authenticated;
grant execute on all functions in schema private to service_role;
grant execute on function public.create_workspace(text, text), public.accept_invitation(text), public.create_invitation(uuid, text, text),
  public.remove_member(uuid, uuid), public.create_bridge_key(uuid, text, text, text), public.revoke_bridge_key(uuid, uuid),
  public.save_settings(uuid, text, text, integer, numeric, numeric), public.pin_product(uuid, uuid), public.claim_comment(bigint, uuid, integer),
  public.ignore_comment(bigint), public.cancel_order(uuid), public.extend_hold(uuid, integer), public.save_product(uuid, jsonb),
  public.archive_product(uuid, boolean), public.start_show(uuid, text), public.end_show(uuid) to authenticated;
