import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { IdentifiedCustomer } from '../../shop/visitors.ts';
import type { Drizzle } from '../connection/database.ts';
import { customerHash } from '../coupons/customer-hash.ts';
import { visitor, visitorToken } from '../schema.ts';
import { mergeVisitor } from './merge-visitor.ts';
import { addToken, keepTokens, revokeToken } from './visitor-tokens.ts';

type Row = Pick<typeof visitor.$inferSelect, 'id' | 'customerRef'>;

/**
 * See Visitors.identify. One customer at a time; a customer's visitor is locked before the one whose token was shown. The
 * shown token ends in any case that binds it: whoever had seen it before, on a shared computer, must not read on as the
 * customer.
 */
export function identifyCustomer(db: Drizzle, customer: IdentifiedCustomer) {
  return db.transaction(async (tx) => {
    const { storeId, customerRef, shown, tokenHash, expiresAt } = customer;
    const lock = customerHash(storeId, customerRef).readBigInt64BE().toString();
    await tx.execute(sql`select pg_advisory_xact_lock(${lock}::bigint)`);
    const [theirs, ...doubles] = await visitorsOf(tx, storeId, customerRef);
    for (const double of doubles) {
      await keepTokens(tx, { storeId, from: double.id, to: theirs!.id });
      await mergeVisitor(tx, { storeId, from: double.id, into: theirs!.id });
    }
    const before = shown && (await visitorWith(tx, storeId, shown));
    const isTheirs = before?.customerRef === customerRef;
    const isNobodys = before !== undefined && before.customerRef === null;
    const continues = isTheirs || isNobodys;
    const visitorId = theirs?.id ?? (isNobodys ? before.id : customer.id);
    if (!theirs && isNobodys) {
      await tx
        .update(visitor)
        .set({ customerRef, tokenHash, expiresAt })
        .where(and(eq(visitor.storeId, storeId), eq(visitor.id, before.id)));
    } else if (!theirs) {
      const { id, network } = customer;
      await tx.insert(visitor).values({ id, storeId, customerRef, network, tokenHash, expiresAt });
    } else {
      await addToken(tx, { storeId, visitorId }, { tokenHash, expiresAt });
      if (isNobodys) await mergeVisitor(tx, { storeId, from: before.id, into: visitorId });
    }
    if (shown && continues) await revokeToken(tx, shown);
    return { visitorId, continues };
  });
}

/** The first is the one that stays. Several: see the migration that made the index. */
function visitorsOf(tx: Drizzle, storeId: string, customerRef: string): Promise<Row[]> {
  return tx
    .select({ id: visitor.id, customerRef: visitor.customerRef })
    .from(visitor)
    .where(
      and(
        eq(visitor.storeId, storeId),
        eq(visitor.customerRef, customerRef),
        isNull(visitor.erasedAt),
      ),
    )
    .orderBy(asc(visitor.createdAt), asc(visitor.id))
    .for('update');
}

/** Whose token it is in this store, locked: until then another request may have bound it to somebody. */
async function visitorWith(
  tx: Drizzle,
  storeId: string,
  tokenHash: Buffer,
): Promise<Row | undefined> {
  const [found] = await tx
    .select({ id: visitor.id, customerRef: visitor.customerRef })
    .from(visitor)
    .where(
      and(
        eq(visitor.storeId, storeId),
        isNull(visitor.erasedAt),
        sql`((${visitor.tokenHash} = ${tokenHash} and ${visitor.expiresAt} > now()) or ${visitor.id} in (
          select ${visitorToken.visitorId} from ${visitorToken}
          where ${visitorToken.storeId} = ${storeId} and ${visitorToken.tokenHash} = ${tokenHash} and ${visitorToken.expiresAt} > now()))`,
      ),
    )
    .for('update');
  return found;
}
