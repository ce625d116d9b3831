import type { CouponState } from '../../shared/admin-coupons.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import { words } from '../words/words.ts';

const TONES: Record<CouponState, Tone> = {
  active: 'good',
  scheduled: 'busy',
  inactive: 'quiet',
  expired: 'quiet',
  used_up: 'warn',
};

/** Whether a coupon works at the moment, and if not, why. */
export function CouponBadge({ state }: { state: CouponState }) {
  return <Badge tone={TONES[state]}>{words().couponStates[state]}</Badge>;
}
