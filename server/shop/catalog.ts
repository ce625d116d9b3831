import type { Product } from '../../shared/product.ts';

/** What the app asks of a shop's catalog. Every question states the store; amounts are in minor units. */
export interface Catalog {
  search(storeId: string, query: ProductQuery): Promise<ProductPage>;
  /** `ref` is an id, a handle, a SKU or the id in the system it was imported from, in this order (see `findByRef`). */
  get(storeId: string, ref: string): Promise<Product | undefined>;
  /** In the order of `refs`; those that do not exist are left out. */
  getMany(storeId: string, refs: string[]): Promise<Product[]>;
  categories(storeId: string): Promise<CategoryCount[]>;
}

export interface ProductQuery {
  /** Words in any language, with or without diacritics, with typos. Absent: everything, by title. */
  text?: string;
  /** Whole path, last part or a path above it, any case, with or without diacritics (see `isInCategory`). */
  category?: string;
  brand?: string;
  /** A product matches when one of its variants costs between them, both ends included. */
  minPrice?: number;
  maxPrice?: number;
  /** True: one of the variants that match the price can be bought now. False is the same as absent. */
  available?: boolean;
  /** 1 to 100. */
  limit: number;
  /** From an earlier page; throws AppError `invalid_request` when it is not one of ours. */
  cursor?: string;
}

export interface ProductPage {
  products: Product[];
  nextCursor?: string;
}

export interface CategoryCount {
  value: string;
  count: number;
}

/** Writes products: the merchant's import and the first seed go the same way. */
export interface CatalogWriter {
  /**
   * Creates or replaces products by `metadata.external_id`, else by id, else by handle, in one transaction.
   * Products that are not mentioned stay. Throws AppError `invalid_request` naming the product when the store cannot hold one
   * (another currency, a handle used twice). With `dryRun` everything is tried and nothing stays.
   */
  upsert(
    storeId: string,
    products: Product[],
    options?: { dryRun?: boolean },
  ): Promise<UpsertCount>;
}

export interface UpsertCount {
  created: number;
  updated: number;
  unchanged: number;
}
