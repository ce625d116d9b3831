import type { Product } from '../../shared/product.ts';
import type {
  FacetValue,
  ProductFacets,
  ProductSort,
  ProductTotal,
  Relaxed,
} from '../../shared/product-search.ts';

/** What the app asks of a shop's catalog. Every question states the store; amounts are in minor units. */
export interface Catalog {
  search(storeId: string, query: ProductQuery): Promise<ProductPage>;
  /** `ref` is an id, a handle, a SKU or the id in the system it was imported from, in this order (see `findByRef`). */
  get(storeId: string, ref: string): Promise<Product | undefined>;
  /** In the order of `refs`; those that do not exist are left out. */
  getMany(storeId: string, refs: string[]): Promise<Product[]>;
  /** With how many products each, the fullest first. */
  categories(storeId: string): Promise<CategoryCount[]>;
  brands(storeId: string): Promise<FacetValue[]>;
}

/** A value of an option ("Colour", "Red") or of an attribute ("RAM", "16 GB"), compared by `search_key`. */
export interface NamedValue {
  name: string;
  value: string;
}

/** Within one list any value will do (within options and attributes: of those with the same name); all lists must hold. */
export interface ProductQuery {
  /** Words in any language, with or without diacritics, with typos. Absent: everything. */
  text?: string;
  /** Whole path, last part or a path above it, any case, with or without diacritics (see `isInCategory`). */
  categories?: string[];
  brands?: string[];
  /** A product matches when one of its variants costs between them, both ends included. */
  minPrice?: number;
  maxPrice?: number;
  /** True: a variant that matches price and options can be bought now. False is the same as absent. */
  available?: boolean;
  /** A variant has them; price, availability and options must be of one variant. */
  options?: NamedValue[];
  attributes?: NamedValue[];
  /** At least, and at most, so much of what an attribute or option measures: {name: "Battery", value: "10 h"} (see `readMeasures`). */
  minAttributes?: NamedValue[];
  maxAttributes?: NamedValue[];
  /** True: a variant that matches costs less than its list price. False is the same as absent. */
  onSale?: boolean;
  /** Words, each of which neither title nor brand has: "Samsung", "black". Not given up to find something. */
  without?: string[];
  /** Absent: by relevance with words, by title without. Prices: the cheapest matching variant's, dearest for `price_desc`. */
  sort?: ProductSort;
  /**
   * What `attribute_asc` and `attribute_desc` go by ("weight", "Trọng lượng", "battery"): what the store calls so, or by other
   * words for it; of a product with several versions the one that comes first. Products that do not tell it come last.
   */
  sortBy?: string;
  /** Says with the first page what the search can be narrowed to. */
  facets?: boolean;
  /** When nothing matches, wishes are given up one after the other until something does; `relaxed` says which. */
  relax?: boolean;
  /** Says how many products match, with the first page. */
  total?: boolean;
  /** 1 to 100. */
  limit: number;
  /** From an earlier page; throws AppError `invalid_request` when it is not one of this very search. */
  cursor?: string;
}

export interface ProductPage {
  products: Product[];
  nextCursor?: string;
  facets?: ProductFacets;
  /** In the order in which they were given up; absent when everything that was asked for holds. */
  relaxed?: Relaxed[];
  /** The store's own name of what `sortBy` was taken for; absent when nothing tells it, and then the order is as without a sort. */
  sortedBy?: string;
  total?: ProductTotal;
}

export type CategoryCount = FacetValue;

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
