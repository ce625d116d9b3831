import { z } from 'zod';
import { QuoteToken } from './quote.ts';

/** What the shop's checkout tells us of orders, with an API key. Amounts are in minor units of `currency`. */

const noControls = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters')
    .refine((text) => text.isWellFormed(), 'must be valid Unicode');

/** What the shop calls the order. */
export const OrderId = noControls(200);
/** Whom the shop sells to, as the `sub` of its identity tokens names them. */
export const CustomerRef = noControls(200);

export const RedemptionRequest = z.strictObject({
  /** Of the quote that the order is made of. */
  token: QuoteToken,
  order_id: OrderId,
  /** When the quote does not say who the customer is. */
  customer_ref: CustomerRef.optional(),
  /** Holds the coupons for so long until the order is confirmed; absent: it is confirmed at once. */
  hold_seconds: z.int().min(10).max(86_400).optional(),
});
export type RedemptionRequest = z.infer<typeof RedemptionRequest>;

export const RedemptionStatus = z.enum(['reserved', 'confirmed', 'cancelled', 'expired']);
export type RedemptionStatus = z.infer<typeof RedemptionStatus>;

export const Redemption = z.strictObject({
  order_id: z.string(),
  quote_id: z.string(),
  status: RedemptionStatus,
  /** Set while it is `reserved`: when the coupons are free again. */
  reserved_until: z.string().nullable(),
  currency: z.string(),
  subtotal: z.int(),
  discount: z.int(),
  total: z.int(),
  /** The coupons that it uses, with what each took off. */
  coupons: z.array(z.strictObject({ code: z.string(), amount: z.int() })),
});
export type Redemption = z.infer<typeof Redemption>;
