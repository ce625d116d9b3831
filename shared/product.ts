import { z } from 'zod';
import { Price, PriceRange } from './price.ts';

/** Shapes of the Universal Commerce Protocol (shopping/types/product.json and relatives), the fields we carry. */

const Pixels = z.int().min(1).max(1_000_000);

export const Media = z.strictObject({
  type: z.string().min(1).max(40),
  /** Absolute, or a path on this installation (`/demo/...`), which is made absolute on its way out. */
  url: z.string().min(1).max(2000),
  alt_text: z.string().max(1000).optional(),
  width: Pixels.optional(),
  height: Pixels.optional(),
});
export type Media = z.infer<typeof Media>;

export const Description = z.strictObject({ plain: z.string().max(50_000) });

export const Category = z.strictObject({
  value: z.string().min(1).max(500),
  taxonomy: z.string().max(100).optional(),
});
export type Category = z.infer<typeof Category>;

export const ProductOption = z.strictObject({
  name: z.string().min(1).max(200),
  values: z
    .array(
      z.strictObject({ id: z.string().max(200).optional(), label: z.string().min(1).max(300) }),
    )
    .min(1)
    .max(250),
});
export type ProductOption = z.infer<typeof ProductOption>;

export const SelectedOption = z.strictObject({
  name: z.string().min(1).max(200),
  id: z.string().max(200).optional(),
  label: z.string().min(1).max(300),
});
export type SelectedOption = z.infer<typeof SelectedOption>;

export const AvailabilityStatus = z.enum([
  'in_stock',
  'backorder',
  'preorder',
  'out_of_stock',
  'discontinued',
]);
export type AvailabilityStatus = z.infer<typeof AvailabilityStatus>;

export const Availability = z.strictObject({
  available: z.boolean(),
  status: AvailabilityStatus.optional(),
});
export type Availability = z.infer<typeof Availability>;

export const Rating = z.strictObject({
  value: z.number().min(0),
  scale_min: z.number().min(0).optional(),
  scale_max: z.number().min(1),
  count: z.int().min(0).optional(),
});
export type Rating = z.infer<typeof Rating>;

/** `metadata.stock` is the number on the shelf; absent means that the shop does not count. */
export const Variant = z.strictObject({
  id: z.string().min(1).max(200),
  sku: z.string().min(1).max(200).optional(),
  title: z.string().min(1).max(500),
  price: Price,
  list_price: Price.optional(),
  availability: Availability,
  options: z.array(SelectedOption).max(20).optional(),
  barcodes: z
    .array(z.strictObject({ type: z.string().max(40), value: z.string().max(100) }))
    .max(20)
    .optional(),
  media: z.array(Media).max(50).optional(),
  metadata: z.looseObject({ stock: z.int().min(0).optional() }).optional(),
});
export type Variant = z.infer<typeof Variant>;

/**
 * `metadata.brand` is the maker, `metadata.attributes` name → value of the facts a shopper compares
 * (RAM, weight, capacity), `metadata.external_id` the id in the system the product was imported from.
 */
export const ProductMetadata = z.looseObject({
  brand: z.string().max(200).optional(),
  attributes: z.record(z.string().max(200), z.string().max(2000)).optional(),
  external_id: z.string().max(300).optional(),
});

export const Product = z.strictObject({
  id: z.string().min(1).max(200),
  handle: z.string().min(1).max(300),
  title: z.string().min(1).max(500),
  description: Description,
  url: z.string().max(2000).optional(),
  categories: z.array(Category).max(50).optional(),
  price_range: PriceRange,
  list_price_range: PriceRange.optional(),
  media: z.array(Media).max(250).optional(),
  options: z.array(ProductOption).max(20).optional(),
  variants: z.array(Variant).min(1).max(2000),
  rating: Rating.optional(),
  tags: z.array(z.string().min(1).max(200)).max(250).optional(),
  metadata: ProductMetadata.optional(),
});
export type Product = z.infer<typeof Product>;
