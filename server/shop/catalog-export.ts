import type { Product } from '../../shared/product.ts';

/** A store's whole catalog, a few hundred products at a time. */
export interface CatalogExport {
  /**
   * Every product that is there from beginning to end, each once, in the order in which they were made. Nothing is held
   * open between two batches: whoever stops asking has ended it.
   */
  batches(storeId: string): AsyncGenerator<Product[]>;
}
