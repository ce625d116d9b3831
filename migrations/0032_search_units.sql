-- Of a measure as search_text() spells it, the unit: gb of 16gb, kg of 1p5kg. To compare, only measures of a kind are read.
create function search_unit(word text) returns text
language sql immutable parallel safe as $$ select substring(word from '^[0-9]+(?:p[0-9]+)?([a-z]{1,4})$') $$;

create index search_word_by_unit on search_word (store_id, search_unit(word)) where search_unit(word) is not null;
