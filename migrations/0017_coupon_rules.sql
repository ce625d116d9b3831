-- What a coupon asks of a customer, and whether it may be used beside others. Those that exist already ask nothing and
-- are used alone, as they were.
alter table coupon
  add column per_customer_limit integer check (per_customer_limit > 0),
  add column first_order_only boolean not null default false,
  add column combinable boolean not null default false;

-- Orders of the shop that were made of a signed quote. A customer is a hash: what counts is how often the same one came.
create table coupon_order (
  id uuid primary key,
  store_id uuid not null references store on delete cascade,
  order_id text not null check (order_id <> ''),
  quote_id uuid not null,
  customer bytea,
  -- A reserved order holds its coupons until reserved_until; then it is expired.
  status text not null check (status in ('reserved', 'confirmed', 'cancelled', 'expired')),
  reserved_until timestamptz,
  currency text not null,
  subtotal bigint not null check (subtotal >= 0),
  discount bigint not null check (discount >= 0),
  total bigint not null check (total >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (store_id, order_id),
  check (total = subtotal - discount),
  check ((status = 'reserved') = (reserved_until is not null))
);
-- A quote pays for one order.
create unique index coupon_order_by_quote on coupon_order (store_id, quote_id)
  where status in ('reserved', 'confirmed');
create index coupon_order_by_customer on coupon_order (store_id, customer)
  where status in ('reserved', 'confirmed') and customer is not null;
create index coupon_order_by_hold on coupon_order (reserved_until) where status = 'reserved';

-- The coupons that an order uses. coupon.times_used counts those that are in use.
create table coupon_redemption (
  coupon_order_id uuid not null references coupon_order on delete cascade,
  position integer not null,
  store_id uuid not null references store on delete cascade,
  code text not null,
  -- Null: the coupon was deleted. One that is made again under the same code takes its redemptions over.
  coupon_id uuid references coupon on delete set null,
  customer bytea,
  amount bigint not null check (amount > 0),
  in_use boolean not null default true,
  primary key (coupon_order_id, position)
);
create index coupon_redemption_by_customer on coupon_redemption (coupon_id, customer) where in_use;
create index coupon_redemption_by_code on coupon_redemption (store_id, code) where coupon_id is null;

-- The network that a visitor came from, as a keyed hash: who guesses coupon codes is limited by it. Deleted with the visitor.
alter table visitor add column network text;

-- The fingerprint of the SECRET_KEY that a process was last started with.
create table secret_key_use (
  only_one boolean primary key default true check (only_one),
  fingerprint text not null,
  since timestamptz not null default now()
);
