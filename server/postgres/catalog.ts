import type { Catalog, CatalogWriter } from '../shop/catalog.ts';
import { readBrands, readByRefs, readCategories, readProducts } from './catalog-read.ts';
import { linksOf } from './catalog-rows.ts';
import { writeProducts } from './catalog-write.ts';
import type { Drizzle } from './database.ts';
import { searchProducts } from './product-search.ts';

/** `publicUrl` is where this installation is reached: what it serves itself is linked from there. */
export function postgresCatalog(
  db: Drizzle,
  { publicUrl }: { publicUrl: string },
): Catalog & CatalogWriter {
  const links = linksOf(publicUrl);
  const getMany: Catalog['getMany'] = (storeId, refs) =>
    readByRefs(db, storeId, { refs: refs.filter(isStorable), links });
  return {
    async search(storeId, query) {
      const { ids, nextCursor } = await searchProducts(db, storeId, query);
      return { products: await readProducts(db, storeId, { ids, links }), nextCursor };
    },
    get: async (storeId, ref) => (await getMany(storeId, [ref]))[0],
    getMany,
    categories: (storeId) => readCategories(db, storeId),
    brands: (storeId) => readBrands(db, storeId),
    upsert: (storeId, products, { dryRun = false } = {}) =>
      writeProducts(db, storeId, { products, links, dryRun }),
  };
}

/** Postgres has no NUL in text, so nothing of ours is named with it. */
function isStorable(ref: string): boolean {
  return !ref.includes('\0');
}
