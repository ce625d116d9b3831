import type { Coupon } from './coupon.ts';
import { normalizeCouponCode } from './coupon.ts';
import { type CouponRefusal, refuseCoupon } from './coupon-rules.ts';
import type { Asker, QuoteDeps } from './quote-cart.ts';

/** A code and, where the shopper could use it now, its coupon; which products it takes anything off is another question. */
export type CheckedCoupon =
  | { code: string; coupon: Coupon }
  | { code: string; refusal: Extract<CouponRefusal, { reason: 'invalid' | 'not_logged_in' }> };

/**
 * Whether codes are valid now for who asks, whatever is bought. Unknown, expired, used-up and inactive codes are one and the
 * same, and count as guesses: throws AppError `rate_limited` when the shopper has tried too many of them.
 */
export async function checkCoupons(
  { coupons, guesses, clock }: Pick<QuoteDeps, 'coupons' | 'guesses' | 'clock'>,
  { store, ...shopper }: Asker,
  codes: string[],
): Promise<CheckedCoupon[]> {
  const tried = [...new Set(codes.map(normalizeCouponCode))];
  const started = await guesses.begin(shopper, tried.length);
  let wrong = 0;
  try {
    const { customerRef } = shopper;
    const found = await coupons.lookUp(store.id, { codes: tried, customerRef });
    const now = clock.now();
    const checked = tried.map((code): CheckedCoupon => {
      const coupon = found.coupons.find((one) => one.code === code);
      const refusal = refuseCoupon(coupon, { lines: [], shopper: found.shopper, now });
      const isOfCode = refusal?.reason === 'invalid' || refusal?.reason === 'not_logged_in';
      if (coupon && !isOfCode) return { code, coupon };
      return { code, refusal: { reason: isOfCode ? refusal.reason : 'invalid' } };
    });
    wrong = checked.filter((one) => 'refusal' in one && one.refusal.reason === 'invalid').length;
    return checked;
  } finally {
    await started.end(wrong);
  }
}
