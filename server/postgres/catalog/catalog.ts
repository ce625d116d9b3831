import type { Catalog, CatalogWriter } from '../../shop/catalog.ts';
import type { ProductMeaning } from '../../shop/product-meaning.ts';
import type { Drizzle } from '../connection/database.ts';
import { countMatches } from '../search/asked-matches.ts';
import { findProducts } from '../search/find-products.ts';
import { readFacets } from '../search/search-facets.ts';
import { readBrands, readByRefs, readCategories, readProducts } from './catalog-read.ts';
import { linksOf } from './catalog-rows.ts';
import { writeProducts } from './catalog-write.ts';

/**
 * `publicUrl` is where this installation is reached: what it serves itself is linked from there. With `meaning` searches
 * by relevance also find what is near in meaning.
 */
export function postgresCatalog(
  db: Drizzle,
  { publicUrl, meaning }: { publicUrl: string; meaning?: ProductMeaning | undefined },
): Catalog & CatalogWriter {
  const links = linksOf(publicUrl);
  const getMany: Catalog['getMany'] = (storeId, refs) =>
    readByRefs(db, storeId, { refs: refs.filter(isStorable), links });
  return {
    async search(storeId, query) {
      const { ids, asked, ...found } = await findProducts(db, storeId, {
        ...query,
        meaning,
      });
      const isFirst = query.cursor === undefined;
      const [products, facets, total] = await Promise.all([
        readProducts(db, storeId, { ids, links }),
        query.facets && isFirst ? readFacets(db, storeId, asked) : undefined,
        query.total && isFirst ? countMatches(db, storeId, asked) : undefined,
      ]);
      return { products, facets, total, ...found };
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
