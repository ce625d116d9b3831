-- Catalog files on their way in. A file arrives row by row, is checked product by product against what the store has,
-- waits to be looked at, and is then written a batch at a time, each batch with its progress in one transaction.
create table catalog_import (
  id uuid primary key,
  store_id uuid not null references store on delete cascade,
  status text not null check (status in ('receiving', 'checking', 'ready', 'running', 'done', 'cancelled', 'failed', 'expired')),
  actor_kind text not null check (actor_kind in ('person', 'key', 'cli', 'system')),
  actor_id uuid,
  actor_name text not null,
  file_name text not null,
  wanted_format text not null,
  format text,
  bytes bigint not null default 0,
  records integer not null default 0,
  -- How prices were written: with a point or with a comma before the decimals.
  price_points integer not null default 0,
  price_commas integer not null default 0,
  -- What becomes of products that the file does not mention.
  missing text not null default 'leave' check (missing in ('leave', 'unavailable')),
  -- Products of the file, once it is known which rows belong together.
  products integer,
  -- The position up to which they are checked, then written.
  reached integer not null default 0,
  new_products integer not null default 0,
  changed_products integer not null default 0,
  unchanged_products integer not null default 0,
  refused_products integer not null default 0,
  written integer not null default 0,
  -- Products of the store that can be bought and that the file does not mention; null until all is checked.
  missing_found integer,
  -- Made unavailable as the file does not mention them; null until that was done, or when nobody asked for it.
  missing_done integer,
  failure text,
  failure_line integer,
  cancel_requested boolean not null default false,
  lease_owner uuid,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  unique (store_id, id)
);
create index catalog_import_by_store on catalog_import (store_id, created_at desc, id desc);
create index catalog_import_at_work on catalog_import (created_at) where status in ('receiving', 'checking', 'ready', 'running');

-- The rows of a file until they are checked. Text, not json: what a file holds need not be storable as such.
create table catalog_import_record (
  store_id uuid not null,
  import_id uuid not null,
  seq integer not null,
  group_key text not null,
  alias text,
  line integer not null,
  cells text not null,
  primary key (import_id, seq),
  foreign key (store_id, import_id) references catalog_import (store_id, id) on delete cascade
);
create index catalog_import_record_by_group on catalog_import_record (import_id, group_key, seq);

-- A product of a file: its rows together, in the order of its first row.
create table catalog_import_product (
  store_id uuid not null,
  import_id uuid not null,
  position integer not null,
  group_key text not null,
  line integer not null,
  -- Characters of its rows: what is too large is never read at once.
  size bigint not null,
  -- Null until it is checked.
  kind text check (kind in ('new', 'changed', 'unchanged', 'refused')),
  title text,
  product text,
  -- The product of the store that it is, or that it became.
  product_id uuid,
  changes jsonb not null default '[]',
  problems jsonb not null default '[]',
  is_written boolean not null default false,
  primary key (import_id, position),
  foreign key (store_id, import_id) references catalog_import (store_id, id) on delete cascade
);
create index catalog_import_product_by_kind on catalog_import_product (import_id, kind, position);
create index catalog_import_product_by_product on catalog_import_product (import_id, product_id) where product_id is not null;

-- Ids, handles and SKUs that a file has used, so that the second use is found wherever it stands.
create table catalog_import_key (
  store_id uuid not null,
  import_id uuid not null,
  key text not null,
  line integer not null,
  primary key (import_id, key),
  foreign key (store_id, import_id) references catalog_import (store_id, id) on delete cascade
);
