import type { CouponTrial } from '../../shared/admin-coupons.ts';
import type { Quote } from '../../shared/quote.ts';
import type { Catalog } from '../shop/catalog.ts';
import type { Clock } from '../shop/clock.ts';
import type { CouponInput } from '../shop/coupon.ts';
import { computeQuote, NOBODY } from '../shop/quote.ts';
import { readLines } from '../shop/quote-cart.ts';
import type { Store } from '../shop/store.ts';
import { storeMoment } from '../shop/store-time.ts';

/** Any: a trial has one coupon. */
const TRIED_ID = 'tried';

/**
 * The quote that a shopper would get with this coupon, by the same function; not signed, and nothing is counted. Throws
 * AppError `not_found` naming a product that does not exist.
 */
export async function tryCoupon(
  deps: { catalog: Catalog; clock: Clock },
  store: Store,
  { coupon, trial }: { coupon: CouponInput; trial: CouponTrial },
): Promise<Quote> {
  const { items, customer, at } = trial;
  const { currency, locale, timeZone } = store;
  return computeQuote({
    basis: 'catalog',
    currency,
    locale,
    lines: await readLines(deps, store, items),
    codes: [coupon.code],
    coupons: [{ ...coupon, id: TRIED_ID }],
    shopper: customer
      ? {
          customerRef: 'customer',
          orders: customer.orders,
          redemptions: { [TRIED_ID]: customer.redemptions },
        }
      : NOBODY,
    now: at === undefined ? deps.clock.now() : storeMoment(at, timeZone),
  });
}
