-- What a comment meant, by the seller's word. It changes what the comment is shown as and is kept for retraining; nothing
-- is claimed, cancelled or learnt by it. May be applied twice.

-- The seller's last word on a comment, where it differs from the model's reading, with both as they were.
create table if not exists public.corrections (
  id bigint generated always as identity primary key,
  streamer_id uuid not null references public.streamers on delete cascade,
  chat_message_id bigint not null unique references public.chat_messages on delete cascade,
  text text not null,
  was_intent text not null,
  was_score real not null,
  was_model text not null,
  intent text not null check (intent in ('buy', 'question', 'feedback', 'complaint', 'none', 'cancel')),
  -- auth.users.id
  corrected_by uuid not null,
  corrected_at timestamptz not null default now(),
  check (intent <> was_intent)
);
create index if not exists corrections_newest on public.corrections (streamer_id, corrected_at desc, id desc);

-- What the comment is shown as, where a person said otherwise than `intent`: for all who read comments, while the list of
-- corrections is the owner's. Written by private.correct only, together with the correction.
alter table public.nlp_intents add column if not exists corrected text;

-- Says for this person what a comment meant; saying what the model had read takes the correction back. False when the
-- comment was not read at all. Safe to run twice.
create or replace function private.correct(p_message bigint, p_intent text, p_by uuid)
returns boolean language plpgsql volatile set search_path = '' as $$
declare v_read public.nlp_intents;
begin
  -- Two words on one comment, one after the other.
  select * into v_read from public.nlp_intents i where i.chat_message_id = p_message for update;
  if not found then
    return false;
  end if;
  if p_intent = v_read.intent then
    delete from public.corrections c where c.chat_message_id = p_message;
  else
    insert into public.corrections (streamer_id, chat_message_id, text, was_intent, was_score, was_model, intent, corrected_by)
    select m.streamer_id, m.id, m.message, v_read.intent, v_read.score, v_read.model, p_intent, p_by
    from public.chat_messages m where m.id = p_message
    on conflict (chat_message_id) do update set intent = excluded.intent, corrected_by = excluded.corrected_by, corrected_at = excluded.corrected_at
    where corrections.intent <> excluded.intent;
  end if;
  update public.nlp_intents set corrected = nullif(p_intent, v_read.intent) where chat_message_id = p_message;
  return true;
end $$;

-- A person's word on what a comment meant. Claims and cancels nothing: that is claim_comment's and cancel_order's. Owner or
-- moderator. P0001 `not_read` when the comment was not read yet. Safe to run twice.
create or replace function public.correct_comment(p_message bigint, p_intent text)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare v_message public.chat_messages;
begin
  select * into v_message from public.chat_messages m where m.id = p_message;
  perform private.require_role(v_message.streamer_id, '{owner,moderator}');
  if not private.correct(p_message, p_intent, auth.uid()) then
    raise exception 'not_read' using errcode = 'P0001', hint = 'Wait until it has been read.';
  end if;
  return next (v_message.streamer_id, v_message.show_id, p_message, null, null, 'corrected')::private.change;
end $$;

-- Takes a correction out of the list; the comment is shown as the model read it. Owner only. Safe to run twice.
create or replace function public.remove_correction(p_streamer uuid, p_correction bigint)
returns setof private.change language plpgsql volatile security definer set search_path = '' as $$
declare v_message public.chat_messages;
begin
  perform private.require_role(p_streamer, '{owner}');
  select m.* into v_message from public.corrections c join public.chat_messages m on m.id = c.chat_message_id
  where c.id = p_correction and c.streamer_id = p_streamer;
  if found then
    perform private.correct(v_message.id, i.intent, auth.uid()) from public.nlp_intents i where i.chat_message_id = v_message.id;
    return next (v_message.streamer_id, v_message.show_id, v_message.id, null, null, 'corrected')::private.change;
  end if;
end $$;

-- As in 0006, and: the person thereby says that the comment was a claim, so a comment that was read as something else is
-- corrected in the same transaction.
create or replace function public.claim_comment(p_message bigint, p_variant uuid, p_quantity integer)
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
  perform private.correct(p_message, 'buy', auth.uid());
  return next (v_message.streamer_id, v_message.show_id, p_message, v_claim.order_id, v_claim.product_id, v_claim.outcome)::private.change;
end $$;

-- As in 0007, but `intent` is the seller's word where there is one; `read_as` is the model's own, `corrected` says which.
create or replace view public.comment_feed with (security_invoker = true) as
select m.id, m.streamer_id, m.show_id, m.platform, m.client, m.message, m.said_at, m.received_at,
  coalesce(i.corrected, i.intent) as intent, i.score, i.quantity, i.item_code, i.variant_words, i.language,
  -- What became of it by now: a hold may have been paid or ended since, a place in line given up.
  case when c.outcome = 'held' and o.status <> 'pending' then o.status
    when c.outcome = 'waitlisted' and w.status = 'cancelled' then 'cancelled' else c.outcome end as outcome,
  c.reason, c.quantity as claimed_quantity, c.order_id, o.order_no, o.status as order_status, h.expires_at as held_until,
  coalesce(c.product_id, x.product_id) as product_id, coalesce(p.code, x.code) as product_code, v.name as variant_name,
  b.id as buyer_id, b.status as buyer_status,
  coalesce(k.orders, 0) as buyer_orders, coalesce(k.unpaid, 0) as buyer_unpaid,
  (select private.snapshot_version()) as version,
  i.intent as read_as, i.corrected is not null as corrected
from public.chat_messages m
left join public.nlp_intents i on i.chat_message_id = m.id
left join lateral (select * from public.claims c where c.chat_message_id = m.id order by c.id desc limit 1) c on true
left join lateral (select x.product_id, y.code from public.product_matches x join public.products y on y.id = x.product_id
  where x.chat_message_id = m.id order by x.id desc limit 1) x on c.product_id is null
left join public.products p on p.id = c.product_id
left join public.variants v on v.id = c.variant_id
left join public.orders o on o.id = c.order_id
left join public.holds h on h.order_id = o.id and h.status = 'active'
left join public.waitlist w on w.id = c.waitlist_id
left join public.buyer_handles bh on bh.streamer_id = m.streamer_id and bh.platform = m.platform and bh.handle = m.client
left join public.buyers b on b.id = bh.buyer_id
left join lateral (select count(*) as orders, count(*) filter (where z.status = 'expired') as unpaid
  from public.orders z where z.buyer_id = b.id) k on true;

alter table public.corrections enable row level security;
revoke all on public.corrections from anon, authenticated;
revoke all on sequence public.corrections_id_seq from anon, authenticated;
grant select on public.corrections to authenticated;
grant all on public.corrections to service_role;
drop policy if exists owner_read on public.corrections;
create policy owner_read on public.corrections for select to authenticated using (streamer_id in (select private.my_streamers('{owner}')));

-- Functions are callable by PUBLIC unless taken away.
revoke execute on function private.correct(bigint, text, uuid) from public;
grant execute on function private.correct(bigint, text, uuid) to service_role;
revoke execute on function public.correct_comment(bigint, text), public.remove_correction(uuid, bigint) from public, anon, authenticated;
grant execute on function public.correct_comment(bigint, text), public.remove_correction(uuid, bigint) to authenticated;
