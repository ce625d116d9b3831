import type { PriceRange } from '../../shared/price.ts';
import type { Availability, Product, Variant } from '../../shared/product.ts';

/** A product can be had when one of its variants can. */
export function productAvailability(product: Pick<Product, 'variants'>): Availability {
  const best = product.variants.find((variant) => variant.availability.available);
  return (best ?? product.variants[0])?.availability ?? { available: false, status: 'out_of_stock' };
}

/** The cheapest and the dearest of prices in one currency; throws RangeError when there is none. */
export function priceRange(prices: { amount: number; currency: string }[]): PriceRange {
  const [first] = prices;
  if (!first) throw new RangeError('a product has at least one price');
  const amounts = prices.map((price) => price.amount);
  return {
    min: { amount: Math.min(...amounts), currency: first.currency },
    max: { amount: Math.max(...amounts), currency: first.currency },
  };
}

/** What a shopper gets who names no variant: the first that can be bought, else the first. */
export function defaultVariant(product: Pick<Product, 'variants'>): Variant {
  const variant =
    product.variants.find(({ availability }) => availability.available) ?? product.variants[0];
  if (!variant) throw new RangeError('a product has at least one variant');
  return variant;
}
