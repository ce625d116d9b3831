-- What a product means, as a vector of an embedding model. Empty until EMBEDDING_MODEL is set; then a job fills it.
create table product_embedding (
  product_id uuid primary key,
  store_id uuid not null,
  -- The model and its dimensions: vectors of two models cannot be compared.
  space text not null,
  -- Goes up with every change of the product's words; the vector is of revision "embedded".
  revision integer not null default 1,
  embedded integer not null default 0,
  -- Of the text that was sent: the same text is not sent again.
  content_hash bytea,
  -- Little-endian float32, of length 1. Null when there is none yet, or the model refused the text.
  vector bytea,
  -- Somebody asks the model for it; whoever dies leaves it to others then.
  claimed_until timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  foreign key (store_id, product_id) references product (store_id, id) on delete cascade
);
create index product_embedding_by_change on product_embedding (store_id, updated_at);
create index product_embedding_to_do on product_embedding (product_id) where embedded <> revision;

-- The words of a search (0007) follow every change of a text; so does this.
create function embedding_after_words() returns trigger
language plpgsql as $$
begin
  update product_embedding e set revision = e.revision + 1
  from changed_rows c where e.product_id = c.product_id;
  return null;
end $$;
create trigger embedding_words_changed after update on product_search
  referencing new table as changed_rows for each statement execute function embedding_after_words();
