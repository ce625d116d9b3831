-- A store is one shop of this installation. Everything else belongs to one.
create table store (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locale text not null,
  time_zone text not null default 'UTC',
  allowed_origins text[] not null default '{}',
  settings jsonb not null default '{}',
  identity_secret text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
