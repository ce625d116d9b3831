import type { CouponState } from '../../shared/admin-coupons.ts';

/** Why a coupon works now, or does not. The period is half-open: it starts at `startsAt` and ends before `endsAt`. */
export function couponState(
  coupon: {
    active: boolean;
    startsAt: Date | null;
    endsAt: Date | null;
    usageLimit: number | null;
    timesUsed: number;
  },
  now: Date,
): CouponState {
  if (!coupon.active) return 'inactive';
  if (coupon.endsAt && coupon.endsAt <= now) return 'expired';
  if (coupon.usageLimit !== null && coupon.timesUsed >= coupon.usageLimit) return 'used_up';
  if (coupon.startsAt && coupon.startsAt > now) return 'scheduled';
  return 'active';
}
