-- What an admin may do. Those that exist already keep everything.
alter table admin add column role text not null default 'owner' check (role in ('owner', 'editor', 'viewer'));

-- Links by which people become admins. Nothing is deleted: who was invited by whom stays known.
create table admin_invitation (
  id uuid primary key,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'editor', 'viewer')),
  token_hash bytea not null unique,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);

-- A session outlives its tokens: the token changes about every hour, and the one before stays good until the browser
-- has shown that it got the new one, and a moment longer for requests that were under way.
alter table admin_session
  add column id uuid not null default gen_random_uuid() unique,
  add column network text,
  add column user_agent text,
  add column rotated_at timestamptz not null default now(),
  add column previous_hash bytea unique,
  add column previous_until timestamptz;

-- What a key may do. Those that exist already keep what keys could do when they were made.
alter table api_key
  add column scopes text[] not null default array['catalog:read', 'catalog:write', 'coupons:read', 'coupons:write',
    'orders:write', 'conversations:read', 'settings:read', 'settings:write', 'costs:read', 'audit:read', 'push:write'],
  add column expires_at timestamptz;

-- Who changed what. before and after hold the fields that differ, in the form that the subject's change takes,
-- so that sending before back undoes it.
create table audit_entry (
  id uuid primary key,
  -- Null: the installation's, not a store's.
  store_id uuid references store on delete cascade,
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null check (actor_kind in ('person', 'key', 'cli', 'system')),
  -- No reference: what was done stays when the person or the key is gone.
  actor_id uuid,
  actor_name text not null,
  action text not null,
  subject_id text,
  subject_name text not null,
  -- The subject's version after the change; null when it has none.
  subject_version integer,
  before jsonb,
  after jsonb,
  -- Changes of one press of a button have one group.
  group_id uuid,
  undoes uuid references audit_entry on delete set null
);
create index audit_entry_by_time on audit_entry (store_id, at desc, id desc);
create index audit_entry_by_subject on audit_entry (store_id, subject_id, at desc, id desc);
create index audit_entry_by_group on audit_entry (group_id, at desc, id desc) where group_id is not null;
create index audit_entry_by_undone on audit_entry (undoes) where undoes is not null;
