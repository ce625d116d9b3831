import { sql } from 'drizzle-orm';
import type { Shoppers } from '../../shop/shoppers.ts';
import type { Drizzle } from '../connection/database.ts';

interface Row extends Record<string, unknown> {
  customer_ref: string | null;
  network: string | null;
}

export function postgresShoppers(db: Drizzle): Shoppers {
  return {
    async get(storeId, visitorId) {
      // Who has become a customer while a turn runs is one to it too.
      const [row] = await db.execute<Row>(sql`
        select customer_ref, network from visitor
        where store_id = ${storeId} and id = coalesce(
          (select into_id from visitor_merge where store_id = ${storeId} and visitor_id = ${visitorId}), ${visitorId})`);
      return {
        visitorId,
        customerRef: row?.customer_ref ?? undefined,
        network: row?.network ?? undefined,
      };
    },
  };
}
