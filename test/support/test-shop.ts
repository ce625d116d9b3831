import { postgresCatalog } from '../../server/postgres/catalog/catalog.ts';
import type { ProductPage, ProductQuery } from '../../server/shop/catalog.ts';
import type { Product } from '../../shared/product.ts';
import { insertStore } from './insert-store.ts';
import { testDatabase } from './test-database.ts';

export interface TestShop extends AsyncDisposable {
  /** The first ten where nothing else is asked for. */
  search(query: string | Partial<ProductQuery>): Promise<ProductPage>;
}

/** A store with these products in a database of its own. */
export async function testShop(products: Product[]): Promise<TestShop> {
  const database = await testDatabase();
  const catalog = postgresCatalog(database.patient, { publicUrl: 'https://aisle.example' });
  const storeId = await insertStore(database);
  await catalog.upsert(storeId, products);
  return {
    search(query) {
      const asked = typeof query === 'string' ? { text: query } : query;
      return catalog.search(storeId, { limit: 10, ...asked });
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
