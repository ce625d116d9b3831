import { z } from 'zod';
import type { CardProduct, ComparedAttribute } from '../../shared/card.ts';
import type { UnnumberedDataPart } from '../../shared/chunk.ts';
import { formatPrice } from '../../shared/format-price.ts';
import { Price, type PriceRange } from '../../shared/price.ts';
import { Availability, Category, Media, type Product, Rating } from '../../shared/product.ts';
import { productAvailability } from '../shop/product.ts';

/** A price for a model: `display` is how a person of this shop writes it, so that nothing needs computing. */
export const ShownPrice = z.strictObject({ ...Price.shape, display: z.string() });
export type ShownPrice = z.infer<typeof ShownPrice>;

export function showPrice(price: Price, locale: string): ShownPrice {
  return { ...price, display: formatPrice(price, locale) };
}

/** What a model is told of a product in a list, and all that a product card is made of. */
export const ProductSummary = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  url: z.string().optional(),
  media: Media.optional(),
  /** Set when there is only one: what goes into the cart. */
  variant_id: z.string().optional(),
  sku: z.string().optional(),
  brand: z.string().optional(),
  price_range: z.strictObject({ min: ShownPrice, max: ShownPrice }),
  list_price_range: z.strictObject({ min: ShownPrice, max: ShownPrice }).optional(),
  availability: Availability,
  categories: z.array(Category),
  options: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()) })),
  attributes: z.record(z.string(), z.string()),
  rating: Rating.optional(),
});
export type ProductSummary = z.infer<typeof ProductSummary>;

export function summarizeProduct(product: Product, locale: string): ProductSummary {
  const only = product.variants.length === 1 ? product.variants[0] : undefined;
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    url: product.url,
    media: product.media?.[0],
    variant_id: only?.id,
    sku: only?.sku,
    brand: product.metadata?.brand,
    price_range: showRange(product.price_range, locale),
    list_price_range: product.list_price_range && showRange(product.list_price_range, locale),
    availability: productAvailability(product),
    categories: product.categories ?? [],
    options: (product.options ?? []).map((option) => ({
      name: option.name,
      values: option.values.map((value) => value.label),
    })),
    attributes: product.metadata?.attributes ?? {},
    rating: product.rating,
  };
}

function showRange(range: PriceRange, locale: string): ProductSummary['price_range'] {
  return { min: showPrice(range.min, locale), max: showPrice(range.max, locale) };
}

/** What the shopper sees of products beside the answer; undefined when there are none. */
export function showProducts(
  products: ProductSummary[],
  beside: { comparison?: ComparedAttribute[]; note?: string } = {},
): UnnumberedDataPart | undefined {
  if (products.length === 0) return undefined;
  return { type: 'data-products', data: { products: products.map(productCard), ...beside } };
}

export function productCard(product: ProductSummary): CardProduct {
  const { id, handle, title, url, media, variant_id, sku, brand, price_range, availability } =
    product;
  return {
    id,
    handle,
    title,
    url,
    brand,
    media,
    variant_id,
    sku,
    price_range: plainRange(price_range),
    list_price_range: product.list_price_range && plainRange(product.list_price_range),
    availability,
    options: product.options.map(({ name, values }) => ({ name, count: values.length })),
  };
}

function plainRange({ min, max }: ProductSummary['price_range']): PriceRange {
  return {
    min: { amount: min.amount, currency: min.currency },
    max: { amount: max.amount, currency: max.currency },
  };
}
