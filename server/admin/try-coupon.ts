import type { CouponTrial } from '../../shared/admin-coupons.ts';
import type { Quote } from '../../shared/quote.ts';
import type { Catalog } from '../shop/catalog.ts';
import type { Clock } from '../shop/clock.ts';
import type { CouponInput } from '../shop/coupon.ts';
import { computeQuote, NOBODY } from '../shop/quote.ts';
import { readLines } from '../shop/quote-cart.ts';
import type { Store } from '../shop/store.ts';
import { storeMoment } from '../shop/store-time.ts';

/** Any; the others have their codes, which are in upper case. */
const TRIED_ID = 'tried';

interface Tried {
  coupon: CouponInput;
  /** Those of the store under `trial.other_codes`. */
  others: CouponInput[];
  trial: CouponTrial;
}

/**
 * The quote that a shopper would get with this coupon, by the same function; not signed, and nothing is counted. Throws
 * AppError `not_found` naming a product that does not exist.
 */
export async function tryCoupon(
  deps: { catalog: Catalog; clock: Clock },
  store: Store,
  { coupon, others, trial }: Tried,
): Promise<Quote> {
  const { items, customer, at, other_codes, locale = store.locale } = trial;
  const { currency, timeZone } = store;
  // A coupon that is changed stands for itself as it is stored.
  const beside = others.filter(({ code }) => code !== coupon.code);
  return computeQuote({
    basis: 'catalog',
    currency,
    locale,
    lines: await readLines(deps, store, items),
    codes: [coupon.code, ...other_codes],
    coupons: [
      { ...coupon, id: TRIED_ID },
      ...beside.map((other) => ({ ...other, id: other.code })),
    ],
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
