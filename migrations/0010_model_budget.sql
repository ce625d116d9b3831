-- What was spent and set aside in a day. scope_id is the store or the visitor; all zeros for the installation.
create table model_spend (
  scope text not null check (scope in ('visitor', 'store', 'installation')),
  scope_id uuid not null,
  day date not null,
  spent_micros bigint not null default 0,
  reserved_micros bigint not null default 0,
  primary key (scope, scope_id, day)
);

-- Money set aside for calls that run. One that is not settled by expires_at is taken as spent.
create table model_reservation (
  call_id uuid primary key,
  store_id uuid,
  visitor_id uuid,
  store_day date,
  installation_day date not null,
  micros bigint not null check (micros >= 0),
  expires_at timestamptz not null
);
create index model_reservation_by_expiry on model_reservation (expires_at);
