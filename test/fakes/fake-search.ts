import type { NamedValue, ProductQuery } from '../../server/shop/catalog.ts';
import { isInCategory } from '../../server/shop/category.ts';
import { foldText } from '../../server/shop/fold-text.ts';
import {
  type MeasuredAttribute,
  measuredAttributes,
  mostTold,
  type StoreValue,
} from '../../server/shop/measured-attributes.ts';
import { readMeasures } from '../../server/shop/read-measures.ts';
import {
  type RelaxedSearch,
  relaxSearch,
  type Wishes,
  wishesOf,
} from '../../server/shop/relax-search.ts';
import type { Product, Variant } from '../../shared/product.ts';
import type { FacetValue, NamedFacet, ProductFacets } from '../../shared/product-search.ts';

/** Products that have every word and fulfil every wish; names are compared folded, without stems. */
export function findAll(products: Product[], wishes: Wishes): Product[] {
  return products.filter((product) => {
    const text = foldText(JSON.stringify(product));
    const words = foldText(wishes.text ?? '').split(' ');
    return (
      isBrand(product, wishes) &&
      isFiled(product, wishes) &&
      hasValues(attributesOf(product), wishes.attributes) &&
      isWithin(product, wishes) &&
      matchingVariants(product, wishes).length > 0 &&
      words.every((word) => text.includes(word))
    );
  });
}

/** By title when no other order is asked for; what came last is the newest. */
export function inOrder(
  products: Product[],
  {
    sort,
    measured,
    ...wishes
  }: Wishes & Pick<ProductQuery, 'sort'> & { measured?: MeasuredAttribute | undefined },
): Product[] {
  const prices = (product: Product) =>
    matchingVariants(product, wishes).map(({ price }) => price.amount);
  if (measured && (sort === 'attribute_asc' || sort === 'attribute_desc')) {
    const sign = sort === 'attribute_asc' ? 1 : -1;
    const rank = (product: Product) =>
      Math.min(...amountsOf(product, measured, wishes).map((amount) => sign * amount));
    return products.toSorted((a, b) => (rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b))));
  }
  if (sort === 'newest') return products.toReversed();
  if (sort === 'price_asc') {
    return products.toSorted((a, b) => Math.min(...prices(a)) - Math.min(...prices(b)));
  }
  if (sort === 'price_desc') {
    return products.toSorted((a, b) => Math.max(...prices(b)) - Math.max(...prices(a)));
  }
  return products.toSorted((a, b) => (a.title < b.title ? -1 : 1));
}

/** What an order by `called` goes by among these products. */
export function measuredIn(products: Product[], called: string): ReturnType<typeof mostTold> {
  const candidates = measuredAttributes(products.flatMap(valuesOf), { called });
  return mostTold(
    candidates,
    products.map((product) => valuesOf(product).map(({ key }) => key)),
  );
}

/** Options before attributes; of no product nothing is told as of one that says nothing. */
function amountsOf(
  product: Product,
  { attributes, options }: MeasuredAttribute,
  wishes: Wishes,
): number[] {
  const read = (values: StoreValue[], amounts: Map<string, number>) =>
    values.flatMap(({ key }) => amounts.get(key) ?? []);
  const chosen = matchingVariants(product, wishes).flatMap((variant) =>
    read(optionsOf(variant).map(storeValue('option')), options),
  );
  return chosen.length > 0 ? chosen : read(valuesOf(product), attributes);
}

function isWithin(product: Product, { minAttributes = [], maxAttributes = [] }: Wishes): boolean {
  const holds = ({ name, value }: NamedValue, sign: number) => {
    const [[kind, limit] = []] = readMeasures(value);
    return measuredAttributes(valuesOf(product), { called: name, kind }).some((measured) =>
      [...measured.attributes.values(), ...measured.options.values()].some(
        (amount) => sign * (amount - (limit ?? Number.NaN)) >= 0,
      ),
    );
  };
  return (
    minAttributes.every((limit) => holds(limit, 1)) &&
    maxAttributes.every((limit) => holds(limit, -1))
  );
}

function valuesOf(product: Product): StoreValue[] {
  return [
    ...attributesOf(product).map(storeValue('attribute')),
    ...product.variants.flatMap(optionsOf).map(storeValue('option')),
  ];
}

const storeValue =
  (kind: StoreValue['kind']) =>
  ({ name, value }: NamedValue): StoreValue => ({
    kind,
    name,
    value,
    key: `${kind} ${name}: ${value}`,
  });

/** Undefined when something matches, or nothing helps. */
export async function relaxedIn(
  products: Product[],
  query: ProductQuery,
): Promise<RelaxedSearch | undefined> {
  return await relaxSearch(wishesOf(query), {
    matches: async (weaker) => findAll(products, weaker).length > 0,
    pricesNear: async ({ minPrice: _, maxPrice: __, ...rest }) =>
      findAll(products, rest).flatMap((product) =>
        matchingVariants(product, rest).map(({ price }) => price.amount),
      ),
  });
}

export function facetsOf(products: Product[], wishes: Wishes): ProductFacets {
  const without = (dropped: Wishes) => findAll(products, { ...wishes, ...dropped });
  const anyPrice = { ...wishes, minPrice: undefined, maxPrice: undefined };
  const prices = findAll(products, anyPrice).flatMap((product) =>
    matchingVariants(product, anyPrice).map(({ price }) => price.amount),
  );
  const [min, max] = [Math.min(...prices), Math.max(...prices)];
  const anyStock = without({ available: undefined });
  const available = without({ available: true }).length;
  return {
    categories: counted(
      without({ categories: undefined }).flatMap(({ categories = [] }) =>
        categories.map(({ value }) => value),
      ),
    ),
    brands: counted(
      without({ brands: undefined }).flatMap(({ metadata }) => metadata?.brand ?? []),
    ),
    options: namedFacets(
      without({ options: undefined }).map((product) =>
        matchingVariants(product, { ...wishes, options: undefined }).flatMap(optionsOf),
      ),
    ),
    attributes: namedFacets(without({ attributes: undefined }).map(attributesOf)),
    price: prices.length > 0 ? { min, max, bands: [{ min, count: anyStock.length }] } : undefined,
    availability: { available, unavailable: anyStock.length - available },
    complete: true,
  };
}

/** The most frequent first. */
export function counted(values: string[]): FacetValue[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, { length: count }]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** One list of values a product. */
function namedFacets(lists: NamedValue[][]): NamedFacet[] {
  const distinct = lists.flatMap((list) => [
    ...new Map(list.map((item) => [`${item.name}: ${item.value}`, item])).values(),
  ]);
  return [...Map.groupBy(distinct, ({ name }) => name)].map(([name, items]) => ({
    name,
    values: counted(items.map(({ value }) => value)),
  }));
}

function isBrand({ metadata }: Product, { brands }: Wishes): boolean {
  const own = foldText(metadata?.brand ?? '');
  return !brands?.length || brands.some((brand) => foldText(brand) === own);
}

function isFiled({ categories: own = [] }: Product, { categories }: Wishes): boolean {
  return (
    !categories?.length ||
    own.some(({ value }) => categories.some((category) => isInCategory(value, category)))
  );
}

function matchingVariants({ variants }: Product, wishes: Wishes): Variant[] {
  const { minPrice = 0, maxPrice = Number.MAX_SAFE_INTEGER, available, onSale, options } = wishes;
  return variants.filter(
    (variant) =>
      variant.price.amount >= minPrice &&
      variant.price.amount <= maxPrice &&
      (!available || variant.availability.available) &&
      (!onSale || (variant.list_price?.amount ?? 0) > variant.price.amount) &&
      hasValues(optionsOf(variant), options),
  );
}

function optionsOf({ options = [] }: Variant): NamedValue[] {
  return options.map(({ name, label }) => ({ name, value: label }));
}

function attributesOf({ metadata }: Product): NamedValue[] {
  return Object.entries(metadata?.attributes ?? {}).map(([name, value]) => ({ name, value }));
}

/** Of each name that is wished for, one of the values. */
function hasValues(own: NamedValue[], wished: NamedValue[] = []): boolean {
  const folded = ({ name, value }: NamedValue) => `${foldText(name)}: ${foldText(value)}`;
  const has = new Set(own.map(folded));
  return [...Map.groupBy(wished, ({ name }) => foldText(name)).values()].every((alternatives) =>
    alternatives.some((item) => has.has(folded(item))),
  );
}
