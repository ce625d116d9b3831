-- How often each name (a visitor, an address, an account) did something in its window, as rate-limiter-flexible counts
-- it; expire is when the window ends, in milliseconds since 1970. Unlogged: no question waits for the disk because it is
-- counted, and a crash of the database only lets the windows of minutes begin anew. Half-filled pages keep counts in place.
create unlogged table rate_limit (
  key text primary key,
  points integer not null default 0,
  expire bigint
) with (fillfactor = 50);
create index rate_limit_by_end on rate_limit (expire);
