-- What an admin may do. Those that exist already keep everything.
alter table admin add column role text not null default 'owner' check (role in ('owner', 'editor', 'viewer'));

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
create index audit_entry_by_group on audit_entry (group_id) where group_id is not null;
