import { type SQL, sql } from 'drizzle-orm';
import type { ModelRate, RateLimits } from '../../model/model-rate.ts';
import type { Drizzle } from '../connection/database.ts';

/**
 * Token buckets, one row an endpoint. Our own statement, since rate-limiter-flexible, which counts HTTP requests,
 * has fixed windows (twice the limit passes around their borders) and one dimension, so that requests and tokens
 * could not be taken both or not at all.
 */
export function postgresModelRate(db: Drizzle): ModelRate {
  return {
    async configure(endpoint, limits) {
      await write(db, endpoint, { limits, forget: true });
    },

    async learn(endpoint, limits) {
      await write(db, endpoint, { limits, forget: false });
    },

    /** Whoever comes while another takes waits for the row and sees what is left; the database's clock is everybody's. */
    async take(endpoint, tokens) {
      const [answer] = await db.execute<{ waitMs: number; paceMs: number }>(sql`
        with locked as materialized (
          select * from model_rate where endpoint = ${endpoint} for update
        ), bucket as materialized (
          select *, clock_timestamp() as at,
            ${filled('locked', 'requests')} as requests_now, ${filled('locked', 'tokens')} as tokens_now
          from locked
        ), wait as materialized (
          select at, requests_now, tokens_now, 60000 / requests_per_minute as pace_ms,
            greatest(0, (1 - requests_now) / requests_per_minute * 60000) as request_ms,
            greatest(
              0,
              extract(epoch from blocked_until - at)::float8 * 1000,
              (least(${tokens}, tokens_per_minute) - tokens_now) / tokens_per_minute * 60000
            ) as other_ms
          from bucket
        ), taken as (
          update model_rate
          set requests = coalesce(requests_now - 1, 0), tokens = coalesce(tokens_now - ${tokens}, 0), filled_at = at
          from wait
          where endpoint = ${endpoint} and request_ms = 0 and other_ms = 0
        )
        select ceil(greatest(request_ms, other_ms)) as "waitMs",
          case when request_ms > other_ms then pace_ms else 0 end as "paceMs"
        from wait`);
      return answer ?? { waitMs: 0, paceMs: 0 };
    },

    async correct(endpoint, { requests, tokens }) {
      await db.execute(sql`
        update model_rate set requests = requests - ${requests}, tokens = tokens - ${tokens}
        where endpoint = ${endpoint}`);
    },
  };
}

/** A bucket whose limit is new is as full as the endpoint says, else full; one that is known is never fuller than the endpoint says. */
async function write(
  db: Drizzle,
  endpoint: string,
  { limits, forget }: { limits: RateLimits; forget: boolean },
): Promise<void> {
  const { requestsPerMinute = null, requestsLeft = null, blockedForMs = null } = limits;
  const { tokensPerMinute = null, tokensLeft = null } = limits;
  await db.execute(sql`
    insert into model_rate as known
      (endpoint, requests_per_minute, tokens_per_minute, requests, tokens, filled_at, blocked_until)
    values (
      ${endpoint}, ${requestsPerMinute}::float8, ${tokensPerMinute}::float8,
      coalesce(${requestsLeft}::float8, ${requestsPerMinute}::float8, 0),
      coalesce(${tokensLeft}::float8, ${tokensPerMinute}::float8, 0),
      clock_timestamp(), clock_timestamp() + ${blockedForMs}::float8 * interval '1 millisecond'
    )
    on conflict (endpoint) do update set
      requests_per_minute = ${limit('requests', forget)},
      tokens_per_minute = ${limit('tokens', forget)},
      requests = coalesce(least(${filled('known', 'requests')}, ${requestsLeft}::float8), excluded.requests),
      tokens = coalesce(least(${filled('known', 'tokens')}, ${tokensLeft}::float8), excluded.tokens),
      filled_at = clock_timestamp(),
      blocked_until = greatest(known.blocked_until, excluded.blocked_until)`);
}

type Dimension = 'requests' | 'tokens';

/** What a bucket holds by now; null when it has no limit. */
function filled(row: string, dimension: Dimension): SQL {
  const level = sql.raw(`${row}.${dimension}`);
  const perMinute = sql.raw(`${row}.${dimension}_per_minute`);
  const since = sql.raw(`${row}.filled_at`);
  return sql`case when ${perMinute} is not null then least(
    ${perMinute}, ${level} + ${perMinute} * extract(epoch from clock_timestamp() - ${since})::float8 / 60
  ) end`;
}

function limit(dimension: Dimension, forget: boolean): SQL {
  const column = `${dimension}_per_minute`;
  return sql.raw(forget ? `excluded.${column}` : `coalesce(excluded.${column}, known.${column})`);
}
