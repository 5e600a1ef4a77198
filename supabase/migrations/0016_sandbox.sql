-- The sandbox payment provider's own books: what Stripe would keep at its side, so that a restart loses nothing. No money moves
-- here, and nothing else reads these tables. Times and amounts are Stripe's: amounts in its smallest units.

create table private.sandbox_sessions (
  -- Unguessable: whoever has it can pay.
  id text primary key,
  intent_id text not null unique,
  charge_id text not null unique,
  -- As they were asked for: SessionParams in lib/adapters/sandbox/params.ts.
  params jsonb not null,
  amount bigint not null check (amount > 0),
  currency text not null check (currency ~ '^[a-z]{3}$'),
  status text not null default 'open' check (status in ('open', 'complete', 'expired')),
  -- With method bank it is complete before it is paid.
  method text check (method in ('card', 'bank')),
  bank_said text check (bank_said in ('yes', 'no')),
  paid_at timestamptz,
  -- When the payment behind it was made: at the first attempt to pay.
  intent_at timestamptz,
  -- What was typed in on its page: Buyer in lib/adapters/sandbox/params.ts.
  buyer jsonb,
  refunded bigint not null default 0 check (refunded between 0 and amount),
  dispute_id text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  check (refunded = 0 or paid_at is not null)
);

create table private.sandbox_refunds (
  id text primary key,
  session_id text not null references private.sandbox_sessions on delete cascade,
  amount bigint not null check (amount > 0),
  metadata jsonb not null,
  created_at timestamptz not null default now()
);
create index sandbox_refunds_session on private.sandbox_refunds (session_id);

-- What is told to the webhook. Planned ones (the end of a checkout, the bank's answer) have no payload until their time has come.
create table private.sandbox_events (
  id text primary key,
  session_id text not null references private.sandbox_sessions on delete cascade,
  type text not null,
  due_at timestamptz not null default now(),
  -- The raw body, as it is signed and sent.
  payload text,
  delivered_at timestamptz
);
create index sandbox_events_session on private.sandbox_events (session_id);
create unique index sandbox_events_one_plan on private.sandbox_events (session_id, type) where payload is null;

-- Answers to requests that came with an Idempotency-Key.
create table private.sandbox_keys (
  key text primary key,
  request_hash text not null,
  -- null while the first request with it is being answered.
  answer jsonb,
  created_at timestamptz not null default now()
);
create index sandbox_keys_created on private.sandbox_keys (created_at);

alter table private.sandbox_sessions enable row level security;
alter table private.sandbox_refunds enable row level security;
alter table private.sandbox_events enable row level security;
alter table private.sandbox_keys enable row level security;
