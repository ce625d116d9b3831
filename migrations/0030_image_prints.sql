-- How many bytes were sent, so that a day's can be counted, and a small print of the picture, so that the same one is
-- known again in whatever file. Photos that came before, or through a process of the version before, have neither.
alter table image
  add column sent_bytes integer,
  add column print bytea;
create index image_by_store on image (store_id, created_at);
