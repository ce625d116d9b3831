-- An uploaded photo, re-encoded; its bytes lie in the image folder under its id.
create table image (
  id uuid primary key,
  store_id uuid not null,
  visitor_id uuid not null,
  media_type text not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  sha256 bytea not null,
  created_at timestamptz not null default now(),
  foreign key (store_id, visitor_id) references visitor (store_id, id) on delete cascade
);
create index image_by_visitor on image (store_id, visitor_id, created_at);
