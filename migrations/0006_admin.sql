-- People and machines that manage this installation. Passwords are scrypt, tokens and keys SHA-256.
create table admin (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  password_hash text not null,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);

create table admin_session (
  token_hash bytea primary key,
  admin_id uuid not null references admin on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index admin_session_by_admin on admin_session (admin_id);

create table api_key (
  id uuid primary key,
  store_id uuid references store on delete cascade,
  name text not null,
  key_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
