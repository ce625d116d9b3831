-- What providers want back with an answer in later requests (thought signatures and the like): a list with one
-- entry for each step, null where there was none. Never shown to anybody.
alter table message add column echoes jsonb;
