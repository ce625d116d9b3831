import type { Product, Variant } from '../../shared/product.ts';
import { canBeBought, priceRange, stockedAvailability } from '../shop/product.ts';
import type { ProductFacts, VariantFacts } from './product-facts.ts';

/** A product, kept or only drafted, as the shop's catalog would show it. */
export function productOfFacts(facts: ProductFacts, currency: string): Product {
  const variants = facts.variants.map((variant) => variantOfFacts(variant, currency));
  return {
    id: facts.id,
    handle: facts.handle,
    title: facts.title,
    description: { plain: facts.description },
    url: facts.url ?? undefined,
    categories: facts.categories.map((value) => ({ value })),
    price_range: priceRange(variants.map(({ price }) => price)),
    list_price_range: variants.some(({ list_price }) => list_price)
      ? priceRange(variants.map(({ price, list_price }) => list_price ?? price))
      : undefined,
    media: facts.media,
    options: facts.options,
    variants,
    rating: facts.rating ?? undefined,
    tags: facts.tags,
    metadata: {
      brand: facts.brand ?? undefined,
      attributes: Object.fromEntries(facts.attributes.map(({ name, value }) => [name, value])),
    },
  };
}

function variantOfFacts(variant: VariantFacts, currency: string): Variant {
  const stock = variant.stock ?? undefined;
  const kept = { available: canBeBought(variant.availability), status: variant.availability };
  return {
    id: variant.id,
    sku: variant.sku ?? undefined,
    title: variant.title,
    price: { amount: variant.price, currency },
    list_price: variant.list_price === null ? undefined : { amount: variant.list_price, currency },
    availability: stockedAvailability(kept, stock),
    options: variant.options,
    media: variant.media,
    metadata: stock === undefined ? undefined : { stock },
  };
}
