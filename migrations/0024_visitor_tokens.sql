-- A customer is one visitor, known on several devices: the newest token stands in the visitor's own row, the others here,
-- each with its own end.
create table visitor_token (
  token_hash bytea primary key,
  store_id uuid not null,
  visitor_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (store_id, visitor_id) references visitor (store_id, id) on delete cascade
);
create index visitor_token_by_visitor on visitor_token (store_id, visitor_id, created_at);

-- Not unique: the version before this one made a visitor of a customer for every token. They become one when the customer
-- comes again.
create index visitor_by_customer on visitor (store_id, customer_ref) where customer_ref is not null;

-- Who is another visitor now. What still runs for the one who is no more finds here whose it is; for a day.
create table visitor_merge (
  visitor_id uuid primary key,
  store_id uuid not null,
  into_id uuid not null,
  created_at timestamptz not null default now(),
  foreign key (store_id, into_id) references visitor (store_id, id) on delete cascade
);
create index visitor_merge_by_visitor on visitor_merge (store_id, into_id);
