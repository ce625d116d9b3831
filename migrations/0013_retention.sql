-- Whatever is deleted with a message looks for its turns: without these, in all turns there are.
create index turn_by_question on turn (question_id);
create index turn_by_answer on turn (answer_id);

-- The events of a turn that is over are told again to who repeats the question. Later the stored answer is, and they go.
alter table turn add column has_events boolean not null default true;
create index turn_events_to_delete on turn (finished_at) where has_events and status <> 'running';

-- What a store keeps no longer is looked for every minute.
create index image_by_age on image (store_id, created_at);

-- Set when the visitor asked for it: everything of theirs is deleted, the row last.
alter table visitor add column erased_at timestamptz;
create index visitor_to_erase on visitor (erased_at) where erased_at is not null;
