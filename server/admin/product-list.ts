import type {
  AdminProductPage,
  MissingPart,
  ProductSort,
  ProductValues,
} from '../../shared/admin-products.ts';
import type { AvailabilityStatus } from '../../shared/product.ts';

/** The table of products that a merchant filters, sorts and pages through, at a hundred thousand of them too. */
export interface ProductList {
  /** Throws AppError `invalid_request` when the cursor is not one of this very list. */
  page(storeId: string, query: ProductListQuery): Promise<AdminProductPage>;
  values(storeId: string): Promise<ProductValues>;
}

/** All that are given must hold. Amounts are in minor units. */
export interface ProductListQuery {
  /** Words as in search: the best `MOST_FOUND` that match are listed. */
  text?: string;
  /** A whole path: with all below it. */
  category?: string;
  brand?: string;
  /** One of the variants is shown to shoppers as this. */
  availability?: AvailabilityStatus;
  /** Fewer than that are left, of what is counted. */
  stockBelow?: number;
  /** One of the prices may lie between them, both ends included. */
  minPrice?: number;
  maxPrice?: number;
  missing?: MissingPart;
  /** Absent: best first with words, else by title. */
  sort?: ProductSort;
  limit: number;
  cursor?: string;
}

/** How many matches of words are looked at. */
export const MOST_FOUND = 1_000;
/** How far products are counted. */
export const MOST_COUNTED = 10_000;
