-- The lease of each running turn is renewed every second. Nothing may be indexed that changes then, and a page needs room
-- for the next versions of its rows: then a renewal writes the row and none of the seven indexes. Those who look for ended
-- leases find the running turns by turn_running_once.
drop index turn_to_recover;
alter table turn set (fillfactor = 50);
