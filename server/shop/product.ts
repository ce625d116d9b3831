import type { PriceRange } from '../../shared/price.ts';
import type { Availability, AvailabilityStatus, Product, Variant } from '../../shared/product.ts';

/** A product can be had when one of its variants can. */
export function productAvailability(product: Pick<Product, 'variants'>): Availability {
  const best = product.variants.find((variant) => variant.availability.available);
  return (
    (best ?? product.variants[0])?.availability ?? { available: false, status: 'out_of_stock' }
  );
}

/** Whether a shopper may put a variant in this state into the cart. */
export function canBeBought(status: AvailabilityStatus): boolean {
  return status === 'in_stock' || status === 'backorder' || status === 'preorder';
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

/**
 * The product that somebody means by `ref`: its id, else its handle, else the SKU of one of its variants,
 * else the id that it has in the system it was imported from.
 */
export function findByRef(products: Product[], ref: string): Product | undefined {
  return (
    products.find(({ id }) => id === ref || id === ref.toLowerCase()) ??
    products.find(({ handle }) => handle === ref) ??
    products.find(({ variants }) => variants.some(({ sku }) => sku === ref)) ??
    products.find(({ metadata }) => metadata?.external_id === ref)
  );
}

/** The variant with that id, SKU or foreign id. */
export function findVariant(product: Product, ref: string): Variant | undefined {
  return (
    product.variants.find(({ id }) => id === ref) ??
    product.variants.find(({ sku }) => sku === ref) ??
    product.variants.find(({ metadata }) => metadata?.external_id === ref)
  );
}

/**
 * What a shop's count of a variant means for whoever wants to buy it: none left is out of stock, unless the shop
 * takes orders for it all the same.
 */
export function stockedAvailability(
  availability: Availability,
  stock: number | undefined,
): Availability {
  const ordersAnyway = availability.status === 'backorder' || availability.status === 'preorder';
  if (stock !== 0 || ordersAnyway) return availability;
  const status = availability.status === 'discontinued' ? 'discontinued' : 'out_of_stock';
  return { available: false, status };
}

/**
 * The other way round: what to keep of an availability beside a count. With none left it is the count that says so,
 * and the next delivery alone makes the variant available again.
 */
export function uncountedAvailability(
  availability: Availability,
  stock: number | undefined,
): Required<Availability> {
  const { available } = availability;
  const status = availability.status ?? (available ? 'in_stock' : 'out_of_stock');
  const soldOut = stock === 0 && (status === 'in_stock' || status === 'out_of_stock');
  return soldOut ? { available: true, status: 'in_stock' } : { available, status };
}
