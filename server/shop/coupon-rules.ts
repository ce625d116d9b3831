import { isInCategory } from './category.ts';
import type { Coupon, Shopper } from './coupon.ts';
import { sumOf } from './money.ts';

/** A line of a cart as a coupon sees it. Amounts are in minor units. */
export interface CouponLine {
  /** Absent when the basis is a stated price. */
  productId?: string;
  /** The values of the product's categories. */
  categories: string[];
  subtotal: number;
}

/** Why a coupon does not apply. */
export type CouponRefusal =
  /** There is none, or not now, or not (any more) for this customer: one reason, so that guessing teaches nothing. */
  | { reason: 'invalid' }
  /** Its rules count orders of a customer, and the shop has not said who this is. */
  | { reason: 'not_logged_in' }
  | { reason: 'nothing_eligible'; scope: Coupon['scope'] }
  | { reason: 'minimum_not_met'; minimum: number; missing: number }
  | { reason: 'already_given' }
  | { reason: 'not_combinable'; applied: string[] };

export interface CouponFacts {
  lines: CouponLine[];
  shopper: Shopper;
  now: Date;
}

/** Why `coupon` alone does not apply; undefined when it does. Minimums count full prices, before any discount. */
export function refuseCoupon(
  coupon: Coupon | undefined,
  { lines, shopper, now }: CouponFacts,
): CouponRefusal | undefined {
  if (!coupon?.active) return { reason: 'invalid' };
  if (coupon.startsAt && now < coupon.startsAt) return { reason: 'invalid' };
  if (coupon.endsAt && now >= coupon.endsAt) return { reason: 'invalid' };
  if (isUsedUp(coupon)) return { reason: 'invalid' };
  if (countsCustomers(coupon) && shopper.customerRef === undefined) {
    return { reason: 'not_logged_in' };
  }
  if (isUsedUpBy(coupon, shopper)) return { reason: 'invalid' };
  const eligible = eligibleIndexes(coupon, lines);
  if (eligible.length === 0) return { reason: 'nothing_eligible', scope: coupon.scope };
  const minimum = coupon.minimumSubtotal ?? 0;
  const missing = minimum - sumOf(eligible.map((index) => lines[index]!.subtotal));
  return missing > 0 ? { reason: 'minimum_not_met', minimum, missing } : undefined;
}

/** The lines that a coupon is for, by their place. */
export function eligibleIndexes({ scope }: Coupon, lines: CouponLine[]): number[] {
  return lines.flatMap((line, index) => (covers(scope, line) ? [index] : []));
}

/** By anybody. */
export function isUsedUp({ usageLimit, timesUsed }: Coupon): boolean {
  return usageLimit !== undefined && timesUsed >= usageLimit;
}

/** By this customer: it was for fewer uses, or for the first order. */
export function isUsedUpBy(coupon: Coupon, { orders, redemptions }: Shopper): boolean {
  const { perCustomerLimit = Number.POSITIVE_INFINITY, firstOrderOnly } = coupon;
  return (redemptions[coupon.id] ?? 0) >= perCustomerLimit || (firstOrderOnly && orders > 0);
}

function countsCustomers({ perCustomerLimit, firstOrderOnly }: Coupon): boolean {
  return perCustomerLimit !== undefined || firstOrderOnly;
}

function covers(scope: Coupon['scope'], line: CouponLine): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'products':
      return line.productId !== undefined && scope.productIds.includes(line.productId);
    case 'categories':
      return scope.values.some((named) =>
        line.categories.some((value) => isInCategory(value, named)),
      );
  }
}
