import { z } from 'zod';

/** An amount in the minor unit of `currency` (ISO 4217; VND has none, so 1 is 1 ₫). UCP `price`. */
export const Price = z.strictObject({
  amount: z.int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Price = z.infer<typeof Price>;

/** UCP `price_range`: the cheapest and the dearest variant. */
export const PriceRange = z.strictObject({ min: Price, max: Price });
export type PriceRange = z.infer<typeof PriceRange>;
