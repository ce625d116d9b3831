import { and, eq } from 'drizzle-orm';
import type { Shoppers } from '../shop/shoppers.ts';
import type { Drizzle } from './database.ts';
import { visitor } from './schema.ts';

export function postgresShoppers(db: Drizzle): Shoppers {
  return {
    async get(storeId, visitorId) {
      const [row] = await db
        .select({ customerRef: visitor.customerRef, network: visitor.network })
        .from(visitor)
        .where(and(eq(visitor.storeId, storeId), eq(visitor.id, visitorId)));
      return {
        visitorId,
        customerRef: row?.customerRef ?? undefined,
        network: row?.network ?? undefined,
      };
    },
  };
}
