import { z } from 'zod';

/** A discount code and the rules that a merchant gave it. Amounts are in minor units of the store's currency. */
export interface Coupon {
  id: string;
  /** In normal form, see `normalizeCouponCode`. */
  code: string;
  /** What a shopper reads, for example "Summer sale 15 %". */
  title: string;
  discount:
    | {
        kind: 'percent' /** 1 to 10,000: hundredths of a percent. */;
        basisPoints: number;
        cap?: number;
      }
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
  /** How often one customer may use it. */
  perCustomerLimit?: number;
  /** For a customer's first order alone. */
  firstOrderOnly: boolean;
  /** May be used beside other coupons; they all must say so. */
  combinable: boolean;
  active: boolean;
}

/** What counts of somebody for the coupons of one cart. */
export interface Shopper {
  /** Who the shop says it is; absent for the anonymous. */
  customerRef?: string;
  /** How many orders the customer made before. */
  orders: number;
  /** By id of a coupon: how often the customer has used it. One that is not named was never used. */
  redemptions: Readonly<Record<string, number>>;
}

export interface Coupons {
  /** `code` as a shopper typed it. */
  find(storeId: string, code: string): Promise<Coupon | undefined>;
  /**
   * What the store has under `codes`, as a shopper typed them, and what counts of that customer for them. One question to
   * the database whatever is found, so that the time it takes teaches nothing.
   */
  lookUp(
    storeId: string,
    question: { codes: string[]; customerRef?: string },
  ): Promise<{ coupons: Coupon[]; shopper: Shopper }>;
}

/** Writes coupons: a merchant's import and the first seed. */
export interface CouponWriter {
  /**
   * Creates or replaces coupons by code, in one transaction; those not mentioned stay. Throws AppError
   * `invalid_request` when a code stands there twice or a product of the scope is not in this store.
   */
  upsert(storeId: string, coupons: CouponInput[]): Promise<void>;
  /** By code. */
  list(storeId: string): Promise<Coupon[]>;
}

const Amount = z.int().positive();
const Moment = z.coerce.date();

/** A coupon as a merchant writes it (JSON; moments in ISO 8601). */
export const CouponInput = z.strictObject({
  code: z
    .string()
    .max(100)
    .transform(normalizeCouponCode)
    .refine((code) => code !== '', 'must have letters or digits'),
  title: z.string().min(1).max(200),
  discount: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('percent'),
      basisPoints: z.int().min(1).max(10_000),
      cap: Amount.optional(),
    }),
    z.strictObject({ kind: z.literal('amount'), amount: Amount }),
  ]),
  minimumSubtotal: Amount.optional(),
  scope: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('everything') }),
      z.strictObject({
        kind: z.literal('categories'),
        values: z.array(z.string().min(1).max(500)).min(1).max(100),
      }),
      z.strictObject({
        kind: z.literal('products'),
        productIds: z.array(z.uuid()).min(1).max(1_000),
      }),
    ])
    .default({ kind: 'everything' }),
  startsAt: Moment.optional(),
  endsAt: Moment.optional(),
  usageLimit: z.int().min(1).max(2_147_483_647).optional(),
  timesUsed: z.int().min(0).max(2_147_483_647).default(0),
  perCustomerLimit: z.int().min(1).max(2_147_483_647).optional(),
  firstOrderOnly: z.boolean().default(false),
  combinable: z.boolean().default(false),
  active: z.boolean().default(true),
});
export type CouponInput = z.output<typeof CouponInput>;

/** NFKC, no blanks or invisible characters, upper case: `ｓａｖｅ10 ` and `SAVE10` are one code; a Cyrillic О is not a Latin O. */
export function normalizeCouponCode(code: string): string {
  return code
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
}
