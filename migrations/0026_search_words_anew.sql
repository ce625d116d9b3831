-- Brings what is there already into the form of 0016. Readers see the old one until all is done.
update search_store s set configuration = search_configuration(locale) from store where store.id = s.store_id;
delete from search_word;
select search_index_products(array_agg(id)) from product having count(*) > 0;
update search_store set changed_products = product_count + 1;
select search_count_words(id) from store;
