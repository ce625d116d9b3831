-- The ledger: one row for every request to a model's provider. Ids of store, visitor and turn are null when the
-- installation asked for itself. outcome is null while the call runs, or when its process died.
-- Money is in millionths of a US dollar; null where the price was not known.
create table model_call (
  id uuid primary key,
  store_id uuid references store (id) on delete cascade,
  visitor_id uuid,
  turn_id uuid,
  endpoint text not null,
  model text not null,
  answered_by text,
  images integer not null default 0,
  started_at timestamptz not null,
  outcome text,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cached_input_tokens bigint not null default 0,
  reasoning_tokens bigint not null default 0,
  estimated boolean not null default false,
  cost_micros bigint,
  first_content_ms integer,
  duration_ms integer,
  foreign key (store_id, visitor_id) references visitor (store_id, id) on delete set null (visitor_id)
);
create index model_call_by_turn on model_call (turn_id);
create index model_call_by_time on model_call (started_at);
create index model_call_by_store on model_call (store_id, started_at);
create index model_call_running on model_call (started_at) where outcome is null;
create index model_call_by_visitor on model_call (store_id, visitor_id);

-- Turns from before the ledger: each becomes one row, so that sums stay what they were.
insert into model_call (id, store_id, visitor_id, turn_id, endpoint, model, started_at, outcome,
  input_tokens, output_tokens, estimated, cost_micros)
select id, store_id, visitor_id, id, 'before the ledger', coalesce(model, ''), started_at, 'answered',
  input_tokens, output_tokens, false, cost_micros
from turn
where status <> 'running' and input_tokens + output_tokens > 0;

-- What a model costs, as the merchant says: millionths of a US dollar for a million tokens.
create table model_price (
  model text primary key,
  input_micros bigint not null check (input_micros >= 0),
  output_micros bigint not null check (output_micros >= 0),
  cached_input_micros bigint check (cached_input_micros >= 0),
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
insert into model_price (model, input_micros, output_micros) values ('aisle-demo', 0, 0);

-- Which endpoint answered, by the name that the configuration gives it.
alter table turn add column endpoint text;
