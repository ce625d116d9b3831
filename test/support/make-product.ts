import { priceRange } from '../../server/shop/product.ts';
import type { Product, Variant } from '../../shared/product.ts';

export interface ProductFacts extends Partial<Omit<Product, 'variants' | 'description'>> {
  handle: string;
  description?: string;
  /** Of the only variant, in minor units; 1,000 unless told. */
  price?: number;
  currency?: string;
  stock?: number;
  variants?: VariantFacts[];
}

export interface VariantFacts extends Partial<Omit<Variant, 'price'>> {
  id: string;
  price: number;
  stock?: number;
}

/** A product that differs from others in what a test is about. Ids follow from the handle. */
export function makeProduct(facts: ProductFacts): Product {
  const { handle, description = '', price = 1_000, currency = 'USD', stock, ...rest } = facts;
  const given = facts.variants ?? [{ id: `${handle}-1`, price, stock }];
  const variants = given.map((item) => makeVariant(item, currency));
  return {
    id: `id-${handle}`,
    title: handle.replaceAll('-', ' '),
    ...rest,
    handle,
    description: { plain: description },
    price_range: priceRange(variants.map((variant) => variant.price)),
    variants,
  };
}

function makeVariant({ price, stock, ...rest }: VariantFacts, currency: string): Variant {
  return {
    title: 'Default',
    availability: { available: true, status: 'in_stock' },
    ...rest,
    price: { amount: price, currency },
    metadata: stock === undefined ? rest.metadata : { ...rest.metadata, stock },
  };
}
