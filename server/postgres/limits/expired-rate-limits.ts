import type { Sql } from '../connection/database.ts';

/** Clocks of processes may part by this much. */
const SLACK_MS = 60_000;

/**
 * Deletes counts whose window ended, at most `batch` (1,000) of them, and returns how many. Any number of processes may
 * do it: each leaves alone what another deletes or counts.
 */
export async function deleteExpiredRateLimits(sql: Sql, batch = 1_000): Promise<number> {
  const { count } = await sql`
    delete from rate_limit where key in (
      select key from rate_limit where expire < ${Date.now() - SLACK_MS}
      order by expire limit ${batch} for update skip locked
    )`;
  return count;
}
