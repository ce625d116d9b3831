import { and, asc, eq, gt } from 'drizzle-orm';
import type { CatalogExport } from '../../shop/catalog-export.ts';
import type { Drizzle } from '../connection/database.ts';
import { product } from '../schema.ts';
import { readProducts } from './catalog-read.ts';
import { linksOf } from './catalog-rows.ts';

const PRODUCTS_AT_ONCE = 100;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Pages by id instead of a cursor of the server's: a download may take minutes, and a transaction that is open for so long
 * keeps Postgres from cleaning up. Ids never change, so no edit makes a product come twice or not at all.
 */
export function postgresCatalogExport(
  db: Drizzle,
  { publicUrl }: { publicUrl: string },
): CatalogExport {
  const links = linksOf(publicUrl);
  return {
    async *batches(storeId) {
      let last = BEFORE_ALL;
      while (true) {
        const rows = await db
          .select({ id: product.id })
          .from(product)
          .where(and(eq(product.storeId, storeId), gt(product.id, last)))
          .orderBy(asc(product.id))
          .limit(PRODUCTS_AT_ONCE);
        const ids = rows.map(({ id }) => id);
        if (ids.length > 0) yield await readProducts(db, storeId, { ids, links });
        if (ids.length < PRODUCTS_AT_ONCE) return;
        last = ids.at(-1) ?? last;
      }
    },
  };
}
