-- What pictures are recognised by: one row for each way (space) that a picture was looked at in. Rows of two spaces are
-- never compared. product_picture stays for the version before this one, and goes with a later migration.
create table picture_trait (
  store_id uuid not null,
  product_id uuid not null,
  url text not null,
  space text not null,
  sha256 bytea not null,
  value bytea not null,
  detail bytea,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (store_id, product_id, url, space),
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index picture_trait_by_change on picture_trait (store_id, space, updated_at);

-- The spaces that all of a store's pictures were looked at in.
create table picture_space (
  store_id uuid not null references store (id) on delete cascade,
  space text not null,
  completed_at timestamptz not null default clock_timestamp(),
  primary key (store_id, space)
);

-- The mean of the photos that a store's shoppers sent, little-endian float32: what is the same on all says nothing.
create table photo_mean (
  store_id uuid not null references store (id) on delete cascade,
  space text not null,
  photos integer not null,
  mean bytea not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (store_id, space)
);
