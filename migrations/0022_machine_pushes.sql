-- Stock and prices that machines push, and their requests that may come twice.

-- The versions that a product went through by pushes alone, up to its present one; a row whose last_version is not the
-- product's tells nothing any more. Whoever read the product at first_version or later saw everything but pushed cells.
create table product_push (
  product_id uuid primary key,
  store_id uuid not null,
  first_version integer not null,
  last_version integer not null,
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);

create table variant_push (
  variant_id uuid primary key references variant on delete cascade,
  store_id uuid not null,
  product_id uuid not null,
  -- The product's version that the newest push to this variant made.
  version integer not null,
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index variant_push_by_product on variant_push (store_id, product_id);

-- When what is known of a variant was so, whoever said it: what is older comes too late.
create table variant_moment (
  variant_id uuid primary key references variant on delete cascade,
  store_id uuid not null references store on delete cascade,
  stock_at timestamptz,
  price_at timestamptz
);

-- What signs pushes; two are valid while one is exchanged for the other.
create table webhook_secret (
  id uuid primary key,
  store_id uuid not null references store on delete cascade,
  secret bytea not null,
  created_at timestamptz not null default now()
);
create index webhook_secret_by_store on webhook_secret (store_id, created_at);

-- Requests that may come twice: by webhook-id or Idempotency-Key. answer is null while the first one is at work.
create table machine_request (
  store_id uuid not null references store on delete cascade,
  kind text not null check (kind in ('webhook', 'upsert')),
  name text not null,
  body_hash bytea not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (store_id, kind, name)
);
create index machine_request_by_time on machine_request (created_at);

create index variant_by_external_id on variant (store_id, (metadata ->> 'external_id')) where metadata ? 'external_id';
