import type { Coupon } from './coupon.ts';
import { type CouponLine, eligibleIndexes } from './coupon-rules.ts';
import { roundHalfUp, spread, sumOf } from './money.ts';

/** What a coupon takes off: in all, and of each line. Minor units. */
export interface CouponShare {
  coupon: Coupon;
  amount: number;
  shares: number[];
}

/**
 * Takes coupons off a cart, all in integers, one after the other, each of what those before it left:
 * 1. Percentages come before amounts; the higher percentage, the greater amount first; equals by code. The order in which
 *    a shopper gives the codes makes no difference.
 * 2. A percentage is taken once of what is left of all lines that the coupon is for, rounded half up to the minor unit; an
 *    amount is taken as it is.
 * 3. It is never more than the coupon's cap or what is left of those lines: no line and no total gets below 0.
 * 4. It is spread over those lines in proportion to what is left of them (`spread`).
 *
 * Coupons that may not be combined do not meet: of the combinable ones together, and of each of the others alone, those
 * that take off most are taken; the combinable ones where it is the same, then the first in the order above.
 *
 * `coupons` apply each by itself (`refuseCoupon`). Gives back those taken, in the order in which they were.
 */
export function applyCoupons(coupons: Coupon[], lines: CouponLine[]): CouponShare[] {
  const ordered = coupons.toSorted(inOrderOfUse);
  const combinable = ordered.filter((coupon) => coupon.combinable);
  const others = ordered.filter((coupon) => !coupon.combinable);
  let best: CouponShare[] = [];
  for (const together of [combinable, ...others.map((coupon) => [coupon])]) {
    const taken = takeOff(together, lines);
    if (best.length === 0 || total(taken) > total(best)) best = taken;
  }
  return best;
}

function inOrderOfUse(a: Coupon, b: Coupon): number {
  const byKind = Number(a.discount.kind === 'amount') - Number(b.discount.kind === 'amount');
  const bySize = size(b) - size(a);
  return byKind || bySize || (a.code < b.code ? -1 : 1);
}

function size({ discount }: Coupon): number {
  return discount.kind === 'amount' ? discount.amount : discount.basisPoints;
}

function takeOff(coupons: Coupon[], lines: CouponLine[]): CouponShare[] {
  const left = lines.map(({ subtotal }) => subtotal);
  return coupons.map((coupon) => {
    const eligible = new Set(eligibleIndexes(coupon, lines));
    const weights = left.map((amount, index) => (eligible.has(index) ? amount : 0));
    const amount = discountOn(sumOf(weights), coupon.discount);
    const shares = spread(amount, weights);
    for (const [index, share] of shares.entries()) left[index]! -= share;
    return { coupon, amount, shares };
  });
}

/** Steps 2 and 3 of the rule. */
function discountOn(subtotal: number, discount: Coupon['discount']): number {
  if (discount.kind === 'amount') return Math.min(discount.amount, subtotal);
  const percentage = roundHalfUp(BigInt(subtotal) * BigInt(discount.basisPoints), 10_000n);
  return Math.min(Number(percentage), discount.cap ?? subtotal, subtotal);
}

function total(shares: CouponShare[]): number {
  return sumOf(shares.map(({ amount }) => amount));
}
