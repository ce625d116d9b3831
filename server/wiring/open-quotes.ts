import type { Metrics } from '../http/metrics.ts';
import type { Database } from '../postgres/connection/database.ts';
import { postgresCoupons } from '../postgres/coupons/coupons.ts';
import { postgresGuessCounts } from '../postgres/coupons/guess-counts.ts';
import { postgresRedemptions } from '../postgres/coupons/redemptions.ts';
import { postgresShoppers } from '../postgres/visitors/shoppers.ts';
import { deleteAll } from '../retention/delete-all.ts';
import { DEFAULT_ROUNDS, keepRounds } from '../retention/rounds.ts';
import type { Catalog } from '../shop/catalog.ts';
import { systemClock as clock } from '../shop/clock.ts';
import { couponGuesses, WRONG_CODES_PER_HOUR } from '../shop/coupon-guesses.ts';
import { quoteTokens } from '../shop/quote-token.ts';
import type { SecretKey } from '../shop/secret-key.ts';
import type { Surroundings } from './surroundings.ts';

/** Holds that are over are free again within this time, also when nobody asks for them. */
const RELEASE_MS = 15_000;

export interface QuotesOptions extends Surroundings {
  catalog: Catalog;
  key: SecretKey;
  metrics: Pick<Metrics, 'couponsTried' | 'couponAlarm'>;
}

/** What prices are worked out with, and the orders that are made of them. */
export function openQuotes(
  { db, sql }: Pick<Database, 'db' | 'sql'>,
  { config, log, logError, cleanup, catalog, key, metrics }: QuotesOptions,
) {
  const coupons = postgresCoupons(db);
  const redemptions = postgresRedemptions(db);
  const releaseHolds = {
    name: 'release coupons that were held too long',
    intervalMs: RELEASE_MS,
    run: (signal: AbortSignal) => deleteAll(redemptions.release, signal),
  };
  cleanup.defer(keepRounds([releaseHolds], { ...DEFAULT_ROUNDS, onError: logError }));
  const guesses = couponGuesses({
    counts: postgresGuessCounts(sql),
    onTry: metrics.couponsTried,
    onAlarm() {
      metrics.couponAlarm();
      log.warn(
        { perHour: WRONG_CODES_PER_HOUR.alarm },
        'somebody may be guessing coupon codes: more that are not valid than usual',
      );
    },
  });
  const tokens = quoteTokens(key);
  const { quoteLifeMs } = config;
  return {
    quote: { catalog, coupons, guesses, tokens, quoteLifeMs, clock },
    coupons,
    redemptions,
    shoppers: postgresShoppers(db),
  };
}
