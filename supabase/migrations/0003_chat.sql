-- What viewers wrote, what was understood of it, and who they are.

create table public.buyers (
  id uuid primary key default gen_random_uuid(),
  streamer_id uuid not null references public.streamers on delete cascade,
  name text not null check (char_length(name) between 1 and 255),
  status text not null default 'ok' check (status in ('ok', 'restricted', 'banned')),
  note text not null default '' check (char_length(note) <= 2000),
  created_at timestamptz not null default now(),
  unique (streamer_id, id)
);

-- A buyer's names on the platforms; several handles may be one buyer.
create table public.buyer_handles (
  streamer_id uuid not null,
  platform text not null,
  handle text not null,
  buyer_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (streamer_id, platform, handle),
  foreign key (streamer_id, buyer_id) references public.buyers (streamer_id, id) on delete cascade
);
create index buyer_handles_buyer on public.buyer_handles (buyer_id);

create table public.chat_messages (
  id bigint generated always as identity primary key,
  streamer_id uuid not null,
  show_id uuid not null,
  platform text not null,
  client text not null check (char_length(client) between 1 and 255),
  -- The platform's id of the comment, when it has one.
  message_id text,
  -- `id:<platform>:<message_id>`, or a hash of who, what and when: one comment, one row, however often it comes.
  dedupe_key text not null,
  message text not null check (char_length(message) between 1 and 2000),
  -- The platform's clock, then ours.
  said_at timestamptz not null,
  received_at timestamptz not null,
  -- The Redis stream id as one number, milliseconds * 2^20 + sequence: the order in which comments were accepted.
  arrival bigint not null,
  request_id text,
  created_at timestamptz not null default now(),
  unique (streamer_id, dedupe_key),
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete cascade
);
create index chat_messages_show on public.chat_messages (show_id, id desc);
create index chat_messages_client on public.chat_messages (streamer_id, platform, client, id desc);

create table public.nlp_intents (
  chat_message_id bigint primary key references public.chat_messages on delete cascade,
  streamer_id uuid not null references public.streamers on delete cascade,
  intent text not null check (intent in ('buy', 'question', 'feedback', 'complaint', 'none', 'cancel')),
  score real not null check (score between 0 and 1),
  quantity integer check (quantity between 1 and 999),
  item_code text,
  variant_words text[] not null default '{}',
  language text,
  -- Which classifier said so.
  model text not null
);

-- Which product a comment was taken to mean, and how that was found out.
create table public.product_matches (
  id bigint generated always as identity primary key,
  streamer_id uuid not null,
  show_id uuid not null,
  chat_message_id bigint references public.chat_messages on delete cascade,
  frame_id uuid references public.frames on delete set null,
  product_id uuid,
  resolved_by text not null check (resolved_by in ('code', 'name', 'on_screen', 'camera', 'manual')),
  score real not null check (score between 0 and 1),
  candidates uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  foreign key (streamer_id, show_id) references public.shows (streamer_id, id) on delete cascade,
  foreign key (streamer_id, product_id) references public.products (streamer_id, id)
);
create index product_matches_message on public.product_matches (chat_message_id);
create index product_matches_show on public.product_matches (show_id);

-- Comments that could not be processed, with the reason; a person retries or drops them. streamer_id is null when
-- the entry could not even be read that far: then only the operator sees it.
create table public.parked_comments (
  id bigint generated always as identity primary key,
  streamer_id uuid references public.streamers on delete cascade,
  stream_id text not null unique,
  payload text not null,
  reason text not null,
  deliveries integer not null,
  parked_at timestamptz not null default now(),
  settled_at timestamptz
);
create index parked_comments_open on public.parked_comments (streamer_id, id desc) where settled_at is null;

-- Work between understanding a comment and deciding over it: claims and cancellations wait here, in order of
-- arrival, until no earlier comment can still turn up. Empty when all is decided.
create table private.requests (
  chat_message_id bigint primary key references public.chat_messages on delete cascade,
  streamer_id uuid not null,
  show_id uuid not null,
  arrival bigint not null,
  kind text not null check (kind in ('claim', 'cancel')),
  product_id uuid,
  variant_id uuid,
  quantity integer not null,
  resolved_by text,
  -- Why a person has to look, null when nothing is unclear.
  unclear text
);
create index requests_arrival on private.requests (arrival, streamer_id);
