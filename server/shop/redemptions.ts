import type { Redemption } from '../../shared/redemption.ts';

/** An order that is to use the coupons of its quote. Amounts are in minor units of `currency`. */
export interface NewRedemption {
  orderId: string;
  quoteId: string;
  customerRef?: string;
  currency: string;
  subtotal: number;
  discount: number;
  total: number;
  /** Each once, with what it took off; those that took off nothing are not used up. */
  coupons: { code: string; amount: number }[];
  /** Holds the coupons for so long, in milliseconds; absent: the order is confirmed at once. */
  holdMs?: number;
}

export type RedemptionResult =
  /** This order's, whether it was made now or by an earlier call. */
  | { kind: 'redeemed'; redemption: Redemption }
  /** A coupon cannot be used (again): nothing was taken. */
  | { kind: 'exhausted'; code: string }
  /** Another order was made of the same quote. */
  | { kind: 'quote_used' };

/**
 * The orders that use coupons, as the shop's checkout tells. Whether a coupon may still be used is decided by the database,
 * by its clock and one order after the other: no two orders ever share the last use.
 */
export interface Redemptions {
  find(storeId: string, orderId: string): Promise<Redemption | undefined>;
  /** All coupons or none. Called again for an order that exists it changes nothing. */
  redeem(storeId: string, order: NewRedemption): Promise<RedemptionResult>;
  /** What was held is used for good. One that is not held is left as it is. */
  confirm(storeId: string, orderId: string): Promise<Redemption | undefined>;
  /** Gives the coupons back, once. */
  cancel(storeId: string, orderId: string): Promise<Redemption | undefined>;
}

export interface ExpiredHolds {
  /** Gives back what was held longer than it was to be, some orders at a time; how many they were. */
  release(): Promise<number>;
}
