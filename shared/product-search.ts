import { z } from 'zod';

/** What a search of the catalog says beside its products. Amounts are in minor units of the store's currency. */

export const ProductSort = z.enum([
  'relevance',
  'title',
  'price_asc',
  'price_desc',
  'newest',
  'attribute_asc',
  'attribute_desc',
]);
export type ProductSort = z.infer<typeof ProductSort>;

export const FacetValue = z.strictObject({ value: z.string(), count: z.int() });
export type FacetValue = z.infer<typeof FacetValue>;

/** The values of one option ("Colour") or attribute ("RAM"). */
export const NamedFacet = z.strictObject({ name: z.string(), values: z.array(FacetValue) });
export type NamedFacet = z.infer<typeof NamedFacet>;

/** `max` is left out of the last range: everything from `min` on. A price on a border is in the range that begins there. */
export const PriceBand = z.strictObject({
  min: z.int(),
  max: z.int().optional(),
  count: z.int(),
});
export type PriceBand = z.infer<typeof PriceBand>;

/**
 * What a search can be narrowed to, with the number of products that each choice would leave. Each list is counted
 * with all filters but its own.
 */
export const ProductFacets = z.strictObject({
  categories: z.array(FacetValue),
  brands: z.array(FacetValue),
  options: z.array(NamedFacet),
  attributes: z.array(NamedFacet),
  /** Absent when nothing matches. */
  price: z.strictObject({ min: z.int(), max: z.int(), bands: z.array(PriceBand) }).optional(),
  availability: z.strictObject({ available: z.int(), unavailable: z.int() }),
  /** False: more products match than were counted, so that the numbers are of a part of them. */
  complete: z.boolean(),
});
export type ProductFacets = z.infer<typeof ProductFacets>;

const RelaxedValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** One wish that was given up (`now` is null) or weakened because nothing fulfilled all of them. */
export const Relaxed = z.strictObject({
  filter: z.enum([
    'min_price',
    'max_price',
    'available',
    'on_sale',
    'attribute',
    'min_attribute',
    'max_attribute',
    'option',
    'brand',
    'category',
    'words',
  ]),
  /** Prices in minor units, "Colour: Red" for an option or attribute. */
  was: RelaxedValue,
  now: RelaxedValue.nullable(),
});
export type Relaxed = z.infer<typeof Relaxed>;

/** How many products match; `exact` is false when counting stopped there. */
export const ProductTotal = z.strictObject({ count: z.int(), exact: z.boolean() });
export type ProductTotal = z.infer<typeof ProductTotal>;
