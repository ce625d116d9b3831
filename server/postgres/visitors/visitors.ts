import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Visitors } from '../../shop/visitors.ts';
import type { Drizzle } from '../connection/database.ts';
import { visitor, visitorToken } from '../schema.ts';
import { identifyCustomer } from './identify-customer.ts';
import { revokeToken } from './visitor-tokens.ts';

export function postgresVisitors(db: Drizzle): Visitors {
  const byTokenHash = visitorByTokenHash(db);
  return {
    async create(fresh) {
      await db.insert(visitor).values(fresh);
    },
    async byTokenHash(tokenHash) {
      const [row] = await byTokenHash.execute({ tokenHash });
      return row && { ...row, customerRef: row.customerRef ?? undefined };
    },
    identify: (customer) => identifyCustomer(db, customer),
    revoke: (tokenHash) => db.transaction((tx) => revokeToken(tx, tokenHash)),
  };
}

/** Every request of a shopper asks it: its text is made once. */
function visitorByTokenHash(db: Drizzle) {
  const { id, storeId, customerRef } = visitor;
  const tokenHash = sql.placeholder('tokenHash');
  const newest = db
    .select({ id, storeId, customerRef, expiresAt: visitor.expiresAt })
    .from(visitor)
    .where(
      and(
        eq(visitor.tokenHash, tokenHash),
        gt(visitor.expiresAt, sql`now()`),
        isNull(visitor.erasedAt),
      ),
    );
  const earlier = db
    .select({ id, storeId, customerRef, expiresAt: visitorToken.expiresAt })
    .from(visitorToken)
    .innerJoin(
      visitor,
      and(eq(visitor.storeId, visitorToken.storeId), eq(visitor.id, visitorToken.visitorId)),
    )
    .where(
      and(
        eq(visitorToken.tokenHash, tokenHash),
        gt(visitorToken.expiresAt, sql`now()`),
        isNull(visitor.erasedAt),
      ),
    );
  return unionAll(newest, earlier).prepare('visitor_by_token_hash');
}
