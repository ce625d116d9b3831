import { z } from 'zod';
import { Locale } from './admin-stores.ts';
import { filledText } from './plain-text.ts';
import { CouponCode, MOST_COUPONS, QuoteItem } from './quote.ts';

/**
 * Coupons as `/admin/api` speaks of them. Amounts are in minor units of the store's currency. A merchant names a moment
 * as an instant (`2026-06-01T00:00:00Z`, any offset) or as the store's clocks show it: `2026-06-01T08:30`, or a day alone
 * for its first moment. Periods are half-open: `ends_at` is the first moment after the coupon.
 */

const Amount = z.int().min(1);
const Count = z.int().min(1).max(2_147_483_647);
const UseCount = z.int().min(0).max(2_147_483_647);

const StoreMoment = z.union([
  z.iso.datetime({ offset: true, error: 'must be like 2026-06-01T08:30:00+07:00' }),
  z.iso.datetime({ local: true, error: 'must be like 2026-06-01T08:30' }),
  z.iso.date('must be like 2026-06-01'),
]);

export const CouponState = z.enum(['active', 'inactive', 'scheduled', 'expired', 'used_up']);
export type CouponState = z.infer<typeof CouponState>;

const Fields = {
  code: filledText(100),
  /** What a shopper reads, for example "Summer sale 15 %". */
  title: filledText(200),
  /** `basis_points` are hundredths of a percent. */
  discount: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('percent'),
      basis_points: z.int().min(1).max(10_000),
      cap: Amount.nullable().default(null),
    }),
    z.strictObject({ kind: z.literal('amount'), amount: Amount }),
  ]),
  /** The least that the lines it is for must come to, before any discount. */
  minimum_subtotal: Amount.nullable(),
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('everything') }),
    z.strictObject({
      kind: z.literal('categories'),
      values: z.array(filledText(500)).min(1).max(100),
    }),
    z.strictObject({
      kind: z.literal('products'),
      product_ids: z.array(z.uuid()).min(1).max(1_000),
    }),
  ]),
  starts_at: StoreMoment.nullable(),
  ends_at: StoreMoment.nullable(),
  /** How often it may be used in all. */
  usage_limit: Count.nullable(),
  /** How often by one customer. Needs customers that the shop identifies, as `first_order_only` does. */
  per_customer_limit: Count.nullable(),
  first_order_only: z.boolean(),
  /** Whether it may be used beside other coupons; they all must say so. */
  combinable: z.boolean(),
  active: z.boolean(),
  /** Counts on from there, for a coupon that comes from another system. */
  times_used: UseCount,
};

/** A new coupon. */
export const CouponDraft = z.strictObject({
  ...Fields,
  minimum_subtotal: Fields.minimum_subtotal.default(null),
  scope: Fields.scope.default({ kind: 'everything' }),
  starts_at: Fields.starts_at.default(null),
  ends_at: Fields.ends_at.default(null),
  usage_limit: Fields.usage_limit.default(null),
  per_customer_limit: Fields.per_customer_limit.default(null),
  first_order_only: Fields.first_order_only.default(false),
  combinable: Fields.combinable.default(false),
  active: Fields.active.default(true),
  times_used: Fields.times_used.default(0),
});
export type CouponDraft = z.infer<typeof CouponDraft>;

/** Fields that are absent stay as they are. */
export const CouponChange = z.strictObject(Fields).partial();
export type CouponChange = z.infer<typeof CouponChange>;

export const AdminCoupon = z.strictObject({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  discount: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('percent'),
      basis_points: z.int(),
      cap: z.int().nullable(),
    }),
    z.strictObject({ kind: z.literal('amount'), amount: z.int() }),
  ]),
  minimum_subtotal: z.int().nullable(),
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('everything') }),
    z.strictObject({ kind: z.literal('categories'), values: z.array(z.string()) }),
    z.strictObject({
      kind: z.literal('products'),
      product_ids: z.array(z.string()),
      /** In the same order; null for a product that was deleted. */
      titles: z.array(z.string().nullable()),
    }),
  ]),
  /** Instants, ISO 8601 in UTC. */
  starts_at: z.string().nullable(),
  ends_at: z.string().nullable(),
  /** The same as the store's clocks show them, for example `2026-06-01T08:30`. */
  starts_local: z.string().nullable(),
  ends_local: z.string().nullable(),
  usage_limit: z.int().nullable(),
  per_customer_limit: z.int().nullable(),
  first_order_only: z.boolean(),
  combinable: z.boolean(),
  active: z.boolean(),
  /** With what is held for orders that are not paid yet. */
  times_used: z.int(),
  state: CouponState,
  version: z.int(),
  updated_at: z.string(),
});
export type AdminCoupon = z.infer<typeof AdminCoupon>;

/** By code. */
export const AdminCouponList = z.strictObject({
  coupons: z.array(AdminCoupon),
  next_cursor: z.string().nullable(),
});
export type AdminCouponList = z.infer<typeof AdminCouponList>;

/** A strong random code that nobody has yet. */
export const NewCouponCode = z.strictObject({ code: z.string() });
export type NewCouponCode = z.infer<typeof NewCouponCode>;

const Trial = {
  items: z.array(QuoteItem).min(1).max(100),
  /** Null: a visitor whom the shop has not identified. Otherwise what the customer did before. */
  customer: z
    .strictObject({
      orders: UseCount.default(0),
      /** How often the customer has used this coupon. */
      redemptions: UseCount.default(0),
    })
    .nullable()
    .default(null),
  /** When it is tried; now when absent. */
  at: StoreMoment.optional(),
  /** Further codes that the shopper gives, of coupons as they are stored. */
  other_codes: z
    .array(CouponCode)
    .max(MOST_COUPONS - 1)
    .default([]),
  /** The language of what a shopper would read; the store's when absent. */
  locale: Locale.optional(),
};

/** The quote that a shopper would get with a coupon of the store. */
export const CouponTrial = z.strictObject(Trial);
export type CouponTrial = z.infer<typeof CouponTrial>;

/** The same with one that is not saved (like this). */
export const CouponDraftTrial = z.strictObject({ coupon: CouponDraft, ...Trial });
export type CouponDraftTrial = z.infer<typeof CouponDraftTrial>;
