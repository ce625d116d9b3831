import { clientAddressBehind } from '../http/client-address.ts';
import type { RequestLimitsDeps } from '../http/request-limits.ts';
import type { Sql } from '../postgres/connection/database.ts';
import { deleteExpiredRateLimits } from '../postgres/limits/expired-rate-limits.ts';
import { postgresRateLimits } from '../postgres/limits/rate-limits.ts';
import { deleteAll } from '../retention/delete-all.ts';
import { DEFAULT_ROUNDS, keepRounds } from '../retention/rounds.ts';
import type { Surroundings } from './surroundings.ts';

const MINUTE_MS = 60_000;

export interface LimitsOptions extends Surroundings {
  runningTurns(): number;
}

/** What shoppers may ask, who asks, and the counts of it. */
export function openLimits(
  sql: Sql,
  { config, log, logError, cleanup, runningTurns }: LimitsOptions,
): RequestLimitsDeps {
  const deleteCounts = {
    name: 'delete counts whose time is over',
    intervalMs: MINUTE_MS,
    run: (signal: AbortSignal) => deleteAll(() => deleteExpiredRateLimits(sql), signal),
  };
  cleanup.defer(keepRounds([deleteCounts], { ...DEFAULT_ROUNDS, onError: logError }));
  return {
    limits: config.limits,
    rateLimits: postgresRateLimits(sql, {
      onAway: (err) => log.warn({ err }, 'rate limits: counted by this process alone for now'),
    }),
    runningTurns,
    addressOf: clientAddressBehind(config.trustedProxies),
  };
}
