-- What the model answered in each step, stored when it had: whoever takes the turn over does not ask for it again.
-- tool_calls is [{callId, name, arguments}]; echo is what the provider wants back with this answer.
create table turn_step (
  turn_id uuid not null,
  store_id uuid not null,
  step integer not null check (step > 0),
  text text not null,
  tool_calls jsonb not null,
  reason text not null,
  model text,
  endpoint text,
  echo jsonb,
  created_at timestamptz not null default now(),
  primary key (turn_id, step),
  foreign key (store_id, turn_id) references turn (store_id, id) on delete cascade
);

-- What the shopper sees of a tool's result, beside what the assistant says.
alter table tool_call add column show jsonb;

-- How often the turn was begun anew, be it that its process died or handed it over; takeovers counts deaths only.
-- Events of run n are numbered from n × 1,000,000 + 1.
alter table turn add column run integer not null default 0;

-- Until then somebody is reading, or may come back; after both the turn is ended. The first is set by the process
-- that runs the turn, the second by others.
alter table turn add column read_until timestamptz not null default now() + interval '30 seconds';
alter table turn add column read_elsewhere_until timestamptz;
