-- What is remembered of a product's picture, so that a shopper's photo of it can be recognised.
-- space says how summary and detail were made; rows of another space are made anew. sha256 is the picture's own.
create table product_picture (
  id uuid primary key,
  store_id uuid not null,
  product_id uuid not null,
  url text not null,
  space text not null,
  sha256 bytea not null,
  summary bytea not null,
  detail bytea not null,
  updated_at timestamptz not null default now(),
  unique (store_id, product_id, url),
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index product_picture_by_change on product_picture (store_id, space, updated_at);
