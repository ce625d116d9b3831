import type { AdminCoupon, CouponState } from '../../shared/admin.ts';

export interface CouponList {
  /** By code; at most COUPONS_SHOWN. `now` decides what is active. */
  list(storeId: string, now: Date): Promise<AdminCoupon[]>;
}

export const COUPONS_SHOWN = 1_000;

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
