import { and, eq, gt, sql } from 'drizzle-orm';
import type { Visitors } from '../shop/visitors.ts';
import type { Drizzle } from './database.ts';
import { visitor } from './schema.ts';

export function postgresVisitors(db: Drizzle): Visitors {
  return {
    async create(fresh) {
      await db.insert(visitor).values(fresh);
    },
    async byTokenHash(tokenHash) {
      const [row] = await db
        .select()
        .from(visitor)
        .where(and(eq(visitor.tokenHash, tokenHash), gt(visitor.expiresAt, sql`now()`)));
      if (!row) return undefined;
      const { id, storeId, customerRef, expiresAt } = row;
      return { id, storeId, customerRef: customerRef ?? undefined, expiresAt };
    },
  };
}
