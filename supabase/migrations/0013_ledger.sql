-- The ledger's proof: every entry carries a hash over its facts and over the entry before, so that nothing in it can be changed,
-- taken out or put elsewhere without being found; and a link with which buyers see their own line.

alter table public.claims
  -- Place in the seller's ledger, from 1 without gaps.
  add column seq bigint,
  -- SHA-256 of the comment's text when this was decided; null without a comment.
  add column said_sha256 text,
  -- Units of the variant there were, and how many of them were free, once this was decided; null for entries older than this column.
  add column stock integer,
  add column free integer,
  -- The hash of the entry before (64 zeros before the first), and SHA-256 of that and private.ledger_body. Both in hex.
  add column prev_hash text,
  add column hash text,
  -- The secret part of the link that shows this entry to its buyer.
  add column token text not null default replace(gen_random_uuid()::text, '-', '');

-- The last entry of each seller: what is missing at the end shows here.
create table private.ledger_heads (
  streamer_id uuid primary key references public.streamers on delete cascade,
  seq bigint not null,
  hash text not null
) with (fillfactor = 50);

-- All facts of an entry as one text, always the same one: JSON as jsonb writes it (keys by length, then by letter), times in UTC to the
-- microsecond, the score to six digits. What must not be given away stands in it as SHA-256. Names nothing that a search path could turn;
-- setting one would cost as much as the rest.
create function private.ledger_body(c public.claims)
returns text language plpgsql immutable as $$
begin
  return jsonb_build_object(
    'seq', c.seq, 'id', c.id, 'streamer_id', c.streamer_id, 'show_id', c.show_id, 'chat_message_id', c.chat_message_id, 'said_sha256', c.said_sha256,
    'buyer_id', c.buyer_id, 'product_id', c.product_id, 'variant_id', c.variant_id, 'order_id', c.order_id, 'waitlist_id', c.waitlist_id,
    'payment_id', c.payment_id, 'entry', c.entry, 'outcome', c.outcome, 'reason', c.reason, 'quantity', c.quantity, 'rank', c.rank,
    'stock', c.stock, 'free', c.free, 'intent', c.intent, 'score', c.score::numeric, 'resolved_by', c.resolved_by, 'source', c.source,
    'said_at', to_char(c.said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'received_at', to_char(c.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'created_at', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'arrival', c.arrival, 'actor', c.actor,
    'request_sha256', encode(sha256(convert_to(c.request_key, 'UTF8')), 'hex'), 'token_sha256', encode(sha256(convert_to(c.token, 'UTF8')), 'hex'))::text;
end $$;

-- Gives a new entry its place, the facts of its moment and its hash. Takes the seller's lock, which whoever decides holds already.
create function private.chain_claim() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- private.lock_streamer, without the call: this runs once an entry.
  perform pg_advisory_xact_lock(hashtextextended(new.streamer_id::text, 7));
  select coalesce(h.seq, 0) + 1, coalesce(h.hash, repeat('0', 64)), encode(sha256(convert_to(m.message, 'UTF8')), 'hex'),
    v.stock, v.stock - v.held - v.sold
  into new.seq, new.prev_hash, new.said_sha256, new.stock, new.free
  from (select 1) one
  left join private.ledger_heads h on h.streamer_id = new.streamer_id
  left join public.chat_messages m on m.id = new.chat_message_id
  left join public.variants v on v.id = new.variant_id;
  new.hash := encode(sha256(convert_to(new.prev_hash || private.ledger_body(new), 'UTF8')), 'hex');
  return new;
end $$;

-- Remembers the last entry: only once it is in the table, whatever the statement that wrote it did about conflicts.
create function private.keep_ledger_head() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update private.ledger_heads h set seq = new.seq, hash = new.hash where h.streamer_id = new.streamer_id;
  if not found then
    insert into private.ledger_heads (streamer_id, seq, hash) values (new.streamer_id, new.seq, new.hash);
  end if;
  return null;
end $$;

-- What is there already is chained in the order in which it was written.
alter table public.claims disable trigger claims_append_only;
do $$
declare
  v_claim public.claims;
  v_last private.ledger_heads;
begin
  for v_claim in select * from public.claims c order by c.streamer_id, c.id loop
    if v_claim.streamer_id is distinct from v_last.streamer_id then
      if v_last.streamer_id is not null then insert into private.ledger_heads select v_last.*; end if;
      v_last := (v_claim.streamer_id, 0, repeat('0', 64))::private.ledger_heads;
    end if;
    v_claim.seq := v_last.seq + 1;
    v_claim.prev_hash := v_last.hash;
    select encode(sha256(convert_to(m.message, 'UTF8')), 'hex') into v_claim.said_sha256 from public.chat_messages m where m.id = v_claim.chat_message_id;
    v_claim.hash := encode(sha256(convert_to(v_claim.prev_hash || private.ledger_body(v_claim), 'UTF8')), 'hex');
    update public.claims c set seq = v_claim.seq, said_sha256 = v_claim.said_sha256, prev_hash = v_claim.prev_hash, hash = v_claim.hash where c.id = v_claim.id;
    v_last.seq := v_claim.seq;
    v_last.hash := v_claim.hash;
  end loop;
  if v_last.streamer_id is not null then insert into private.ledger_heads select v_last.*; end if;
end $$;
alter table public.claims enable trigger claims_append_only;

alter table public.claims
  alter column seq set not null,
  alter column prev_hash set not null,
  alter column hash set not null,
  add constraint claims_seq unique (streamer_id, seq),
  add constraint claims_token unique (token);
-- Everything about a place in line, from first to last.
create index claims_waitlist on public.claims (waitlist_id, id) where waitlist_id is not null;
create trigger claims_chain before insert on public.claims for each row execute function private.chain_claim();
create trigger claims_head after insert on public.claims for each row execute function private.keep_ledger_head();

-- Recomputes a seller's whole ledger. `broken_seq`: the first entry that does not fit, null when all do; `problem`: 'missing' (an entry was
-- taken out), 'order' (it does not follow on the one before), 'changed' (a fact of it), 'text' (the comment it rests on), 'rewritten' (the
-- end is not the one that was last written). About 50 us an entry.
create function private.verify_ledger(p_streamer uuid)
returns table (entries bigint, ok boolean, broken_seq bigint, problem text, last_hash text) language sql stable set search_path = '' as $$
  with rows as materialized (
    select c.seq, c.hash, row_number() over line as n, case
        when c.seq <> row_number() over line then 'missing'
        when c.prev_hash <> coalesce(lag(c.hash) over line, repeat('0', 64)) then 'order'
        when c.hash <> encode(sha256(convert_to(c.prev_hash || private.ledger_body(c), 'UTF8')), 'hex') then 'changed'
        when c.said_sha256 is distinct from encode(sha256(convert_to(m.message, 'UTF8')), 'hex') then 'text' end as problem
    from public.claims c left join public.chat_messages m on m.id = c.chat_message_id
    where c.streamer_id = p_streamer
    window line as (order by c.seq)
  ), last as (
    select count(*) as entries, coalesce(max(r.n), 0) as n, (array_agg(r.hash order by r.n desc))[1] as hash from rows r
  ), faults as (
    select r.n, r.problem from rows r where r.problem is not null
    union all
    select l.n + 1, 'missing' from last l join private.ledger_heads h on h.streamer_id = p_streamer where h.seq > l.n
    union all
    select l.n, 'rewritten' from last l left join private.ledger_heads h on h.streamer_id = p_streamer
    where l.n > 0 and (h.seq is null or h.seq < l.n or (h.seq = l.n and h.hash <> l.hash))
  )
  select l.entries, f.n is null, f.n, f.problem, l.hash from last l left join (select * from faults order by n, problem limit 1) f on true
$$;

-- As private.verify_ledger, for everybody who works for this seller.
create function public.verify_ledger(p_streamer uuid)
returns table (entries bigint, ok boolean, broken_seq bigint, problem text, last_hash text) language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_role(p_streamer, '{owner,moderator,packer}');
  return query select * from private.verify_ledger(p_streamer);
end $$;

-- The next p_limit entries after p_after (0: from the first) of a seller, or of one show, with what is needed to check and to read them. Owner or moderator.
create function public.export_ledger(p_streamer uuid, p_show uuid default null, p_after bigint default 0, p_limit integer default 500)
returns table (seq bigint, body text, prev_hash text, hash text, said text, name text, order_no text, product_code text, variant_name text, show_title text)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_role(p_streamer, '{owner,moderator}');
  return query
  select c.seq, private.ledger_body(c), c.prev_hash, c.hash, m.message, coalesce(m.client, b.name)::text, o.order_no, p.code, v.name, s.title
  from public.claims c
  join public.shows s on s.id = c.show_id
  left join public.chat_messages m on m.id = c.chat_message_id
  left join public.buyers b on b.id = c.buyer_id
  left join public.orders o on o.id = c.order_id
  left join public.products p on p.id = c.product_id
  left join public.variants v on v.id = c.variant_id
  where c.streamer_id = p_streamer and c.seq > p_after and (p_show is null or c.show_id = p_show)
  order by c.seq limit least(p_limit, 500);
end $$;

-- Adds to what 0005's did: the payment that the entry is about.
drop function private.note(public.orders, public.waitlist, text, text, text, bigint, uuid);
create function private.note(p_order public.orders, p_wait public.waitlist, p_entry text, p_outcome text, p_reason text,
  p_message bigint, p_actor uuid, p_payment uuid default null)
returns void language plpgsql volatile set search_path = '' as $$
declare v_message bigint := p_message;
begin
  if v_message is null and p_order.id is not null then
    select m.chat_message_id into v_message from public.chat_message_order_mapping m where m.order_id = p_order.id limit 1;
  end if;
  insert into public.claims (streamer_id, show_id, chat_message_id, buyer_id, product_id, variant_id, order_id, waitlist_id,
    entry, outcome, reason, quantity, source, said_at, received_at, arrival, actor, payment_id)
  values (coalesce(p_order.streamer_id, p_wait.streamer_id), coalesce(p_order.show_id, p_wait.show_id),
    coalesce(v_message, p_wait.chat_message_id), coalesce(p_order.buyer_id, p_wait.buyer_id),
    coalesce(p_order.product_id, p_wait.product_id), coalesce(p_order.variant_id, p_wait.variant_id), p_order.id, p_wait.id,
    p_entry, p_outcome, p_reason, coalesce(p_order.quantity, p_wait.quantity), coalesce(p_order.source, p_wait.source),
    now(), now(), (extract(epoch from clock_timestamp()) * 1000)::bigint << 20, p_actor, p_payment);
end $$;

-- As in 0007, and the chain.
create or replace view public.ledger_feed with (security_invoker = true) as
select c.id, c.streamer_id, c.show_id, c.chat_message_id, c.order_id, c.buyer_id, b.name as buyer_name, c.product_id, p.code as product_code,
  c.variant_id, v.name as variant_name, c.entry, c.outcome, c.reason, c.quantity, c.rank, c.intent, c.score, c.resolved_by, c.source,
  c.said_at, c.received_at, c.created_at, c.actor, m.message, m.client, m.message_id as platform_message_id,
  c.seq, c.prev_hash, c.hash, c.token, c.payment_id, c.waitlist_id, c.stock, c.free,
  -- How sure the product was found: what the comment was matched with.
  (select x.score from public.product_matches x where x.chat_message_id = c.chat_message_id and x.product_id = c.product_id
    and x.resolved_by = c.resolved_by order by x.id desc limit 1) as match_score
from public.claims c
left join public.chat_messages m on m.id = c.chat_message_id
left join public.buyers b on b.id = c.buyer_id
left join public.products p on p.id = c.product_id
left join public.variants v on v.id = c.variant_id;

-- Who asked for a variant in a show, and what has become of it by now: one row a decided claim. `rank` is the order of acceptance; those
-- without one were not accepted.
create view public.line_feed with (security_invoker = true) as
select c.id, c.streamer_id, c.show_id, c.variant_id, c.seq, c.rank, c.outcome, c.reason, c.quantity, c.stock, c.free, c.source,
  c.said_at, c.received_at, c.created_at, c.entry, c.chat_message_id, coalesce(c.order_id, w.order_id) as order_id, o.order_no, c.waitlist_id,
  coalesce(m.client, b.name) as name,
  case when o.status = 'pending' then 'held' when o.id is not null then o.status
    when c.outcome = 'waitlisted' and w.status = 'cancelled' then 'cancelled' else c.outcome end as outcome_now
from public.claims c
left join public.waitlist w on w.id = c.waitlist_id
left join public.orders o on o.id = coalesce(c.order_id, w.order_id)
left join public.chat_messages m on m.id = c.chat_message_id
left join public.buyers b on b.id = c.buyer_id
where c.entry in ('claim', 'correction') and (c.rank is not null or (c.variant_id is not null and c.outcome = 'rejected'));

-- What the link of an entry shows its buyer, as one JSON object (FairLine in lib/ledger/schema.ts); null when there is none. Of others it
-- says when, how many and what became of it: no name, no words, no id. At most 20 before and 10 after.
create function private.fair_line(p_token text)
returns jsonb language sql stable set search_path = '' as $$
  with asked as (
    select c.* from public.claims c where c.token = p_token
  ), mine as (
    -- Also a later entry's link leads to the claim it began with.
    select c.* from asked a join lateral (
      select x.* from public.claims x
      where x.id = a.id or (x.entry in ('claim', 'correction') and ((x.chat_message_id = a.chat_message_id) or (x.order_id = a.order_id) or (x.waitlist_id = a.waitlist_id)))
      order by (x.entry in ('claim', 'correction')) desc, (x.outcome in ('held', 'waitlisted')) desc, x.id desc limit 1) c on true
  ), line as (
    select f.*, extract(epoch from f.received_at - c.received_at) * 1000 as ms from mine c
    join public.line_feed f on f.show_id = c.show_id and f.variant_id = c.variant_id and f.rank is not null
  )
  select jsonb_build_object(
    'seller', s.name, 'timeZone', s.time_zone, 'show', w.title,
    'language', coalesce((select k.language from public.carts k where k.show_id = c.show_id and k.buyer_id = c.buyer_id), b.language, (select i.language from public.nlp_intents i where i.chat_message_id = c.chat_message_id)),
    'said', m.message, 'source', c.source, 'saidAt', c.said_at, 'receivedAt', c.received_at, 'decidedAt', c.created_at,
    'item', case when p.id is not null then jsonb_build_object('code', p.code, 'name', p.name, 'variant', v.name,
      'variants', (select count(*) from public.variants x where x.product_id = p.id and x.archived_at is null)) end,
    'quantity', c.quantity, 'rank', c.rank, 'stock', c.stock,
    -- Before this entry: what it took is not free any more.
    'free', c.free + case when c.outcome = 'held' then c.quantity else 0 end,
    'outcome', c.outcome, 'reason', c.reason, 'outcomeNow', coalesce((select l.outcome_now from line l where l.id = c.id), c.outcome),
    'later', coalesce((select jsonb_agg(jsonb_build_object('entry', x.entry, 'outcome', x.outcome, 'reason', x.reason, 'at', x.created_at) order by x.seq)
      from public.claims x where x.streamer_id = c.streamer_id and x.seq > c.seq
        and (x.waitlist_id = c.waitlist_id
          or x.order_id = coalesce(c.order_id, (select y.order_id from public.waitlist y where y.id = c.waitlist_id)))), '[]'),
    'before', coalesce((select jsonb_agg(jsonb_build_object('rank', l.rank, 'ms', l.ms, 'quantity', l.quantity, 'outcome', l.outcome, 'outcomeNow', l.outcome_now) order by l.rank)
      from (select * from line where rank < c.rank order by rank desc limit 20) l), '[]'),
    'after', coalesce((select jsonb_agg(jsonb_build_object('rank', l.rank, 'ms', l.ms, 'quantity', l.quantity, 'outcome', l.outcome, 'outcomeNow', l.outcome_now) order by l.rank)
      from (select * from line where rank > c.rank order by rank limit 10) l), '[]'),
    'claims', (select count(*) from line),
    'seq', c.seq, 'prevHash', c.prev_hash, 'hash', c.hash, 'body', private.ledger_body(x))
  from mine c
  join public.claims x on x.id = c.id
  join public.streamers s on s.id = c.streamer_id
  join public.shows w on w.id = c.show_id
  left join public.buyers b on b.id = c.buyer_id
  left join public.chat_messages m on m.id = c.chat_message_id
  left join public.products p on p.id = c.product_id
  left join public.variants v on v.id = c.variant_id
$$;

-- Everything about a cart that its total rests on and its page shows, as one JSON object (CartState in lib/carts/schema.ts);
-- null when there is no such cart. A cart that was joined with another answers with that one. `fairToken`: the secret part of
-- the link that shows why a line or a place is theirs (private.fair_line).
create function private.cart_state(p_cart uuid)
returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', c.id, 'token', c.token, 'language', coalesce(c.language, b.language,
      (select i.language from public.orders o join public.chat_message_order_mapping m on m.order_id = o.id
        join public.nlp_intents i on i.chat_message_id = m.chat_message_id where o.cart_id = c.id and i.language is not null
        order by o.created_at desc limit 1)),
    'seller', jsonb_build_object('id', s.id, 'handle', s.handle, 'name', s.name, 'currency', s.currency, 'shipping', s.shipping, 'tax', s.tax,
      'shipCountries', to_jsonb(s.ship_countries)),
    'show', jsonb_build_object('id', w.id, 'title', w.title, 'status', w.status),
    'buyer', jsonb_build_object('id', b.id, 'name', b.name, 'status', b.status, 'email', b.email, 'phone', b.phone, 'optedOut', to_jsonb(b.opted_out)),
    'discount', (select jsonb_build_object('id', d.id, 'code', d.code, 'kind', d.kind, 'value', d.value, 'minMinor', d.min_minor)
      from public.discounts d where d.id = c.discount_id and d.archived_at is null and (d.ends_at is null or d.ends_at > now())),
    'lines', coalesce((select jsonb_agg(jsonb_build_object('orderId', o.id, 'orderNo', o.order_no, 'productId', o.product_id, 'code', p.code,
        'name', p.name, 'variantId', o.variant_id, 'variant', v.name, 'variants', (select count(*) from public.variants x where x.product_id = p.id and x.archived_at is null),
        'picture', p.pictures[1], 'quantity', o.quantity, 'unitPriceMinor', o.unit_price_minor, 'currency', o.currency, 'weightGrams', p.weight_grams,
        'status', o.status, 'heldUntil', h.expires_at, 'paidMinor', o.paid_minor, 'refundedMinor', o.refunded_minor,
        'fairToken', (select x.token from public.claims x where x.order_id = o.id order by x.id limit 1),
        'shipment', case when t.id is not null then jsonb_build_object('carrier', t.carrier, 'trackingNumber', t.tracking_number,
          'packedAt', t.packed_at, 'shippedAt', t.shipped_at, 'deliveredAt', t.delivered_at) end) order by o.created_at, o.order_no)
      from public.orders o join public.products p on p.id = o.product_id join public.variants v on v.id = o.variant_id
      left join public.holds h on h.order_id = o.id left join public.shipments t on t.id = o.shipment_id where o.cart_id = c.id), '[]'),
    'waiting', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'code', f.product_code, 'name', f.product_name, 'variant', f.variant_name,
        'variants', (select count(*) from public.variants x where x.product_id = f.product_id and x.archived_at is null),
        'fairToken', (select x.token from public.claims x where x.waitlist_id = f.id order by x.id limit 1),
        'picture', f.picture, 'quantity', f.quantity, 'place', f.place) order by f.id)
      from public.waitlist_feed f where f.show_id = c.show_id and f.buyer_id = c.buyer_id and f.status = 'waiting'), '[]'),
    'payments', coalesce((select jsonb_agg(jsonb_build_object('id', y.id, 'provider', y.provider, 'status', y.status, 'amountMinor', y.amount_minor,
        'currency', y.currency, 'refundedMinor', y.refunded_minor, 'url', y.url, 'expiresAt', y.expires_at, 'paidAt', y.paid_at, 'totals', y.totals) order by y.created_at)
      from public.payments y where y.cart_id = c.id), '[]'),
    'shipTo', c.ship_to, 'serverNow', now())
  from public.carts a
  join public.carts c on c.id = coalesce(a.merged_into, a.id)
  join public.streamers s on s.id = c.streamer_id join public.shows w on w.id = c.show_id join public.buyers b on b.id = c.buyer_id
  where a.id = p_cart
$$;

alter table private.ledger_heads enable row level security;
revoke all on public.line_feed from anon, authenticated;
grant select on public.line_feed to authenticated, service_role;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private') and p.proname in ('ledger_body', 'chain_claim', 'keep_ledger_head', 'verify_ledger', 'export_ledger', 'note', 'fair_line', 'cart_state') loop
    execute format('revoke execute on function %s from public, anon, authenticated', f);
    execute format('grant execute on function %s to %I', f, case when f::text like 'private.%' then 'service_role' else 'authenticated' end);
  end loop;
end $$;
