import { z } from 'zod';
import { FacetValue, NamedFacet, type ProductFacets } from '../../shared/product-search.ts';
import type { Store } from '../shop/store.ts';
import { ShownPrice, showPrice } from './product-summary.ts';

/** What a search can be narrowed to, short enough for a model. */
export const SearchChoices = z.strictObject({
  categories: z.array(FacetValue),
  brands: z.array(FacetValue),
  options: z.array(NamedFacet),
  attributes: z.array(NamedFacet),
  price: z.strictObject({ min: ShownPrice, max: ShownPrice }).optional(),
});
export type SearchChoices = z.infer<typeof SearchChoices>;

const MOST_NAMES = 8;
const MOST_VALUES = 10;

export function searchChoices(
  facets: ProductFacets,
  { currency, locale }: Pick<Store, 'currency' | 'locale'>,
): SearchChoices {
  const shown = (amount: number) => showPrice({ amount, currency }, locale);
  const short = (named: NamedFacet[]) =>
    named
      .slice(0, MOST_NAMES)
      .map(({ name, values }) => ({ name, values: values.slice(0, MOST_VALUES) }));
  return {
    categories: facets.categories.slice(0, MOST_VALUES),
    brands: facets.brands.slice(0, MOST_VALUES),
    options: short(facets.options),
    attributes: short(facets.attributes),
    price: facets.price && { min: shown(facets.price.min), max: shown(facets.price.max) },
  };
}
