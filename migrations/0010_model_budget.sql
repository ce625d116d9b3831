-- What was spent and set aside in a day. scope_id is the store or the visitor; all zeros for the installation.
create table model_spend (
  scope text not null check (scope in ('visitor', 'store', 'installation')),
  scope_id uuid not null,
  day date not null,
  spent_micros bigint not null default 0,
  reserved_micros bigint not null default 0,
  primary key (scope, scope_id, day)
);
create index model_spend_by_day on model_spend (day);

-- Money set aside for calls that run, in each day's money that it was taken from. What is not settled by expires_at is
-- taken as spent.
create table model_reservation (
  call_id uuid not null,
  scope text not null,
  scope_id uuid not null,
  day date not null,
  micros bigint not null check (micros >= 0),
  expires_at timestamptz not null,
  primary key (call_id, scope),
  foreign key (scope, scope_id, day) references model_spend (scope, scope_id, day) on delete cascade
);
create index model_reservation_by_expiry on model_reservation (expires_at);
