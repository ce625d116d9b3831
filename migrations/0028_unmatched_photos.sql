-- Photos of shoppers with which no picture of the shop was found: a list of them newest first, and whether one was asked
-- about again. Both are parts of a table that every search writes to, so they hold those few calls alone.
create index tool_call_unmatched_photo on tool_call (store_id, created_at desc)
where name = 'find_products_like_photo' and output ->> 'outcome' = 'none';

create index tool_call_unmatched_image on tool_call (store_id, (input ->> 'image_id'), created_at)
where name = 'find_products_like_photo' and output ->> 'outcome' = 'none';
