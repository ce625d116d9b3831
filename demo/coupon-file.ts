import { z } from 'zod';
import { CouponInput } from '../server/shop/coupon.ts';

/** One coupon of `coupons.json`: amounts in minor units, moments in ISO 8601, products by the ids of `products.jsonl`. */
export const FiledCoupon = z
  .strictObject({
    code: z.string().min(1),
    title: z.string().min(1),
    percent_basis_points: z.int().min(1).max(10_000).optional(),
    percent_cap: z.int().positive().optional(),
    amount: z.int().positive().optional(),
    minimum_subtotal: z.int().positive().optional(),
    category_values: z.array(z.string()).min(1).optional(),
    product_ids: z.array(z.string()).min(1).optional(),
    starts_at: z.iso.datetime({ offset: true }).optional(),
    ends_at: z.iso.datetime({ offset: true }).optional(),
    usage_limit: z.int().positive().optional(),
    times_used: z.int().min(0),
    per_customer_limit: z.int().positive().optional(),
    first_order_only: z.boolean().optional(),
    combinable: z.boolean().optional(),
    active: z.boolean(),
  })
  .refine(
    (coupon) => (coupon.percent_basis_points === undefined) !== (coupon.amount === undefined),
    {
      message: 'has either percent_basis_points or amount',
    },
  );
export type FiledCoupon = z.infer<typeof FiledCoupon>;

/**
 * The coupon as the shop takes it. `productIds` are the store's own ids of the products that the file names;
 * throws ZodError when they do not fit.
 */
export function couponInput(filed: FiledCoupon, productIds: string[]): CouponInput {
  return CouponInput.parse({
    code: filed.code,
    title: filed.title,
    discount:
      filed.amount === undefined
        ? { kind: 'percent', basisPoints: filed.percent_basis_points, cap: filed.percent_cap }
        : { kind: 'amount', amount: filed.amount },
    minimumSubtotal: filed.minimum_subtotal,
    scope: couponScope(filed, productIds),
    startsAt: filed.starts_at,
    endsAt: filed.ends_at,
    usageLimit: filed.usage_limit,
    timesUsed: filed.times_used,
    perCustomerLimit: filed.per_customer_limit,
    firstOrderOnly: filed.first_order_only,
    combinable: filed.combinable,
    active: filed.active,
  });
}

function couponScope({ category_values, product_ids }: FiledCoupon, productIds: string[]) {
  if (category_values) return { kind: 'categories', values: category_values };
  if (product_ids) return { kind: 'products', productIds };
  return { kind: 'everything' };
}
