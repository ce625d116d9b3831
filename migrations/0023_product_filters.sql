-- What a product can be filtered by and counted under, as numbers: one GIN index serves every brand, category, option
-- and attribute of every store. server/postgres/search-filters.ts and search-facets.ts ask it.

-- Which number a value has: spelling does not matter, as in search_key. md5 is the same in every version of Postgres.
create function filter_key(store uuid, kind text, name text, folded text) returns bigint
language sql immutable parallel safe as $$
  select ('x' || left(md5(concat_ws(chr(1), store, kind, name, folded)), 16))::bit(64)::bigint
$$;

create function filter_fold(given text) returns text
language sql stable parallel safe as $$ select coalesce(nullif(search_key(given), ''), lower(btrim(given))) $$;

-- Everything that a value answers to, itself first: a category also to its last part and to the paths above it.
create function filter_keys(store uuid, kind text, name text, value text) returns bigint[]
language sql stable parallel safe as $$
  select array_agg(filter_key(store, kind, filter_fold(name), folded) order by place)
  from (
    select filter_fold(value) as folded, 1 as place where kind <> 'category'
    union all
    select string_agg(filter_fold(part), ' > ' order by ordinality), 1
    from unnest(string_to_array(value, '>')) with ordinality as p(part, ordinality) where kind = 'category'
    union all
    select key, 2 from unnest(search_category_keys(value)) as key where kind = 'category'
  ) as answer
  where folded is not null
$$;

-- Each spelling once, so that it is folded once, and facets can show it.
create table search_value (
  store_id uuid not null references store on delete cascade,
  kind text not null check (kind in ('brand', 'category', 'option', 'attribute')),
  -- Of the option or attribute; empty for the others.
  name text not null,
  value text not null,
  -- keys[1] is its own.
  keys bigint[] not null,
  primary key (store_id, kind, name, value)
);
create index search_value_by_key on search_value (store_id, (keys[1]));

create table search_filter (
  product_id uuid primary key,
  store_id uuid not null,
  -- Of the product and of all its variants.
  keys bigint[] not null,
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index search_filter_by_key on search_filter using gin (keys);
create index search_filter_by_store on search_filter (store_id, product_id);

create table search_variant_filter (
  variant_id uuid primary key references variant on delete cascade,
  product_id uuid not null,
  store_id uuid not null,
  -- Its options.
  keys bigint[] not null
);
create index search_variant_filter_by_product on search_variant_filter (product_id);

-- For the orders by price and by age.
create index variant_by_price_and_product on variant (store_id, price, product_id);
create index product_by_age on product (store_id, created_at, id);

-- Long texts are no values to choose from.
create view search_trait as
  select store_id, id as product_id, null::uuid as variant_id, 'brand' as kind, '' as name, brand as value
  from product where brand <> ''
  union all
  select pc.store_id, pc.product_id, null, 'category', '', c.value
  from product_category pc join category c on c.id = pc.category_id
  union all
  select p.store_id, p.id, null, 'attribute', left(a.name, 200), a.value
  from product p, json_each_text(p.attributes) as a(name, value) where a.value <> '' and length(a.value) <= 120
  union all
  select v.store_id, v.product_id, v.id, 'option', o.option ->> 'name', o.option ->> 'label'
  from variant v, jsonb_array_elements(v.options) as o(option);

create function filter_index_products(products uuid[]) returns void
language sql as $$
  insert into search_value
  select store_id, kind, name, value, filter_keys(store_id, kind, name, value)
  from (
    select distinct t.store_id, t.kind, t.name, t.value
    from search_trait t
    where t.product_id = any (products) and not exists (
      select from search_value f
      where (f.store_id, f.kind, f.name, f.value) = (t.store_id, t.kind, t.name, t.value))
  ) as fresh
  -- In one order, so that two writers wait for each other and never both.
  order by store_id, kind, name, value
  on conflict do nothing;

  insert into search_filter
  select p.id, p.store_id, coalesce(array_agg(distinct k.key) filter (where k.key is not null), '{}')
  from product p
  left join search_trait t on t.product_id = p.id
  left join search_value f on (f.store_id, f.kind, f.name, f.value) = (t.store_id, t.kind, t.name, t.value)
  left join lateral unnest(f.keys) as k(key) on true
  where p.id = any (products)
  group by p.id
  on conflict (product_id) do update set keys = excluded.keys where search_filter.keys <> excluded.keys;

  insert into search_variant_filter
  select t.variant_id, t.product_id, t.store_id, array_agg(distinct f.keys[1])
  from search_trait t
  join search_value f on (f.store_id, f.kind, f.name, f.value) = (t.store_id, t.kind, t.name, t.value)
  where t.product_id = any (products) and t.kind = 'option'
  group by t.variant_id, t.product_id, t.store_id
  on conflict (variant_id) do update set keys = excluded.keys where search_variant_filter.keys <> excluded.keys;

  delete from search_variant_filter f using variant v
  where f.product_id = any (products) and v.id = f.variant_id and v.options = '[]';
$$;

-- Whatever changes brand, attributes, categories or the set of variants brings the product's words up to date (0007), at
-- once or at the end of an import: its filters follow them.
create function filter_after_words() returns trigger
language plpgsql as $$
begin
  perform filter_index_products(array_agg(product_id)) from changed_rows having count(*) > 0;
  return null;
end $$;
create trigger filter_words_added after insert on product_search
  referencing new table as changed_rows for each statement execute function filter_after_words();
create trigger filter_words_changed after update on product_search
  referencing new table as changed_rows for each statement execute function filter_after_words();

-- Prices and stock change often and are no values to choose from.
create function filter_after_options() returns trigger
language plpgsql as $$
begin
  if search_is_postponed() then return null; end if;
  perform filter_index_products(array_agg(distinct a.product_id))
  from after_rows a join before_rows b using (id) where a.options <> b.options having count(*) > 0;
  return null;
end $$;
create trigger filter_options_changed after update on variant
  referencing old table as before_rows new table as after_rows for each statement execute function filter_after_options();

-- What is there already.
select filter_index_products(array_agg(id)) from product having count(*) > 0;
