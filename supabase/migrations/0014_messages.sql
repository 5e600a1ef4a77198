-- Messages to buyers: one row a message, one row of payment_notifications a channel it was tried on. That a channel is being
-- tried is committed before the vendor is called, so a crash in between is known as such and nothing is sent there twice.

alter table public.holds add column reminded_at timestamptz;

create table public.messages (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null,
  buyer_id uuid not null,
  cart_id uuid not null,
  topic text not null check (topic in ('order.held', 'order.promoted', 'order.expired', 'order.cancelled', 'claim.waitlisted',
    'hold.ending', 'payment.received', 'payment.too_late', 'refund.made', 'parcel.shipped')),
  language text not null check (language ~ '^[a-z]{2,3}$'),
  -- What happened, from the rows of the outbox that it is made of.
  order_ids uuid[] not null default '{}',
  waitlist_ids bigint[] not null default '{}',
  payment_ids uuid[] not null default '{}',
  refund_ids uuid[] not null default '{}',
  -- As it was last written, without the link, which is the buyer's secret.
  body text,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'delivered', 'failed', 'skipped')),
  -- Why it failed or was skipped, why it waits, or `by_hand`; a closed list, see lib/messages/schema.ts.
  reason text,
  -- The message that the seller asked to be sent again.
  repeats uuid references public.messages on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (streamer_id, id),
  foreign key (streamer_id, cart_id) references public.carts (streamer_id, id) on delete cascade,
  foreign key (streamer_id, buyer_id) references public.buyers (streamer_id, id)
);
create index messages_cart on public.messages (cart_id, created_at desc);
create index messages_failed on public.messages (streamer_id, created_at desc) where state = 'failed';

alter table public.payment_notifications drop constraint payment_notifications_status_check;
alter table public.payment_notifications
  alter column order_id drop not null,
  drop column detail,
  add column message_id uuid not null,
  -- Masked: enough to recognise it by.
  add column address text,
  add column vendor_id text,
  -- What the vendor said, or ours: a closed list, see lib/messages/schema.ts, or the vendor's code.
  add column problem text,
  -- Times that the vendor was called.
  add column attempts integer not null default 0,
  add column started_at timestamptz,
  -- `queued`: not to be tried before.
  add column next_at timestamptz,
  add column sent_at timestamptz,
  add column delivered_at timestamptz,
  add constraint payment_notifications_channel_check check (channel in ('whatsapp', 'sms', 'email', 'link')),
  add constraint payment_notifications_status_check check (status in ('queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'skipped')),
  add foreign key (streamer_id, message_id) references public.messages (streamer_id, id) on delete cascade;
create unique index payment_notifications_channel on public.payment_notifications (message_id, channel);
create index payment_notifications_vendor on public.payment_notifications (channel, vendor_id) where vendor_id is not null;

alter table public.outbox drop constraint outbox_topic_check;
alter table public.outbox
  -- `message.due`: the next step of a message is to be taken now.
  add constraint outbox_topic_check check (topic in ('order.held', 'order.promoted', 'order.expired', 'order.cancelled', 'claim.waitlisted',
    'hold.ending', 'payment.received', 'payment.too_late', 'refund.made', 'parcel.shipped', 'checkout.close', 'refund.requested', 'message.due')),
  -- The message that tells of it.
  add column message_id uuid references public.messages on delete cascade;
create index outbox_untold on public.outbox (cart_id, topic) where message_id is null;

-- Addresses that asked not to be written to on a channel, whoever's buyer they are: the number they answer is the installation's.
create table private.opt_outs (
  channel text not null check (channel in ('whatsapp', 'sms', 'email')),
  address text not null,
  created_at timestamptz not null default now(),
  primary key (channel, address)
);
alter table private.opt_outs enable row level security;

-- Makes one message of all that happened to a cart under this topic and is not told yet; null when there is nothing. p_reason (`off`): it is
-- written down and not sent. One of the same kind that nothing was sent of gives way: the new one says it all. Safe to run twice, by several at once.
create function private.compose_message(p_cart uuid, p_topic text, p_language text, p_reason text default null)
returns uuid language plpgsql volatile set search_path = '' as $$
declare
  v_ids bigint[];
  v_id uuid;
begin
  select array_agg(t.id) into v_ids from (select o.id from public.outbox o
    where o.cart_id = p_cart and o.topic = p_topic and o.message_id is null and o.delivered_at is not null order by o.id for update) t;
  if v_ids is null then return null; end if;
  insert into public.messages (streamer_id, buyer_id, cart_id, topic, language, order_ids, waitlist_ids, payment_ids, refund_ids, state, reason)
  select c.streamer_id, c.buyer_id, c.id, p_topic, p_language, o.orders, o.waits, o.payments, o.refunds,
    case when p_reason is null then 'waiting' else 'skipped' end, p_reason
  from public.carts a join public.carts c on c.id = coalesce(a.merged_into, a.id),
    (select coalesce(array_agg(distinct x.order_id) filter (where x.order_id is not null), '{}') as orders,
       coalesce(array_agg(distinct x.waitlist_id) filter (where x.waitlist_id is not null), '{}') as waits,
       coalesce(array_agg(distinct x.payment_id) filter (where x.payment_id is not null), '{}') as payments,
       coalesce(array_agg(distinct x.refund_id) filter (where x.refund_id is not null), '{}') as refunds
     from public.outbox x where x.id = any (v_ids)) o
  where a.id = p_cart returning id into v_id;
  if p_reason is null and p_topic in ('order.held', 'hold.ending') then
    -- Locked first, and looked at by a statement of its own: one that is being sent right now is seen as such.
    perform 1 from public.messages m where m.cart_id = p_cart and m.topic = p_topic and m.state = 'waiting' and m.id <> v_id order by m.id for update;
    update public.messages m set state = 'skipped', reason = 'superseded', updated_at = now()
    where m.cart_id = p_cart and m.topic = p_topic and m.state = 'waiting' and m.id <> v_id
      and not exists (select 1 from public.payment_notifications n where n.message_id = m.id and n.status <> 'queued');
  end if;
  update public.outbox set message_id = v_id where id = any (v_ids);
  return v_id;
end $$;

-- All that the next step of a message rests on, as one JSON object (MessageState in lib/messages/schema.ts); null when there is none.
create function private.message_state(p_message uuid)
returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', m.id, 'topic', m.topic, 'language', m.language, 'state', m.state, 'reason', m.reason, 'createdAt', m.created_at,
    'orderIds', to_jsonb(m.order_ids), 'waitlistIds', to_jsonb(m.waitlist_ids),
    'payments', coalesce((select jsonb_agg(jsonb_build_object('amountMinor', p.amount_minor, 'currency', p.currency)) from public.payments p where p.id = any (m.payment_ids)), '[]'),
    'refunds', coalesce((select jsonb_agg(jsonb_build_object('amountMinor', r.amount_minor, 'currency', p.currency))
      from public.refunds r join public.payments p on p.id = r.payment_id where r.id = any (m.refund_ids)), '[]'),
    'shipment', (select jsonb_build_object('carrier', t.carrier, 'trackingNumber', t.tracking_number) from public.shipments t
      where t.cart_id = m.cart_id and t.shipped_at is not null order by t.shipped_at desc limit 1),
    'cart', private.cart_state(m.cart_id), 'messaging', s.messaging, 'timeZone', s.time_zone,
    'optedOut', (select coalesce(jsonb_agg(distinct x.channel), '[]') from (
      select unnest(b.opted_out) as channel
      union all select o.channel from private.opt_outs o where o.address = case o.channel when 'email' then lower(b.email) else b.phone end) x),
    'attempts', coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'channel', n.channel, 'status', n.status, 'attempts', n.attempts, 'problem', n.problem,
        'createdAt', n.created_at, 'startedAt', n.started_at, 'nextAt', n.next_at, 'sentAt', n.sent_at) order by n.id)
      from public.payment_notifications n where n.message_id = m.id), '[]'))
  from public.messages m join public.streamers s on s.id = m.streamer_id
  -- Whoever the cart belongs to by now: that is who is written to, and who may have asked not to be.
  join public.carts a on a.id = m.cart_id join public.carts c on c.id = coalesce(a.merged_into, a.id) join public.buyers b on b.id = c.buyer_id
  where m.id = p_message
$$;

-- Says that a message is about to be sent over this channel: commit it, then call the vendor. Returns the attempt's id; null when that may not
-- be (it is over, another attempt runs, or this channel has had its turn). p_now: the caller's clock.
create function private.begin_attempt(p_message uuid, p_channel text, p_address text, p_body text, p_now timestamptz)
returns bigint language plpgsql volatile set search_path = '' as $$
declare
  v_streamer uuid;
  v_id bigint;
begin
  update public.messages m set body = p_body, reason = null, updated_at = now() where m.id = p_message and m.state in ('waiting', 'sent') returning m.streamer_id into v_streamer;
  if not found or exists (select 1 from public.payment_notifications n where n.message_id = p_message and n.status = 'sending') then return null; end if;
  insert into public.payment_notifications as n (streamer_id, message_id, channel, address, status, attempts, started_at, created_at)
  values (v_streamer, p_message, p_channel, p_address, 'sending', 1, p_now, p_now)
  on conflict (message_id, channel) do update set status = 'sending', attempts = n.attempts + 1, address = excluded.address, started_at = p_now, next_at = null, updated_at = now()
    where n.status = 'queued'
  returning n.id into v_id;
  return v_id;
end $$;

-- A message's state as its attempts tell it. Called by whatever changes an attempt, with the message's row locked.
create function private.settle_message(p_message uuid)
returns void language sql volatile set search_path = '' as $$
  update public.messages m set updated_at = now(),
    state = case when a.delivered then 'delivered' when a.sent then 'sent' when m.state in ('sent', 'delivered') then 'waiting' else m.state end,
    reason = case when (a.delivered or a.sent) and m.reason is distinct from 'by_hand' then null else m.reason end
  from (select coalesce(bool_or(n.status = 'delivered'), false) as delivered, coalesce(bool_or(n.status = 'sent'), false) as sent
    from public.payment_notifications n where n.message_id = p_message) a
  where m.id = p_message
$$;

-- What the vendor answered: p_status sent, queued (surely not sent: again at p_next_at), uncertain or failed. A report that came before the answer
-- stays. Safe to run twice.
create function private.finish_attempt(p_attempt bigint, p_status text, p_vendor_id text, p_problem text, p_now timestamptz, p_next_at timestamptz default null)
returns void language plpgsql volatile set search_path = '' as $$
declare v_message uuid;
begin
  select n.message_id into v_message from public.payment_notifications n where n.id = p_attempt;
  perform 1 from public.messages m where m.id = v_message for update;
  update public.payment_notifications n set status = p_status, problem = p_problem, next_at = p_next_at,
    sent_at = case when p_status = 'sent' then p_now end, updated_at = now() where n.id = p_attempt and n.status = 'sending';
  update public.payment_notifications n set vendor_id = coalesce(p_vendor_id, n.vendor_id) where n.id = p_attempt;
  perform private.settle_message(v_message);
end $$;

-- Gives a channel up that was only ever refused for a while. Safe to run twice.
create function private.give_up_attempt(p_attempt bigint)
returns void language sql volatile set search_path = '' as $$
  update public.payment_notifications set status = 'failed', next_at = null, updated_at = now() where id = p_attempt and status = 'queued'
$$;

-- Ends a message that was not sent: `skipped`, or `failed` with the channels that were passed over (p_passed: channel -> why) and a row that tells
-- the seller to send the link by hand. Safe to run twice.
create function private.end_message(p_message uuid, p_state text, p_reason text, p_passed jsonb default '{}')
returns void language plpgsql volatile set search_path = '' as $$
declare v_streamer uuid;
begin
  update public.messages m set state = p_state, reason = p_reason, updated_at = now() where m.id = p_message and m.state = 'waiting' returning m.streamer_id into v_streamer;
  if not found then return; end if;
  update public.payment_notifications set status = 'skipped', next_at = null, updated_at = now() where message_id = p_message and status = 'queued';
  insert into public.payment_notifications (streamer_id, message_id, channel, status, problem)
  select v_streamer, p_message, x.key, 'skipped', x.value from jsonb_each_text(p_passed) x
  union all select v_streamer, p_message, 'link', 'queued', null where p_state = 'failed'
  on conflict (message_id, channel) do nothing;
end $$;

-- Why a message waits (`quiet`), null: it does not. Safe to run twice.
create function private.delay_message(p_message uuid, p_reason text)
returns void language sql volatile set search_path = '' as $$
  update public.messages set reason = p_reason, updated_at = now() where id = p_message and state = 'waiting'
$$;

-- A vendor's report about an attempt, found by our id or by the vendor's: sent, delivered (read is that too) or failed. In any order and twice:
-- delivered stays, failed stands over sent. A failed one makes the next step due. Returns the message's id, null: not ours.
create function private.take_report(p_channel text, p_attempt bigint, p_vendor_id text, p_status text, p_problem text, p_at timestamptz)
returns uuid language plpgsql volatile set search_path = '' as $$
declare
  v_id bigint;
  v_message uuid;
  v_streamer uuid;
begin
  select n.id, n.message_id, n.streamer_id into v_id, v_message, v_streamer from public.payment_notifications n
  where n.channel = p_channel and (n.id = p_attempt or n.vendor_id = p_vendor_id) order by n.id = p_attempt desc nulls last limit 1;
  if not found then return null; end if;
  perform 1 from public.messages m where m.id = v_message for update;
  if p_status = 'delivered' then
    update public.payment_notifications n set status = 'delivered', delivered_at = least(n.delivered_at, p_at), sent_at = coalesce(n.sent_at, p_at), problem = null,
      next_at = null, vendor_id = coalesce(n.vendor_id, p_vendor_id), updated_at = now() where n.id = v_id;
    update public.payment_notifications n set status = 'skipped', updated_at = now() where n.message_id = v_message and n.channel = 'link' and n.status = 'queued';
  elsif p_status = 'sent' then
    update public.payment_notifications n set status = 'sent', sent_at = coalesce(n.sent_at, p_at), problem = null, vendor_id = coalesce(n.vendor_id, p_vendor_id), updated_at = now()
    where n.id = v_id and n.status in ('sending', 'uncertain');
  else
    update public.payment_notifications n set status = 'failed', problem = p_problem, vendor_id = coalesce(n.vendor_id, p_vendor_id), updated_at = now()
    where n.id = v_id and n.status in ('sending', 'uncertain', 'sent');
    if found then
      insert into public.outbox (streamer_id, topic, message_id) values (v_streamer, 'message.due', v_message);
    end if;
  end if;
  perform private.settle_message(v_message);
  return v_message;
end $$;

-- Somebody asked on a channel not to be written to there (p_out), or to be again. p_address: E.164, or an e-mail address. Returns how many buyers it
-- changed. Safe to run twice.
create function private.opt_out(p_channel text, p_address text, p_out boolean)
returns integer language plpgsql volatile set search_path = '' as $$
declare
  v_address text := lower(p_address);
  v_count integer;
begin
  if p_out then
    insert into private.opt_outs (channel, address) values (p_channel, v_address) on conflict do nothing;
  else
    delete from private.opt_outs o where o.channel = p_channel and o.address = v_address;
  end if;
  update public.buyers b set opted_out = case when p_out then array_append(array_remove(b.opted_out, p_channel), p_channel) else array_remove(b.opted_out, p_channel) end
  where v_address = case when p_channel = 'email' then lower(b.email) else b.phone end and (p_channel = any (b.opted_out)) is distinct from p_out;
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- Writes `hold.ending` once a cart whose hold ends within the seller's time for reminders (messaging.reminderMinutes, 5 unless said, 0: never), and
-- within the last third of the hold. Returns how many carts. Safe to run twice, by several at once.
create function private.remind_holds(p_limit integer default 200)
returns integer language plpgsql volatile set search_path = '' as $$
declare
  v_carts uuid[];
begin
  select array_agg(distinct t.cart_id) into v_carts from (
    select o.cart_id from public.holds h join public.orders o on o.id = h.order_id join public.streamers s on s.id = h.streamer_id
    where h.status = 'active' and h.reminded_at is null and h.expires_at > now()
      and h.expires_at <= now() + interval '1 day'
      and h.expires_at <= now() + least(make_interval(mins => coalesce((s.messaging ->> 'reminderMinutes')::integer, 5)), (h.expires_at - h.created_at) / 3)
      and not exists (select 1 from public.payment_lines l join public.payments p on p.id = l.payment_id where l.order_id = h.order_id and p.status = 'processing')
    order by h.expires_at limit p_limit for update of h skip locked) t;
  if v_carts is null then return 0; end if;
  -- All of the cart at once: one reminder says when the first of them ends.
  -- Not one that somebody else is ending right now: the two would wait for each other.
  update public.holds h set reminded_at = now() where h.id in (select x.id from public.holds x join public.orders o on o.id = x.order_id
    where o.cart_id = any (v_carts) and x.status = 'active' and x.reminded_at is null for update of x skip locked);
  insert into public.outbox (streamer_id, topic, cart_id) select c.streamer_id, 'hold.ending', c.id from public.carts c where c.id = any (v_carts);
  return cardinality(v_carts);
end $$;

-- A hold that was given more time is reminded of again.
create function private.forget_reminder() returns trigger language plpgsql set search_path = '' as $$
begin
  new.reminded_at := null;
  return new;
end $$;
create trigger holds_forget_reminder before update of expires_at on public.holds for each row
  when (new.expires_at > old.expires_at and new.reminded_at is not null) execute function private.forget_reminder();

-- Sends a message again as a new one, from the first channel on. Owner or moderator. One that is still waiting is answered as it is. Returns the
-- message that is on its way.
create function public.send_message_again(p_message uuid)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_old public.messages;
  v_id uuid;
begin
  select * into v_old from public.messages m where m.id = p_message;
  perform private.require_role(v_old.streamer_id, '{owner,moderator}');
  perform 1 from public.carts c where c.id = v_old.cart_id for update;
  select m.id into v_id from public.messages m where (m.id = p_message or m.repeats = p_message) and m.state = 'waiting' order by m.created_at desc limit 1;
  if found then return v_id; end if;
  insert into public.messages (streamer_id, buyer_id, cart_id, topic, language, order_ids, waitlist_ids, payment_ids, refund_ids, repeats)
  values (v_old.streamer_id, v_old.buyer_id, v_old.cart_id, v_old.topic, v_old.language, v_old.order_ids, v_old.waitlist_ids, v_old.payment_ids, v_old.refund_ids, p_message)
  returning id into v_id;
  insert into public.outbox (streamer_id, topic, cart_id, message_id) values (v_old.streamer_id, 'message.due', v_old.cart_id, v_id);
  return v_id;
end $$;

-- The seller has sent the link by hand: nothing more is sent of this message. Owner or moderator. Safe to run twice.
create function public.mark_message_sent(p_message uuid)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare v_message public.messages;
begin
  select * into v_message from public.messages m where m.id = p_message for update;
  perform private.require_role(v_message.streamer_id, '{owner,moderator}');
  if v_message.state in ('sent', 'delivered') then return; end if;
  insert into public.payment_notifications as n (streamer_id, message_id, channel, status, attempts, sent_at)
  values (v_message.streamer_id, p_message, 'link', 'sent', 1, now())
  on conflict (message_id, channel) do update set status = 'sent', attempts = n.attempts + 1, sent_at = now(), updated_at = now();
  update public.messages m set reason = 'by_hand' where m.id = p_message;
  perform private.settle_message(p_message);
end $$;

alter table public.messages enable row level security;
revoke all on public.messages from anon, authenticated;
grant all on public.messages to service_role;
grant select on public.messages to authenticated;
create policy members_read on public.messages for select to authenticated using (streamer_id in (select private.my_streamers()));

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private') and p.proname in ('compose_message', 'message_state', 'begin_attempt', 'settle_message', 'finish_attempt', 'give_up_attempt',
        'end_message', 'delay_message', 'take_report', 'opt_out', 'remind_holds', 'forget_reminder', 'send_message_again', 'mark_message_sent') loop
    execute format('revoke execute on function %s from public, anon, authenticated', f);
    execute format('grant execute on function %s to %I', f, case when f::text like 'private.%' then 'service_role' else 'authenticated' end);
  end loop;
end $$;
