-- What the merchant's table of products sorts and filters by, one narrow row a product, kept by triggers.
create table product_listing (
  product_id uuid primary key,
  store_id uuid not null,
  -- Null while a product has no variant: between two statements of an import.
  min_price bigint,
  max_price bigint,
  -- Of the variants that are counted; null when none is.
  stock bigint,
  -- As shoppers see them: none left is out of stock.
  availabilities text[] not null,
  has_picture boolean not null,
  has_category boolean not null,
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index product_listing_by_price on product_listing (store_id, min_price, product_id);
-- What is not counted comes last both ways.
create index product_listing_by_stock on product_listing (store_id, (coalesce(stock, 9223372036854775807)), product_id);
create index product_listing_by_most_stock on product_listing (store_id, (coalesce(stock, -1)), product_id);
create index product_listing_without_picture on product_listing (store_id) where not has_picture;
create index product_listing_without_category on product_listing (store_id) where not has_category;
create index product_by_change on product (store_id, updated_at, id);
create index product_by_brand on product (store_id, lower(brand));
create index product_without_description on product (store_id, title, id) where description = '';

create function list_products(products uuid[]) returns void
language sql as $$
  insert into product_listing
  select p.id, p.store_id, v.min_price, v.max_price, v.stock, coalesce(v.availabilities, '{}'),
    exists (select from media m where m.store_id = p.store_id and m.product_id = p.id),
    exists (select from product_category pc where pc.store_id = p.store_id and pc.product_id = p.id)
  from product p, lateral (
    select min(price) as min_price, max(price) as max_price, sum(stock)::bigint as stock,
      array_agg(distinct case
        when stock = 0 and availability_status = 'in_stock' then 'out_of_stock'
        else availability_status
      end) as availabilities
    from variant where store_id = p.store_id and product_id = p.id
  ) v
  where p.id = any (products)
  on conflict (product_id) do update set
    min_price = excluded.min_price, max_price = excluded.max_price, stock = excluded.stock,
    availabilities = excluded.availabilities, has_picture = excluded.has_picture, has_category = excluded.has_category
  where (product_listing.min_price, product_listing.max_price, product_listing.stock,
      product_listing.availabilities, product_listing.has_picture, product_listing.has_category)
    is distinct from (excluded.min_price, excluded.max_price, excluded.stock,
      excluded.availabilities, excluded.has_picture, excluded.has_category)
$$;

create function list_after_change() returns trigger
language plpgsql as $$
declare
  products uuid[];
begin
  if tg_table_name = 'product' then
    select array_agg(id) into products from changed_rows;
  else
    select array_agg(distinct product_id) into products from changed_rows;
  end if;
  if products is not null then perform list_products(products); end if;
  return null;
end $$;
create trigger list_product_added after insert on product
  referencing new table as changed_rows for each statement execute function list_after_change();
create trigger list_variant_added after insert on variant
  referencing new table as changed_rows for each statement execute function list_after_change();
create trigger list_variant_changed after update on variant
  referencing new table as changed_rows for each statement execute function list_after_change();
create trigger list_variant_removed after delete on variant
  referencing old table as changed_rows for each statement execute function list_after_change();
create trigger list_picture_added after insert on media
  referencing new table as changed_rows for each statement execute function list_after_change();
create trigger list_picture_removed after delete on media
  referencing old table as changed_rows for each statement execute function list_after_change();
create trigger list_category_added after insert on product_category
  referencing new table as changed_rows for each statement execute function list_after_change();
create trigger list_category_removed after delete on product_category
  referencing old table as changed_rows for each statement execute function list_after_change();

-- What is there already.
select list_products(array_agg(id)) from product having count(*) > 0;

-- A picture that a merchant uploaded for the catalog; its bytes lie in the folder of catalog pictures under its id.
create table catalog_picture (
  id uuid primary key,
  store_id uuid not null references store on delete cascade,
  width integer not null,
  height integer not null,
  bytes integer not null,
  created_at timestamptz not null default now(),
  -- When a product was last seen to show it; null: none ever was.
  used_at timestamptz
);
-- Its file goes the way of photos' files.
create trigger catalog_picture_deleted after delete on catalog_picture
  referencing old table as deleted_image for each statement execute function note_image_removals();
create index catalog_picture_by_time on catalog_picture (store_id, created_at);
create index media_of_uploads on media (store_id, left(url, 60)) where url like '/media/%';
