import { z } from 'zod';

/**
 * Why a coupon was not applied: the codes of UCP's discount extension. Two reasons have no code there
 * (minimum spend, nothing eligible in the cart): they are `discount_code_user_ineligible`, the nearest,
 * and `content` tells them apart. Unknown, expired, exhausted, inactive and not yet valid codes, and those that are not (any
 * more) for this customer, all read `discount_code_invalid` in the same words, so that guessing teaches nothing.
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
  /** Which of the codes it is about: `$.discounts.codes[0]` is the first. */
  path: z.string(),
  /** One sentence in the shopper's language, as far as it is known, else the store's. */
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
  /** Whether so many could be bought when the quote was made. Absent when the basis is a stated price. */
  available: z.boolean().optional(),
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
    /** Those that were tried, in normal form, in the order in which they were given. */
    codes: z.array(z.string()),
    /** In the order in which they were taken off. */
    applied: z.array(AppliedDiscount),
  }),
  messages: z.array(QuoteMessage),
  /** The next three are there together, when the basis is the catalog. */
  quote_id: z.uuid().optional(),
  /** ISO 8601. */
  expires_at: z.string().optional(),
  /** The signed quote, opaque: the shop's checkout sends it to `POST /v1/quotes/verify`. */
  token: z.string().optional(),
});
export type Quote = z.infer<typeof Quote>;

/** The body of `POST /v1/quotes` and, without `store`, the `items` of `calculate_discount`. */
export const QuoteItem = z.strictObject({
  product_id: z.string().min(1).max(200),
  variant_id: z.string().min(1).max(200).optional(),
  quantity: z.int().min(1).max(999).default(1),
});
export type QuoteItem = z.infer<typeof QuoteItem>;

export const CouponCode = z.string().min(1).max(100);

/** How many codes one cart may try. */
export const MOST_COUPONS = 5;

export const QuoteRequest = z
  .strictObject({
    coupon_code: CouponCode.optional(),
    /** More of them; with `coupon_code` at most five. In which order they are given makes no difference. */
    coupon_codes: z.array(CouponCode).max(MOST_COUPONS).optional(),
    items: z.array(QuoteItem).min(1).max(100),
    /** BCP 47: the language of `messages`; the store's when absent. */
    locale: z.string().min(2).max(35).optional(),
  })
  .refine(
    ({ coupon_code, coupon_codes = [] }) =>
      coupon_codes.length + (coupon_code === undefined ? 0 : 1) <= MOST_COUPONS,
    { message: `must be at most ${MOST_COUPONS} codes`, path: ['coupon_codes'] },
  );
export type QuoteRequest = z.infer<typeof QuoteRequest>;

/** JWS in its compact form. The longest quote there is comes to two thirds of this. */
export const QuoteToken = z
  .string()
  .max(60_000)
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be the token of a quote');

/** The body of `POST /v1/quotes/verify`. */
export const VerifyRequest = z.strictObject({ token: QuoteToken });
export type VerifyRequest = z.infer<typeof VerifyRequest>;

/** The quote still stands: it is what a shopper would get now. */
export const VerifiedQuote = z.strictObject({ valid: z.literal(true), quote: Quote });
export type VerifiedQuote = z.infer<typeof VerifiedQuote>;
