-- Search at a million products: one vector of words a product, and misspellings found by an index.

-- Stems of the store's language. A configuration for each language that Postgres can stem; none has stop words, all
-- read text after search_text(). English and Vietnamese share aisle_words.
do $$
declare
  language text;
begin
  foreach language in array array[
    'arabic', 'danish', 'dutch', 'finnish', 'french', 'german', 'greek', 'hungarian', 'indonesian', 'italian', 'lithuanian',
    'norwegian', 'portuguese', 'romanian', 'russian', 'spanish', 'swedish', 'tamil', 'turkish'] loop
    execute format('create text search dictionary aisle_stem_%1$s (template = snowball, language = %1$s)', language);
    execute format('create text search configuration aisle_words_%1$s (copy = public.aisle_words)', language);
    execute format('alter text search configuration aisle_words_%1$s alter mapping replace aisle_stem with aisle_stem_%1$s', language);
  end loop;
end $$;

-- "de-AT" → public.aisle_words_german; a language without stems of its own → public.aisle_words.
create function search_configuration(locale text) returns text
language sql immutable parallel safe as $$
  select 'public.aisle_words' || coalesce('_' || (
    select language
    from (values
      ('ar', 'arabic'), ('da', 'danish'), ('nl', 'dutch'), ('fi', 'finnish'), ('fr', 'french'), ('de', 'german'), ('el', 'greek'),
      ('hu', 'hungarian'), ('id', 'indonesian'), ('it', 'italian'), ('lt', 'lithuanian'), ('nb', 'norwegian'), ('nn', 'norwegian'),
      ('no', 'norwegian'), ('pt', 'portuguese'), ('ro', 'romanian'), ('ru', 'russian'), ('es', 'spanish'), ('sv', 'swedish'),
      ('ta', 'tamil'), ('tr', 'turkish')) as stemmed(code, language)
    where code = lower(split_part(replace(locale, '_', '-'), '-', 1))), '')
$$;

create function search_vector(given text, configuration text) returns tsvector
language sql stable parallel safe as $$
  select to_tsvector(configuration::regconfig, search_text(given))
$$;

-- Before anything that keeps readers out: it takes its time.
-- A word and all that is left of it without one of its letters: two words that are one wrong, missing, additional or swapped letter
-- apart have one of these in common.
create function search_deletions(word text) returns text[]
language sql immutable strict parallel safe as $$
  select array_agg(distinct left(word, place - 1) || substr(word, place + 1)) || word
  from generate_series(1, length(word)) as place
$$;

create function search_is_correctable(word text) returns boolean
language sql immutable parallel safe as $$ select length(word) between 3 and 24 and word !~ '[0-9]' $$;

create index search_word_by_deletion on search_word using gin (search_deletions(word)) where search_is_correctable(word);

-- From now on words has all of a product with positions, each word labelled with where it stands: A title and brand, B categories,
-- C tags, options and attributes, D description. Beside them, without positions, the store's lexeme and '^word' for each word of
-- A and B, so that the index alone finds the products that are called so. Of the other three vectors only the lengths are still read.
alter table product_search
  alter column words set storage main,
  set (toast_tuple_target = 8160, fillfactor = 90);

alter table search_store
  -- In which the store's products were indexed.
  add column configuration text not null default 'public.aisle_words',
  -- Products indexed since the words were last counted.
  add column changed_products integer not null default 0;

create function search_configuration_of(store uuid) returns text
language sql stable parallel safe as $$
  select coalesce(
    (select configuration from search_store where store_id = store),
    (select search_configuration(locale) from store s where s.id = store))
$$;

-- What they were for, the new one does.
drop index search_word_by_start, search_word_by_letters;

-- Every search reads what an index has not sorted in yet, by default up to 4 MB of it.
alter index product_search_words set (gin_pending_list_limit = 64);
alter index search_word_by_trigram set (gin_pending_list_limit = 64);
alter index search_word_by_deletion set (gin_pending_list_limit = 64);

create function search_marks(words tsvector) returns tsvector
language sql immutable strict parallel safe as $$
  select coalesce(array_to_tsvector(array_agg('^' || word)), ''::tsvector) from unnest(tsvector_to_array(words)) as word
$$;

-- Words that the store's dictionary does not have yet, as they are written ("gaming") and as they are found ("game").
create function search_learn_words(store uuid, products uuid[]) returns void
language sql as $$
  with written as materialized (
    select distinct spelled.lexeme as word
    from product p, unnest(to_tsvector('simple', search_text(
      concat_ws(' . ', search_title_text(p), search_category_text(p), search_detail_text(p))))) as spelled
    where p.store_id = store and p.id = any (products)
  ), learnt as (
    select word, coalesce((tsvector_to_array(to_tsvector(search_configuration_of(store)::regconfig, word)))[1], word) as lexeme
    from written
    union
    select word, word from product_search s, unnest(tsvector_to_array(s.words)) as word
    where s.store_id = store and s.product_id = any (products) and word !~ '^\^' and word <> search_store_lexeme(store)
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
    and not exists (select from variant v where v.store_id = s.store_id and v.product_id = s.product_id);

  insert into product_search as s (
    product_id, store_id, title_words, category_words, detail_words, words,
    title_length, category_length, detail_length, text_length, brand_key, category_keys)
  select p.id, p.store_id, t.words, k.words, d.words,
    setweight(t.words, 'A') || setweight(k.words, 'B') || setweight(d.words, 'C') || x.words
      || search_marks(t.words || k.words) || array_to_tsvector(array[search_store_lexeme(p.store_id)]),
    length(t.words), length(k.words), length(d.words), length(x.words),
    search_key(p.brand),
    coalesce((
      select array_agg(distinct key)
      from product_category pc join category c on c.id = pc.category_id, unnest(search_category_keys(c.value)) as key
      where pc.store_id = p.store_id and pc.product_id = p.id), '{}')
  from product p
    join (select id, search_configuration_of(id) as configuration from store offset 0) as owner on owner.id = p.store_id,
    lateral (select search_vector(search_title_text(p), configuration) as words) t,
    lateral (select search_vector(coalesce(search_category_text(p), ''), configuration) as words) k,
    lateral (select search_vector(search_detail_text(p), configuration) as words) d,
    lateral (select search_vector(left(p.description, 20000), configuration) as words) x
  where p.id = any (products)
    and exists (select from variant v where v.store_id = p.store_id and v.product_id = p.id)
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

-- Counts a store's words and lengths anew once a tenth of it has changed, so that an import in many steps does not count at each.
-- A store whose language has changed is indexed anew first. The caller holds the lock.
create or replace function search_count_words(store uuid) returns void
language plpgsql as $$
declare
  wanted text := (select search_configuration(locale) from store s where s.id = store);
  counted search_store;
begin
  if wanted is null then return; end if;
  select * into counted from search_store s where s.store_id = store;
  if counted.configuration = wanted and counted.product_count > 200 and counted.changed_products * 10 < counted.product_count then return; end if;
  if counted.configuration <> wanted then
    update search_store set configuration = wanted where store_id = store;
    delete from search_word where store_id = store;
    perform search_index_products(array_agg(id)) from product where store_id = store having count(*) > 0;
  end if;

  insert into search_store (store_id, product_count, title_length, category_length, detail_length, text_length, configuration)
  select store, count(*), greatest(avg(title_length), 1), greatest(avg(category_length), 1),
    greatest(avg(detail_length), 1), greatest(avg(text_length), 1), wanted
  from product_search where store_id = store
  on conflict (store_id) do update set product_count = excluded.product_count, title_length = excluded.title_length,
    category_length = excluded.category_length, detail_length = excluded.detail_length, text_length = excluded.text_length,
    changed_products = 0;

  with counted_word as materialized (
    select word as lexeme, ndoc as products
    from ts_stat(format('select words from product_search where store_id = %L', store))
    where word !~ '^\^' and word <> search_store_lexeme(store) and length(word) <= 60
  ), forgotten as (
    delete from search_word w
    where w.store_id = store and not exists (select from counted_word c where c.lexeme = w.lexeme)
  )
  update search_word w set product_count = c.products
  from counted_word c
  where w.store_id = store and c.lexeme = w.lexeme and w.product_count <> c.products;
end $$;

-- A word is learnt with the first product that has it; how often it occurs is counted now and then.
create or replace function search_follow_edit(products uuid[], stores uuid[]) returns void
language plpgsql as $$
declare
  edited uuid;
begin
  perform search_index_products(products);
  foreach edited in array stores loop
    if coalesce((select product_count from search_store where store_id = edited), 0) <= 2000
      and pg_try_advisory_xact_lock(search_lock_key(edited))
    then
      if cardinality(products) = 0 then
        update search_store set changed_products = changed_products + 1 where store_id = edited;
      end if;
      perform search_count_words(edited);
    end if;
  end loop;
end $$;

-- Letters to change; two that are swapped are one change.
create function search_distance(one text, other text) returns numeric
language sql immutable parallel safe as $$
  select case
    when one = other then 0
    when length(one) = length(other) and search_letters(one) = search_letters(other) then 1
    else levenshtein_less_equal(one, other, 2) end
$$;

-- What a word that the store does not have may have been meant to be, the likeliest first: one wrong letter away, or two in
-- words that are long enough to be known by the rest. Its stem is tried too: whoever misspells "laptops" may mean a laptop.
create function search_corrections(store uuid, configuration regconfig, misspelt text)
returns table (spelt text, lexeme text, products integer)
language plpgsql stable as $$
#variable_conflict use_column
declare
  stem text := coalesce((tsvector_to_array(to_tsvector(configuration, misspelt)))[1], misspelt);
  deletions text[] := case when stem = misspelt then search_deletions(misspelt) else search_deletions(misspelt) || search_deletions(stem) end;
  most numeric := case when length(misspelt) <= 5 then 1.5 else 2.5 end;
begin
  if not search_is_correctable(misspelt) then return; end if;
  return query
  with near as (
    select d.word, d.lexeme, d.product_count,
      least(search_distance(d.word, misspelt), search_distance(d.word, stem) + 0.5) as distance
    from search_word d
    where d.store_id = store and search_is_correctable(d.word) and search_deletions(d.word) && deletions
  ), best as (
    select n.lexeme, min(n.distance) as distance, max(n.product_count) as products,
      (array_agg(n.word order by n.distance, length(n.word) desc, n.word))[1] as word
    from near n where n.distance <= most group by n.lexeme
  )
  select b.word, b.lexeme, b.products from best b
  -- Few misspell the first letter.
  order by b.distance, b.products * case when left(b.word, 1) = left(misspelt, 1) then 4 else 1 end desc, b.lexeme
  limit 3;
  if found or length(misspelt) < 7 then return; end if;
  return query
  select d.word, d.lexeme, d.product_count from search_word d
  where d.store_id = store and search_is_correctable(d.word) and d.word % misspelt and levenshtein_less_equal(d.word, misspelt, 2) <= 2
  order by d.product_count desc, d.word limit 1;
end $$;

-- What the words of a question mean in a store; `question` has gone through search_text().
-- kind 'word': a word as it is; 'correction': one that the store has in place of one that it does not have. Alternatives share
-- their place. `query` is a tsquery, `weight` what a hit of it is worth, `products` how many have it.
create function search_words(store uuid, configuration regconfig, question text, most integer)
returns table (kind text, place integer, asked text, spelt text, query text, weight float8, products integer)
language plpgsql stable as $$
#variable_conflict use_column
declare
  unknown integer[] := '{}';
  words text[] := '{}';
  stems text[] := '{}';
  counts integer[] := '{}';
begin
  for place, asked, query in
    select row_number() over (order by w.positions[1]), w.lexeme, coalesce(stem.lexeme, w.lexeme)
    from unnest(to_tsvector('simple', question)) as w
    left join unnest(to_tsvector(configuration, question)) as stem on stem.positions @> w.positions[1:1]
    order by 1 limit most
  loop
    products := coalesce((select product_count from search_word where store_id = store and word = query), 0);
    words := words || asked;
    stems := stems || query;
    counts := counts || products;
    -- So rare a word may be misspelt in the shop itself, or be another one's misspelling.
    if products <= 2 then unknown := unknown || place; end if;
    kind := 'word'; spelt := asked; weight := 1; query := quote_literal(query);
    return next;
  end loop;

  -- Written apart: "key board" is looked for as "keyboard" too.
  return query
  select 'word', p.place, null, null, quote_literal(joined.lexeme), 0.9::float8, joined.product_count
  from generate_series(1, cardinality(words) - 1) as at
  cross join lateral (select * from search_word where store_id = store and word in (words[at] || words[at + 1], words[at] || stems[at + 1]) limit 1) as joined
  cross join unnest(array[at, at + 1]) as p(place);

  foreach place in array unknown loop
    return query
    select 'correction', place, words[place], c.spelt, quote_literal(c.lexeme), 1 - 0.2::float8 * (row_number() over () - 1), c.products
    from search_corrections(store, configuration, words[place]) as c
    where c.products > 20 * counts[place];
    -- Written together: "powerbank".
    return query
    select 'word', place, null, null, quote_literal(l.lexeme) || ' <-> ' || quote_literal(r.lexeme), 0.9::float8, least(l.product_count, r.product_count)
    from generate_series(2, least(length(words[place]), 30) - 2) as cut
    cross join lateral (select * from search_word where store_id = store and word = left(words[place], cut) limit 1) as l
    cross join lateral (select * from search_word where store_id = store and word in (substr(words[place], cut + 1), substr(stems[place], cut + 1)) limit 1) as r
    where length(words[place]) >= 6;
  end loop;
end $$;

-- The same for phrases [{place, phrase, weight}] of plain words. A phrase occurs at most as often as its rarest word.
create function search_phrases(store uuid, configuration regconfig, phrases jsonb)
returns table (kind text, place integer, asked text, spelt text, query text, weight float8, products integer)
language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
  select 'phrase', p.place, p.phrase, p.phrase, phraseto_tsquery(configuration, p.phrase)::text, p.weight,
    (select min(coalesce((select product_count from search_word where store_id = store and word = said.word), 0))
      from unnest(tsvector_to_array(to_tsvector(configuration, p.phrase))) as said(word))
  from jsonb_to_recordset(phrases) as p(place integer, phrase text, weight float8);
end $$;

-- Products that one of `names` (in lower case) is the SKU, the handle or the foreign id of.
create function search_references(store uuid, names text[]) returns table (id uuid)
language sql stable as $$
  select product_id from variant where store_id = store and lower(sku) = any (names)
  union
  select id from product where store_id = store and handle = any (names)
  union
  select id from product where store_id = store and external_id = any (names)
$$;

-- A small store speaks its new language at once, a big one from its next import on.
create function search_after_locale() returns trigger
language plpgsql as $$
begin
  perform search_follow_edit('{}', array[new.id]);
  return null;
end $$;
create trigger search_store_locale after update of locale on store
  for each row when (old.locale is distinct from new.locale) execute function search_after_locale();
