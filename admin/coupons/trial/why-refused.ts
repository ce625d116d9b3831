import type { CouponDraft, CouponDraftTrial } from '../../../shared/admin-coupons.ts';

/** Why a code reads as one that does not work; shoppers are not told which of these it is. */
export type Refusal = 'off' | 'early' | 'ended' | 'used-up' | 'customer-used' | 'not-first';

/** The window of a coupon and the moment of the trial, all as the store's clocks show them; empty ends are open. */
export interface Moments {
  startsAt: string;
  endsAt: string;
  at: string;
}

/** In the order in which the server looks (server/shop/coupon-rules.ts); undefined when the reason is none of these. */
export function whyRefused(
  coupon: CouponDraft,
  customer: CouponDraftTrial['customer'],
  { startsAt, endsAt, at }: Moments,
): Refusal | undefined {
  if (!coupon.active) return 'off';
  if (startsAt && at < startsAt) return 'early';
  if (endsAt && at >= endsAt) return 'ended';
  if (coupon.usage_limit !== null && coupon.times_used >= coupon.usage_limit) return 'used-up';
  if (!customer) return undefined;
  const { per_customer_limit: limit } = coupon;
  if (limit !== null && customer.redemptions >= limit) return 'customer-used';
  return coupon.first_order_only && customer.orders > 0 ? 'not-first' : undefined;
}

/** What clocks in a time zone (IANA) show now: `2026-06-01T08:30`. */
export function storeNow(timeZone: string, now = Date.now()): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(now);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}
