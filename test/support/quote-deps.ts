import type { Clock } from '../../server/shop/clock.ts';
import { couponGuesses } from '../../server/shop/coupon-guesses.ts';
import type { QuoteDeps } from '../../server/shop/quote-cart.ts';
import { quoteTokens } from '../../server/shop/quote-token.ts';
import { secretKey } from '../../server/shop/secret-key.ts';
import type { Shoppers } from '../../server/shop/shoppers.ts';
import { fakeGuessCounts } from '../fakes/fake-guess-counts.ts';

export const QUOTE_LIFE_MS = 30 * 60_000;
export const TEST_KEY = secretKey('a secret key for tests, long enough');

/** What prices are worked out with; who asks is anonymous and has tried no code before. */
export function quoteDeps({
  catalog,
  coupons,
  clock,
}: Pick<QuoteDeps, 'catalog' | 'coupons'> & { clock: Clock }): QuoteDeps & { shoppers: Shoppers } {
  return {
    catalog,
    coupons,
    clock,
    tokens: quoteTokens(TEST_KEY),
    quoteLifeMs: QUOTE_LIFE_MS,
    guesses: couponGuesses({
      counts: fakeGuessCounts(clock),
      onTry: () => {},
      onAlarm: () => {},
    }),
    shoppers: { get: async (_, visitorId) => ({ visitorId }) },
  };
}
