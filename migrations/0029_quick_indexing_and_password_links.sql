-- Two things. The first: indexing a few products is quick again, also in a big catalog. Its filters read every product of
-- every store, because the view was joined before it was narrowed; its words were worked out thirteen times instead of four,
-- because Postgres puts an expression wherever its name stands; and a catalog that had just come, of which Postgres knew
-- nothing, was read from end to end. "offset 0" keeps Postgres from all of that.
create or replace function filter_index_products(products uuid[]) returns void
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
  left join (select * from search_trait where product_id = any (products) offset 0) t on t.product_id = p.id
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

create or replace function search_learn_words(store uuid, products uuid[]) returns void
language sql as $$
  with owner as materialized (
    select search_configuration_of(store)::regconfig as configuration, search_store_lexeme(store) as lexeme
  ), written as materialized (
    select distinct spelled.lexeme as word
    from product p, unnest(to_tsvector('simple', search_text(
      concat_ws(' . ', search_title_text(p), search_category_text(p), search_detail_text(p))))) as spelled
    where p.store_id = store and p.id = any (products)
  ), learnt as (
    select word, coalesce((tsvector_to_array(to_tsvector(owner.configuration, word)))[1], word) as lexeme
    from written, owner
    union
    select word, word from owner, product_search s, unnest(tsvector_to_array(s.words)) as word
    where s.store_id = store and s.product_id = any (products) and word !~ '^\^' and word <> owner.lexeme
  )
  -- A stem stands for itself, also where it is written as another word: sorted, so that it comes first.
  insert into search_word (store_id, word, lexeme, product_count, letters)
  select distinct on (word) store, word, lexeme, 1, '' from learnt l
  where length(word) <= 60 and not exists (select from search_word k where k.store_id = store and k.word = l.word)
  order by word, lexeme <> word
  on conflict (store_id, word) do nothing
$$;

-- Brings the rows of these products up to date. Without a variant a product cannot be shown, so it has none.
create or replace function search_index_products(products uuid[]) returns void
language plpgsql as $$
declare
  edited record;
begin
  delete from product_search s
  where s.product_id = any (products)
    and not exists (select from variant v where v.store_id = s.store_id and v.product_id = s.product_id offset 0);

  insert into product_search as s (
    product_id, store_id, title_words, category_words, detail_words, words,
    title_length, category_length, detail_length, text_length, brand_key, category_keys)
  select (p.row).id, (p.row).store_id, t.words, k.words, d.words,
    setweight(t.words, 'A') || setweight(k.words, 'B') || setweight(d.words, 'C') || x.words
      || search_marks(t.words || k.words) || array_to_tsvector(array[owner.lexeme]),
    length(t.words), length(k.words), length(d.words), length(x.words),
    search_key((p.row).brand),
    coalesce((
      select array_agg(distinct key)
      from product_category pc join category c on c.id = pc.category_id, unnest(search_category_keys(c.value)) as key
      where pc.store_id = (p.row).store_id and pc.product_id = (p.row).id), '{}')
  from (
      select product as row from product
      where id = any (products)
        and exists (select from variant v where v.store_id = product.store_id and v.product_id = product.id offset 0)
      offset 0
    ) as p
    join (
      select id, search_configuration_of(id) as configuration, search_store_lexeme(id) as lexeme from store offset 0
    ) as owner on owner.id = (p.row).store_id,
    lateral (select search_vector(search_title_text(p.row), configuration) as words offset 0) t,
    lateral (select search_vector(coalesce(search_category_text(p.row), ''), configuration) as words offset 0) k,
    lateral (select search_vector(search_detail_text(p.row), configuration) as words offset 0) d,
    lateral (select search_vector(left((p.row).description, 20000), configuration) as words offset 0) x
  on conflict (product_id) do update set
    title_words = excluded.title_words, category_words = excluded.category_words,
    detail_words = excluded.detail_words, words = excluded.words,
    title_length = excluded.title_length, category_length = excluded.category_length, detail_length = excluded.detail_length, text_length = excluded.text_length,
    brand_key = excluded.brand_key, category_keys = excluded.category_keys;

  for edited in select store_id as id, count(*) as products from product where id = any (products) group by store_id order by store_id loop
    if pg_try_advisory_xact_lock(search_lock_key(edited.id)) then
      perform search_learn_words(edited.id, products);
      update search_store set changed_products = changed_products + edited.products where store_id = edited.id;
    end if;
  end loop;
end $$;

-- The second: a link by which somebody who is an admin already sets a new password. It lives and dies like an invitation;
-- to a version that knows nothing of it, it is one that cannot be accepted.
alter table admin_invitation add column admin_id uuid references admin on delete cascade;
