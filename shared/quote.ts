import { z } from 'zod';

/**
 * Why a coupon was not applied: the codes of UCP's discount extension. Two reasons have no code there
 * (minimum spend, nothing eligible in the cart): they are `discount_code_user_ineligible`, the nearest,
 * and `content` tells them apart. Unknown, exhausted, inactive and not yet valid codes all read
 * `discount_code_invalid`, so that guessing teaches nothing.
 */
export const RejectionCode = z.enum([
  'discount_code_expired',
  'discount_code_invalid',
  'discount_code_already_applied',
  'discount_code_combination_disallowed',
  'discount_code_user_not_logged_in',
  'discount_code_user_ineligible',
]);
export type RejectionCode = z.infer<typeof RejectionCode>;

/** UCP `allocation`: how much of a discount went to the line at `path`. */
export const Allocation = z.strictObject({ path: z.string(), amount: z.int().nonnegative() });

/** UCP `applied_discount`. The allocations add up to `amount` exactly. */
export const AppliedDiscount = z.strictObject({
  code: z.string(),
  title: z.string(),
  amount: z.int().nonnegative(),
  method: z.literal('across'),
  allocations: z.array(Allocation),
});
export type AppliedDiscount = z.infer<typeof AppliedDiscount>;

export const QuoteMessage = z.strictObject({
  type: z.literal('warning'),
  code: RejectionCode,
  path: z.string(),
  /** One sentence in the store's language. */
  content: z.string(),
});
export type QuoteMessage = z.infer<typeof QuoteMessage>;

export const QuoteLine = z.strictObject({
  /** Absent when the basis is a stated price. */
  product_id: z.string().optional(),
  variant_id: z.string().optional(),
  title: z.string(),
  quantity: z.int().min(1),
  unit_price: z.int().nonnegative(),
  subtotal: z.int().nonnegative(),
  discount: z.int().nonnegative(),
  total: z.int().nonnegative(),
});
export type QuoteLine = z.infer<typeof QuoteLine>;

/** What a cart costs. All amounts are in minor units of `currency`; `total = subtotal - discount`, line by line and in sum. */
export const Quote = z.strictObject({
  /** `catalog`: prices were read from the catalog. `stated_price`: somebody told us the price; only the arithmetic is ours. */
  basis: z.enum(['catalog', 'stated_price']),
  currency: z.string().regex(/^[A-Z]{3}$/),
  line_items: z.array(QuoteLine).min(1),
  subtotal: z.int().nonnegative(),
  discount: z.int().nonnegative(),
  total: z.int().nonnegative(),
  discounts: z.strictObject({
    codes: z.array(z.string()),
    applied: z.array(AppliedDiscount),
  }),
  messages: z.array(QuoteMessage),
});
export type Quote = z.infer<typeof Quote>;

/** The body of `POST /v1/quotes` and, without `store`, the `items` of `calculate_discount`. */
export const QuoteItem = z.strictObject({
  product_id: z.string().min(1).max(200),
  variant_id: z.string().min(1).max(200).optional(),
  quantity: z.int().min(1).max(999).default(1),
});
export type QuoteItem = z.infer<typeof QuoteItem>;

export const QuoteRequest = z.strictObject({
  coupon_code: z.string().min(1).max(100).optional(),
  items: z.array(QuoteItem).min(1).max(100),
});
export type QuoteRequest = z.infer<typeof QuoteRequest>;
