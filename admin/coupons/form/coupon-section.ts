import type { AdminStore } from '../../../shared/admin.ts';
import type { CouponFormState } from './coupon-form-state.ts';
import type { CouponMistake } from './read-coupon.ts';

/** What each part of the form is given. */
export interface CouponSectionProps {
  store: AdminStore;
  form: CouponFormState;
  mistakes: Set<CouponMistake>;
  onChange(part: Partial<CouponFormState>): void;
}
