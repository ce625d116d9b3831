import type { Sql } from './database.ts';

/** Clocks of processes may part by this much. */
const SLACK_MS = 60_000;

export interface ExpiredRateLimits {
  /** 60,000 when absent. */
  intervalMs?: number;
  /** Rows at once, so that no statement holds many; 1,000 when absent. */
  batch?: number;
  onError(error: unknown): void;
}

/**
 * Deletes counts whose window ended, now and every minute, until the returned function is called; that waits for a
 * running round. Any number of processes may do it: each leaves alone what another is deleting or counting.
 */
export function clearExpiredRateLimits(sql: Sql, options: ExpiredRateLimits): () => Promise<void> {
  const { intervalMs = 60_000, batch = 1_000, onError } = options;
  let over = false;
  let clearing = clear();
  const timer = setInterval(() => {
    clearing = clearing.then(clear);
  }, intervalMs);

  async function clear(): Promise<void> {
    try {
      let deleted: number;
      do {
        const { count } = await sql`
          delete from rate_limit where key in (
            select key from rate_limit where expire < ${Date.now() - SLACK_MS}
            order by expire limit ${batch} for update skip locked
          )`;
        deleted = count;
      } while (deleted === batch && !over);
    } catch (error) {
      onError(error);
    }
  }

  return () => {
    over = true;
    clearInterval(timer);
    return clearing;
  };
}
