import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimits } from '../../shop/rate-limits.ts';
import { within } from '../../shop/within.ts';
import type { Sql } from '../connection/database.ts';

export interface RateLimitsOptions {
  /** Hears why the counts cannot be asked; again only after `awayMs`. */
  onAway(error: unknown): void;
  /** The longest that a request waits for a count, in milliseconds; 1,000 when absent. */
  limitMs?: number;
  /** Counts that did not answer are left alone for so long, in milliseconds; 5,000 when absent. */
  awayMs?: number;
}

/**
 * Counted by rate-limiter-flexible in a table. While that cannot be asked a process counts in its memory, up to half the
 * limit: two processes let through together what they did before, and no limit is ever open. A name that was refused is
 * refused from memory until its window ends, so that a flood costs the database nothing. Windows end by the clocks of
 * the processes: where those part by a second, a minute is a second longer or shorter.
 */
export function postgresRateLimits(sql: Sql, options: RateLimitsOptions): RateLimits {
  const storeClient = countsClient(sql, options);
  return {
    limiter({ of, times, seconds }) {
      const window = { keyPrefix: of, duration: seconds };
      const counts = new RateLimiterPostgres({
        ...window,
        points: times,
        storeClient,
        storeType: 'client',
        tableName: 'rate_limit',
        tableCreated: true,
        clearExpiredByTimeout: false,
        inMemoryBlockOnConsumed: times + 1,
        insuranceLimiter: new RateLimiterMemory({
          ...window,
          points: Math.max(1, Math.floor(times / 2)),
        }),
      });
      return {
        async take(name) {
          try {
            await counts.consume(name);
            return 0;
          } catch (refused) {
            if (!(refused instanceof RateLimiterRes)) throw refused;
            return Math.max(1, refused.msBeforeNext);
          }
        },
        async giveBack(name) {
          await counts.reward(name);
        },
      };
    },
  };
}

interface CountsQuery {
  text: string;
  values: (string | number | null)[];
}

/** As much of node-postgres as rate-limiter-flexible uses. */
function countsClient(sql: Sql, { onAway, limitMs = 1_000, awayMs = 5_000 }: RateLimitsOptions) {
  let awayUntil = 0;
  return {
    async query({ text, values }: CountsQuery) {
      if (performance.now() < awayUntil) throw new Error('the counts are left alone');
      try {
        const rows = await within(limitMs, sql.unsafe(text, values, { prepare: true }));
        return { rows, rowCount: rows.count };
      } catch (error) {
        if (performance.now() >= awayUntil) onAway(error);
        awayUntil = performance.now() + awayMs;
        throw error;
      }
    },
  };
}
