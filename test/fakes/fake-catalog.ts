import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../server/errors.ts';
import type {
  Catalog,
  CatalogWriter,
  ProductPage,
  ProductQuery,
  UpsertCount,
} from '../../server/shop/catalog.ts';
import { refuseUnsuitable } from '../../server/shop/check-products.ts';
import { findByRef, stockedAvailability } from '../../server/shop/product.ts';
import type { Product } from '../../shared/product.ts';
import type { FacetValue } from '../../shared/product-search.ts';
import { counted, facetsOf, findAll, inOrder, measuredIn, relaxedIn } from './fake-search.ts';

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
    const start = query.cursor === undefined ? 0 : readCursor(query.cursor);
    const all = this.#of(storeId);
    const weaker = query.relax ? await relaxedIn(all, query) : undefined;
    const asked = weaker ? { ...weaker.query, sort: query.sort } : query;
    const matches = findAll(all, asked);
    const measured = query.sortBy === undefined ? undefined : measuredIn(matches, query.sortBy);
    const found = inOrder(matches, { ...asked, measured });
    const end = start + query.limit;
    const isFirst = start === 0;
    return {
      products: found.slice(start, end),
      nextCursor: end < found.length ? `from-${end}` : undefined,
      relaxed: weaker?.relaxed,
      sortedBy: measured?.name,
      facets: query.facets && isFirst ? facetsOf(all, asked) : undefined,
      total: query.total && isFirst ? { count: found.length, exact: true } : undefined,
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
