import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../server/errors.ts';
import type {
  Catalog,
  CatalogWriter,
  ProductPage,
  ProductQuery,
  UpsertCount,
} from '../../server/shop/catalog.ts';
import { isInCategory } from '../../server/shop/category.ts';
import { refuseUnsuitable } from '../../server/shop/check-products.ts';
import { foldText } from '../../server/shop/fold-text.ts';
import { findByRef, stockedAvailability } from '../../server/shop/product.ts';
import type { Product } from '../../shared/product.ts';
import type { FacetValue } from '../../shared/product-search.ts';

/**
 * A catalog in memory. It finds products that have every word of a question, in the order of their titles: what it
 * finds is found by the real one too, which also knows typos, synonyms and ranks.
 */
export class FakeCatalog implements Catalog, CatalogWriter {
  readonly #currency: string;
  readonly #byStore = new Map<string, Product[]>();

  constructor({ currency }: { currency: string }) {
    this.#currency = currency;
  }

  async search(storeId: string, query: ProductQuery): Promise<ProductPage> {
    const found = this.#of(storeId)
      .filter((product) => matches(product, query))
      .sort((a, b) => (a.title < b.title ? -1 : 1));
    const start = query.cursor === undefined ? 0 : readCursor(query.cursor);
    const end = start + query.limit;
    return {
      products: found.slice(start, end),
      nextCursor: end < found.length ? `from-${end}` : undefined,
    };
  }

  async get(storeId: string, ref: string): Promise<Product | undefined> {
    return findByRef(this.#of(storeId), ref);
  }

  async getMany(storeId: string, refs: string[]): Promise<Product[]> {
    return refs.flatMap((ref) => findByRef(this.#of(storeId), ref) ?? []);
  }

  async categories(storeId: string): Promise<FacetValue[]> {
    return counted(
      this.#of(storeId).flatMap(({ categories = [] }) => categories.map(({ value }) => value)),
    );
  }

  async brands(storeId: string): Promise<FacetValue[]> {
    return counted(this.#of(storeId).flatMap(({ metadata }) => metadata?.brand ?? []));
  }

  /** Keeps products as they are given, ids too. */
  async upsert(
    storeId: string,
    products: Product[],
    { dryRun = false }: { dryRun?: boolean } = {},
  ): Promise<UpsertCount> {
    refuseUnsuitable(products, this.#currency);
    const stored = [...this.#of(storeId)];
    const count: UpsertCount = { created: 0, updated: 0, unchanged: 0 };
    for (const product of products.map(withStock)) {
      const at = stored.findIndex(
        ({ id, handle }) => id === product.id || handle === product.handle,
      );
      if (at === -1) count.created += 1;
      else if (isDeepStrictEqual(stored[at], product)) count.unchanged += 1;
      else count.updated += 1;
      stored.splice(at === -1 ? stored.length : at, 1, product);
    }
    if (!dryRun) this.#byStore.set(storeId, stored);
    return count;
  }

  #of(storeId: string): Product[] {
    return this.#byStore.get(storeId) ?? [];
  }
}

function withStock(product: Product): Product {
  const variants = product.variants.map((variant) => ({
    ...variant,
    availability: stockedAvailability(variant.availability, variant.metadata?.stock),
  }));
  return { ...product, variants };
}

function readCursor(cursor: string): number {
  const start = /^from-(\d+)$/.exec(cursor)?.[1];
  if (start === undefined) throw new AppError('invalid_request', 'That is no cursor of ours.');
  return Number(start);
}

function counted(values: string[]): FacetValue[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, { length: count }]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function matches(product: Product, query: ProductQuery): boolean {
  const { categories, brands, minPrice = 0, maxPrice = Number.MAX_SAFE_INTEGER, available } = query;
  const isBrand =
    !brands?.length ||
    brands.some((brand) => foldText(product.metadata?.brand ?? '') === foldText(brand));
  const isFiled =
    !categories?.length ||
    (product.categories ?? []).some(({ value }) =>
      categories.some((category) => isInCategory(value, category)),
    );
  const isPriced = product.variants.some(
    ({ price, availability }) =>
      price.amount >= minPrice &&
      price.amount <= maxPrice &&
      (!available || availability.available),
  );
  const text = foldText(JSON.stringify(product));
  const words = foldText(query.text ?? '').split(' ');
  return isBrand && isFiled && isPriced && words.every((word) => text.includes(word));
}
