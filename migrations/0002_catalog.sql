-- Products and variants after the Universal Commerce Protocol. Amounts are integers in the minor unit of the store's currency.
create table category (
  id uuid primary key,
  store_id uuid not null references store on delete cascade,
  value text not null,
  taxonomy text,
  unique (store_id, value)
);

create table product (
  id uuid primary key,
  store_id uuid not null references store on delete cascade,
  handle text not null,
  title text not null,
  description text not null default '',
  url text,
  brand text,
  tags text[] not null default '{}',
  options jsonb not null default '[]',
  -- json, not jsonb: the merchant's order of attributes is the order to show them in.
  attributes json not null default '{}',
  rating jsonb,
  external_id text,
  metadata jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (store_id, handle),
  unique (store_id, external_id),
  unique (store_id, id)
);
create index product_by_title on product (store_id, title, id);

create table product_category (
  store_id uuid not null,
  product_id uuid not null,
  category_id uuid not null references category on delete cascade,
  position integer not null default 0,
  primary key (product_id, category_id),
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index product_category_by_category on product_category (store_id, category_id);

create table variant (
  id uuid primary key,
  store_id uuid not null,
  product_id uuid not null,
  position integer not null,
  sku text,
  title text not null,
  price bigint not null check (price between 0 and 9007199254740991),
  list_price bigint check (list_price between 0 and 9007199254740991),
  -- Null when the shop does not count; then available says it alone.
  stock integer check (stock >= 0),
  available boolean not null,
  availability_status text not null check (availability_status in ('in_stock', 'backorder', 'preorder', 'out_of_stock', 'discontinued')),
  options jsonb not null default '[]',
  barcodes jsonb not null default '[]',
  metadata jsonb not null default '{}',
  unique (store_id, sku),
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index variant_by_product on variant (store_id, product_id, position);
create index variant_by_price on variant (store_id, price);

create table media (
  id uuid primary key,
  store_id uuid not null,
  product_id uuid not null,
  variant_id uuid references variant on delete cascade,
  position integer not null,
  type text not null,
  url text not null,
  alt_text text,
  width integer,
  height integer,
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index media_by_product on media (store_id, product_id, position);
