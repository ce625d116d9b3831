import { z } from 'zod';

/** What this model reads of the shop's tools. It sees no more than any model would: the JSON in the request. */

const ShownPrice = z.object({
  amount: z.number().catch(0),
  currency: z.string().catch(''),
  display: z.string(),
});
const PriceRange = z.object({ min: ShownPrice, max: ShownPrice });
const Availability = z
  .object({ available: z.boolean(), status: z.string().optional().catch(undefined) })
  .catch({ available: true, status: undefined });
const Strings = z.record(z.string(), z.string().catch('')).catch({});

export const SeenProduct = z.object({
  id: z.string(),
  title: z.string(),
  brand: z.string().optional().catch(undefined),
  price_range: PriceRange,
  list_price_range: PriceRange.optional().catch(undefined),
  availability: Availability,
  categories: z.array(z.object({ value: z.string() })).catch([]),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })).catch([]),
  attributes: Strings,
  rating: z
    .object({ value: z.number(), scale_max: z.number(), count: z.number().optional() })
    .optional()
    .catch(undefined),
});
export type SeenProduct = z.infer<typeof SeenProduct>;

const SeenVariant = z.object({
  id: z.string(),
  title: z.string().catch(''),
  price: ShownPrice,
  availability: Availability,
  stock: z.number().optional().catch(undefined),
  options: Strings,
});
export type SeenVariant = z.infer<typeof SeenVariant>;

const Wished = z
  .union([
    ShownPrice.transform(({ display }) => display),
    z.string(),
    z.boolean(),
    z.array(z.string()),
  ])
  .transform((value) => (Array.isArray(value) ? value.join(', ') : String(value)));
/** A wish that nothing fulfils, and what these products have instead. */
const MissedWish = z.object({
  wish: z.string(),
  was: Wished,
  now: Wished.optional().catch(undefined),
});
export type MissedWish = z.infer<typeof MissedWish>;

export const FoundProducts = z.object({
  products: z.array(SeenProduct),
  more: z.boolean().catch(false),
  not_fulfilled: z.array(MissedWish).catch([]),
  sorted_by: z.string().optional().catch(undefined),
  categories: z.array(z.string()).catch([]),
});
export const ProductFacts = z.object({
  product: SeenProduct,
  description: z.string().catch(''),
  variants: z.array(SeenVariant).catch([]),
});
export type ProductFacts = z.infer<typeof ProductFacts>;
export const Comparison = z.object({ products: z.array(SeenProduct).min(2) });
export const PhotoMatch = z.object({
  outcome: z.enum(['verified', 'candidates', 'none']),
  products: z.array(SeenProduct).catch([]),
  similar_by_words: z.array(SeenProduct).catch([]),
  degraded: z.array(z.string()).catch([]),
});
export type PhotoMatch = z.infer<typeof PhotoMatch>;
const CheckedCoupon = z.object({
  code: z.string(),
  valid: z.boolean(),
  reason: z.string().optional().catch(undefined),
  takes_off: z.string().optional().catch(undefined),
  at_most: z.string().optional().catch(undefined),
  minimum: z.string().optional().catch(undefined),
  categories: z.array(z.string()).optional().catch(undefined),
  some_products_only: z.boolean().optional().catch(undefined),
});
export type CheckedCoupon = z.infer<typeof CheckedCoupon>;
export const CheckedCoupons = z.object({ coupons: z.array(CheckedCoupon).min(1) });
const PricedLine = z.object({
  product_id: z.string().optional(),
  variant_id: z.string().optional(),
  title: z.string(),
  quantity: z.number(),
  available: z.boolean().optional(),
});
export type PricedLine = z.infer<typeof PricedLine>;
export const PricedCart = z.object({
  quote: z.object({
    basis: z.string().catch('catalog'),
    discount: z.number(),
    line_items: z.array(PricedLine).catch([]),
    discounts: z
      .object({ codes: z.array(z.string()), applied: z.array(z.object({ code: z.string() })) })
      .catch({ codes: [], applied: [] }),
    messages: z
      .array(
        z.object({
          code: z.string(),
          path: z.string().catch(''),
          content: z.string().catch(''),
        }),
      )
      .catch([]),
  }),
  display: z.object({ subtotal: z.string(), discount: z.string(), total: z.string() }),
});
export type PricedCart = z.infer<typeof PricedCart>;

/** One call that an earlier answer of ours made, and what came of it. */
export interface ToolResult {
  name: string;
  args: Record<string, unknown>;
  /** Parsed JSON; undefined when the tool failed or answered in words. */
  data: unknown;
}

/** Undefined when the tool failed or its answer has another shape. */
export function readResult<T>(result: ToolResult, shape: z.ZodType<T>): T | undefined {
  return shape.safeParse(result.data).data;
}

/** The products that a result lists, whichever tool it is from. */
export function productsOf(result: ToolResult): SeenProduct[] {
  const single = z.object({ product: SeenProduct }).safeParse(result.data).data;
  if (single) return [single.product];
  const several = z.object({ products: z.array(z.unknown()) }).safeParse(result.data).data;
  return (several?.products ?? []).flatMap((product) => SeenProduct.safeParse(product).data ?? []);
}
