import type {
  AdminCoupon,
  AdminCouponList,
  CouponChange,
  CouponDraft,
  CouponState,
} from '../../shared/admin-coupons.ts';
import type { Doing } from './audit.ts';

/**
 * Coupons as a merchant edits them. Every question states the store; another store's coupon is not there. What is done is
 * written down in the audit log in the same transaction. Using a coupon does not raise its version: who edits one is not
 * held up by the shop selling.
 *
 * All that write throw AppError `invalid_request` with pointers to the fields, and `conflict` when another coupon of the
 * store has the code.
 */
export interface CouponEditor {
  /** By code. Throws AppError `invalid_request` when the cursor is not one of such a list. */
  list(storeId: string, query: CouponListQuery): Promise<AdminCouponList>;
  get(storeId: string, couponId: string): Promise<AdminCoupon | undefined>;
  /** Those that there are under `codes`, as somebody typed them. */
  underCodes(storeId: string, codes: string[]): Promise<AdminCoupon[]>;
  create(storeId: string, draft: CouponDraft, by: Doing): Promise<AdminCoupon>;
  /** Undefined when it is not there. Throws `version_conflict` when somebody was faster. */
  change(storeId: string, couponId: string, edit: CouponEdit): Promise<AdminCoupon | undefined>;
  /** False when it is not there. Throws `version_conflict` when somebody was faster. */
  remove(storeId: string, couponId: string, at: Doing & { version: number }): Promise<boolean>;
}

export interface CouponListQuery {
  /** Part of a code or of a title. */
  text?: string;
  state?: CouponState;
  cursor?: string;
  limit: number;
}

export interface CouponEdit extends Doing {
  version: number;
  change: CouponChange;
}
