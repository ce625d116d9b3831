/** A discount code and the rules that a merchant gave it. Amounts are in minor units of the store's currency. */
export interface Coupon {
  id: string;
  /** In normal form, see `normalizeCouponCode`. */
  code: string;
  /** What a shopper reads, for example "Summer sale 15 %". */
  title: string;
  discount:
    | { kind: 'percent'; /** 1 to 10,000: hundredths of a percent. */ basisPoints: number; cap?: number }
    | { kind: 'amount'; amount: number };
  /** The least that the eligible lines must come to, before the discount. */
  minimumSubtotal?: number;
  scope:
    | { kind: 'everything' }
    | { kind: 'categories'; values: string[] }
    | { kind: 'products'; productIds: string[] };
  /** Half-open: valid from `startsAt` (included) to `endsAt` (excluded). */
  startsAt?: Date;
  endsAt?: Date;
  usageLimit?: number;
  timesUsed: number;
  active: boolean;
}

export interface Coupons {
  /** `code` as a shopper typed it. */
  find(storeId: string, code: string): Promise<Coupon | undefined>;
}

/** NFKC, no blanks or invisible characters, upper case: `ｓａｖｅ10 ` and `SAVE10` are one code; a Cyrillic О is not a Latin O. */
export function normalizeCouponCode(code: string): string {
  return code
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
}
