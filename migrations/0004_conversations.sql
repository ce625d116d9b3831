-- A visitor is an anonymous browser; customer_ref is set when the shop vouches for who it is.
create table visitor (
  id uuid primary key,
  store_id uuid not null references store on delete cascade,
  token_hash bytea not null unique,
  customer_ref text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  unique (store_id, id)
);

-- client_id is the id that the browser chose; it means something only together with the visitor.
create table conversation (
  id uuid primary key,
  store_id uuid not null,
  visitor_id uuid not null,
  client_id text not null,
  title text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (visitor_id, client_id),
  unique (store_id, id),
  foreign key (store_id, visitor_id) references visitor (store_id, id) on delete cascade
);
create index conversation_by_visitor on conversation (store_id, visitor_id, updated_at desc);
create index conversation_by_store on conversation (store_id, updated_at desc, id);

-- parts are UIMessage parts. content_hash tells a repeated message from another one under the same id.
create table message (
  id uuid primary key,
  store_id uuid not null,
  conversation_id uuid not null,
  visitor_id uuid not null,
  client_id text not null,
  role text not null check (role in ('user', 'assistant')),
  parts jsonb not null default '[]',
  status text not null check (status in ('running', 'done', 'stopped', 'failed', 'superseded')),
  content_hash bytea,
  rating text check (rating in ('up', 'down')),
  rating_comment text,
  created_at timestamptz not null default now(),
  unique (visitor_id, client_id),
  foreign key (store_id, conversation_id) references conversation (store_id, id) on delete cascade
);
create index message_by_conversation on message (store_id, conversation_id, id);

-- One question and everything done to answer it.
create table turn (
  id uuid primary key,
  store_id uuid not null,
  conversation_id uuid not null,
  visitor_id uuid not null,
  question_id uuid not null references message on delete cascade,
  answer_id uuid not null references message on delete cascade,
  status text not null check (status in ('running', 'done', 'stopped', 'failed')),
  failure_code text,
  model text,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  -- Millionths of a US dollar; null when nobody told us what the model costs.
  cost_micros bigint,
  stop_requested boolean not null default false,
  lease_owner uuid,
  lease_until timestamptz,
  takeovers integer not null default 0,
  started_at timestamptz not null default now(),
  first_text_at timestamptz,
  finished_at timestamptz,
  unique (store_id, id),
  foreign key (store_id, conversation_id) references conversation (store_id, id) on delete cascade
);
create unique index turn_running_once on turn (conversation_id) where status = 'running';
create index turn_by_conversation on turn (store_id, conversation_id, started_at);
create index turn_to_recover on turn (lease_until) where status = 'running';

-- The stream as it was sent: seq has no gaps within a turn.
create table turn_event (
  turn_id uuid not null,
  store_id uuid not null,
  seq integer not null check (seq > 0),
  chunk jsonb not null,
  primary key (turn_id, seq),
  foreign key (store_id, turn_id) references turn (store_id, id) on delete cascade
);

create table tool_call (
  turn_id uuid not null,
  store_id uuid not null,
  call_id text not null,
  step integer not null,
  name text not null,
  input jsonb,
  output jsonb,
  error text,
  duration_ms integer,
  created_at timestamptz not null default now(),
  primary key (turn_id, call_id),
  foreign key (store_id, turn_id) references turn (store_id, id) on delete cascade
);
