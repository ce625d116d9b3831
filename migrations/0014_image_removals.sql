-- Files of photos that are to go: from due_at on there is no row in image that needs them. One is written before the
-- file of a new photo is, and taken back together with the photo's row; and one for every photo that is deleted, in
-- whatever way. It has no foreign keys: it outlives the visitor and the store.
create table image_removal (
  image_id uuid primary key,
  store_id uuid not null,
  due_at timestamptz not null default now()
);
create index image_removal_by_time on image_removal (due_at);

create function note_image_removals() returns trigger language plpgsql as $$
begin
  insert into image_removal (image_id, store_id)
  select id, store_id from deleted_image
  on conflict (image_id) do update set due_at = excluded.due_at;
  return null;
end
$$;
create trigger image_deleted after delete on image
  referencing old table as deleted_image
  for each statement execute function note_image_removals();
