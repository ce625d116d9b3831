-- Product search in plain Postgres: one row of words a product, one dictionary of words a store.
-- This file keeps them; server/postgres/product-search.ts asks them and explains the ranking.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;

-- English stems without stop words: "do", "so" and "an" are words of Vietnamese.
create text search dictionary aisle_stem (template = snowball, language = english);
create text search configuration aisle_words (copy = simple);
alter text search configuration aisle_words
  alter mapping for asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart, int, uint
  with aisle_stem;

-- Spelling that must not matter: case, diacritics, punctuation, "16 GB" or 16GB, 15.6", 15,6 inch or 15.6-inch, RTX4060 or RTX 4060.
-- Products and questions both pass through here.
create function search_text(given text) returns text
language plpgsql stable parallel safe as $$
declare
  spelled text := lower(unaccent(normalize(left(given, 40000), NFKC)));
begin
  spelled := regexp_replace(spelled, '[''’]s\M', '', 'g');
  spelled := regexp_replace(spelled, '(?<=\d)[.,](?=\d{3}(?!\d))', '', 'g');       -- 5,000 is 5000
  spelled := regexp_replace(spelled, '(?<=\d)[.,]0+(?!\d)', '', 'g');              -- 2.0 is 2
  spelled := regexp_replace(spelled, '(?<=\d)[.,](?=\d)', 'p', 'g');               -- 15.6 and 15,6 are 15p6, one word
  spelled := regexp_replace(spelled, '(?<=\d)[\s-]*(?:inch(?:es)?\M|["”″])', 'inch ', 'g');
  spelled := regexp_replace(spelled, '(?<=\d)\s*(?:lit|lit(?:er|re)s?|l)\M', 'l', 'g');
  spelled := regexp_replace(spelled, '(?<=\d)[\s-]*(tb|gb|mb|ghz|mhz|khz|hz|mah|wh|kw|w|kg|g|mm|cm|km|m|ml|mp|v)\M', '\1', 'g');
  spelled := regexp_replace(spelled, '\m([a-z]{3,})(\d+)\M', '\1 \2', 'g');
  return regexp_replace(spelled, '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g');
end $$;

create function search_vector(given text) returns tsvector
language sql stable parallel safe as $$
  select to_tsvector('public.aisle_words', search_text(given))
$$;

-- A name as a filter compares it: the stems in order, so that "Lều trại", "LEU TRAI" and "leu-trai" are one.
create function search_key(given text) returns text
language sql stable parallel safe as $$
  select coalesce(string_agg(lexeme, ' ' order by position), '')
  from unnest(search_vector(given)) as word(lexeme, positions, weights), unnest(positions) as position
$$;

-- What a category answers to: its whole path, every path above it and the last part ("Camping > Tents").
create function search_category_keys(value text) returns text[]
language sql stable parallel safe as $$
  with part as (
    select ordinality, search_key(text) as key
    from unnest(string_to_array(value, '>')) with ordinality as part(text, ordinality)
  ), path as (
    select string_agg(key, ' > ') over (order by ordinality) as key from part
    union
    (select key from part order by ordinality desc limit 1)
  )
  select array_agg(key) from path where key <> ''
$$;

create table product_search (
  product_id uuid primary key,
  store_id uuid not null,
  title_words tsvector not null,
  category_words tsvector not null,
  -- Tags, options and attributes.
  detail_words tsvector not null,
  -- All of the product, without positions, and the store's own lexeme, so that one GIN index serves every store.
  words tsvector not null,
  title_length integer not null,
  category_length integer not null,
  detail_length integer not null,
  text_length integer not null,
  brand_key text not null,
  category_keys text[] not null,
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index product_search_words on product_search using gin (words);
create index product_search_by_store on product_search (store_id);

-- Words as they are written and the lexeme that each is found under; product_count is the lexeme's.
create table search_word (
  store_id uuid not null references store on delete cascade,
  word text not null,
  lexeme text not null,
  product_count integer not null,
  -- The sorted letters: finds words whose letters were swapped.
  letters text not null,
  primary key (store_id, word)
);
create index search_word_by_trigram on search_word using gin (word gin_trgm_ops);
create index search_word_by_letters on search_word (store_id, letters);
create index search_word_by_start on search_word (store_id, left(word, 1), length(word));

create table search_store (
  store_id uuid primary key references store on delete cascade,
  product_count double precision not null,
  title_length double precision not null,
  category_length double precision not null,
  detail_length double precision not null,
  text_length double precision not null
);

-- Without it an import reads all of a store's links for each of its products.
create index product_category_by_product on product_category (store_id, product_id);
create index variant_by_folded_sku on variant (store_id, lower(sku));

create function search_letters(word text) returns text
language sql immutable strict parallel safe as $$
  select coalesce(string_agg(letter, '' order by letter), '') from regexp_split_to_table(word, '') as letter
$$;

create function search_store_lexeme(store uuid) returns text
language sql immutable strict parallel safe as $$ select 'store:' || store $$;

create function search_title_text(p product) returns text
language sql stable as $$ select left(p.title || ' ' || coalesce(p.brand, ''), 2000) $$;

create function search_category_text(p product) returns text
language sql stable as $$
  select left(string_agg(c.value, ' . ' order by pc.position), 4000)
  from product_category pc join category c on c.id = pc.category_id
  where pc.store_id = p.store_id and pc.product_id = p.id
$$;

create function search_detail_text(p product) returns text
language sql stable as $$
  select left(concat_ws(' . ',
    array_to_string(p.tags, ' . '),
    (select string_agg(name || ' ' || coalesce(value, ''), ' . ') from json_each_text(p.attributes) as a(name, value)),
    (select string_agg(o.option ->> 'name' || ' ' || coalesce(v.label ->> 'label', ''), ' . ')
      from jsonb_array_elements(p.options) as o(option), jsonb_array_elements(o.option -> 'values') as v(label)),
    (select string_agg(distinct v.title, ' . ') from variant v
      where v.store_id = p.store_id and v.product_id = p.id and v.title <> p.title)
  ), 8000)
$$;

-- Brings the rows of these products up to date.
create function search_index_products(products uuid[]) returns void
language sql as $$
  insert into product_search
  select p.id, p.store_id, t.words, k.words, d.words,
    strip(t.words || k.words || d.words || x.words) || array_to_tsvector(array[search_store_lexeme(p.store_id)]),
    length(t.words), length(k.words), length(d.words), length(x.words),
    search_key(p.brand),
    coalesce((
      select array_agg(distinct key)
      from product_category pc join category c on c.id = pc.category_id, unnest(search_category_keys(c.value)) as key
      where pc.store_id = p.store_id and pc.product_id = p.id), '{}')
  from product p,
    lateral (select search_vector(search_title_text(p)) as words) t,
    lateral (select search_vector(coalesce(search_category_text(p), '')) as words) k,
    lateral (select search_vector(search_detail_text(p)) as words) d,
    lateral (select search_vector(left(p.description, 20000)) as words) x
  where p.id = any (products)
  on conflict (product_id) do update set
    title_words = excluded.title_words, category_words = excluded.category_words,
    detail_words = excluded.detail_words, words = excluded.words,
    title_length = excluded.title_length, category_length = excluded.category_length, detail_length = excluded.detail_length, text_length = excluded.text_length,
    brand_key = excluded.brand_key, category_keys = excluded.category_keys
$$;

-- Whoever writes a store's dictionary holds this lock; it is taken before any row of the catalog, or only tried for.
create function search_lock_key(store uuid) returns bigint
language sql immutable strict as $$ select hashtextextended('aisle search ' || store, 0) $$;

-- Counts a store's words and lengths anew: 1 s for 43,000 products. The caller holds the lock.
create function search_count_words(store uuid) returns void
language plpgsql as $$
begin
  if not exists (select from store s where s.id = store) then return; end if;
  insert into search_store
  select store, count(*), greatest(avg(title_length), 1), greatest(avg(category_length), 1),
    greatest(avg(detail_length), 1), greatest(avg(text_length), 1)
  from product_search where store_id = store
  on conflict (store_id) do update set product_count = excluded.product_count, title_length = excluded.title_length,
    category_length = excluded.category_length, detail_length = excluded.detail_length, text_length = excluded.text_length;

  with stem as materialized (
    select word, ndoc
    from ts_stat(format('select words from product_search where store_id = %L', store))
    where word <> search_store_lexeme(store) and length(word) <= 60
  ), counted as materialized (
    select word, word as lexeme, ndoc as product_count from stem
    union all
      -- The written forms of what stands in titles, categories and details: "gaming" beside its stem "game".
    select written.word, stem.word, stem.ndoc
    from ts_stat(format(
      'select to_tsvector(''simple'', search_text(concat_ws('' . '', search_title_text(p), search_category_text(p), search_detail_text(p)))) from product p where store_id = %L',
      store)) as written
    join stem on stem.word = (ts_lexize('public.aisle_stem', written.word))[1]
    where length(written.word) <= 60 and not exists (select from stem same where same.word = written.word)
  ), forgotten as (
    delete from search_word w
    where w.store_id = store and not exists (select from counted c where c.word = w.word)
  )
  insert into search_word
  select store, word, lexeme, product_count, search_letters(word) from counted
  on conflict (store_id, word) do update set lexeme = excluded.lexeme, product_count = excluded.product_count
  where (search_word.lexeme, search_word.product_count) is distinct from (excluded.lexeme, excluded.product_count);
end $$;

-- A small store's dictionary follows every edit; a big one's is counted by imports, since its frequencies hardly move.
create function search_follow_edit(products uuid[], stores uuid[]) returns void
language plpgsql as $$
declare
  edited uuid;
begin
  perform search_index_products(products);
  foreach edited in array stores loop
    if coalesce((select product_count from search_store where store_id = edited), 0) <= 2000
      and pg_try_advisory_xact_lock(search_lock_key(edited))
    then
      perform search_count_words(edited);
    end if;
  end loop;
end $$;

-- An import sets aisle.search_index to 'later' for its transaction and indexes once at its end.
create function search_is_postponed() returns boolean
language sql stable as $$ select coalesce(current_setting('aisle.search_index', true), '') = 'later' $$;

create function search_after_product() returns trigger
language plpgsql as $$
declare
  products uuid[] := '{}';
  stores uuid[] := '{}';
begin
  if search_is_postponed() then return null; end if;
  if tg_op = 'INSERT' then
    select array_agg(id), array_agg(distinct store_id) into products, stores from after_rows;
  elsif tg_op = 'UPDATE' then
    select array_agg(a.id), array_agg(distinct a.store_id) into products, stores
    from after_rows a join before_rows b using (id)
    where (a.title, a.brand, a.description, a.tags, a.options, a.attributes::text)
      is distinct from (b.title, b.brand, b.description, b.tags, b.options, b.attributes::text);
  else
    select array_agg(distinct store_id) into stores from before_rows;
  end if;
  if stores is not null then perform search_follow_edit(coalesce(products, '{}'), stores); end if;
  return null;
end $$;
create trigger search_product_added after insert on product
  referencing new table as after_rows for each statement execute function search_after_product();
create trigger search_product_changed after update on product
  referencing old table as before_rows new table as after_rows for each statement execute function search_after_product();
create trigger search_product_removed after delete on product
  referencing old table as before_rows for each statement execute function search_after_product();

-- For variant and product_category: the words of the products they belong to.
create function search_after_part() returns trigger
language plpgsql as $$
declare
  products uuid[];
  stores uuid[];
begin
  if search_is_postponed() then return null; end if;
  select array_agg(distinct product_id), array_agg(distinct store_id) into products, stores from changed_rows;
  if products is not null then perform search_follow_edit(products, stores); end if;
  return null;
end $$;
create trigger search_variant_added after insert on variant
  referencing new table as changed_rows for each statement execute function search_after_part();
create trigger search_variant_removed after delete on variant
  referencing old table as changed_rows for each statement execute function search_after_part();
create trigger search_category_added after insert on product_category
  referencing new table as changed_rows for each statement execute function search_after_part();
create trigger search_category_removed after delete on product_category
  referencing old table as changed_rows for each statement execute function search_after_part();

-- Prices and stock change often and are not words: only a new title counts.
create function search_after_renaming() returns trigger
language plpgsql as $$
declare
  products uuid[];
  stores uuid[];
begin
  if search_is_postponed() then return null; end if;
  if tg_table_name = 'variant' then
    select array_agg(distinct a.product_id), array_agg(distinct a.store_id) into products, stores
    from after_rows a join before_rows b using (id) where a.title <> b.title;
  else
    select array_agg(distinct pc.product_id), array_agg(distinct pc.store_id) into products, stores
    from product_category pc where pc.category_id in (
      select a.id from after_rows a join before_rows b using (id) where to_jsonb(a) ->> 'value' <> to_jsonb(b) ->> 'value');
  end if;
  if products is not null then perform search_follow_edit(products, stores); end if;
  return null;
end $$;
create trigger search_variant_renamed after update on variant
  referencing old table as before_rows new table as after_rows for each statement execute function search_after_renaming();
create trigger search_category_renamed after update on category
  referencing old table as before_rows new table as after_rows for each statement execute function search_after_renaming();

-- What is there already.
select search_index_products(array_agg(id)) from product having count(*) > 0;
select search_count_words(id) from store;
