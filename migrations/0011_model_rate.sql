-- Token buckets of each endpoint, and of each key it is asked with, for requests and tokens per minute; a limit that
-- is null is not known.
-- requests and tokens are what was left at filled_at; they grow with time up to the limits.
create table model_rate (
  endpoint text primary key,
  requests_per_minute double precision,
  tokens_per_minute double precision,
  requests double precision not null default 0,
  tokens double precision not null default 0,
  filled_at timestamptz not null default now(),
  blocked_until timestamptz
);
