import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Drizzle } from '../connection/database.ts';
import { visitor, visitorToken } from '../schema.ts';

/** Nobody has so many devices; who asks for more loses the oldest. */
const MOST_TOKENS = 20;

/** What no token has for a hash. */
export function hashOfNobody(): Buffer {
  return randomBytes(32);
}

/** Of a token that is nobody's, nothing. */
export async function revokeToken(tx: Drizzle, tokenHash: Buffer): Promise<void> {
  await tx
    .update(visitor)
    .set({ tokenHash: hashOfNobody() })
    .where(eq(visitor.tokenHash, tokenHash));
  await tx.delete(visitorToken).where(eq(visitorToken.tokenHash, tokenHash));
}

interface TokenOwner {
  storeId: string;
  visitorId: string;
}

/** The new token takes the place in the visitor's row; the one that was there keeps its own end. */
export async function addToken(
  tx: Drizzle,
  { storeId, visitorId }: TokenOwner,
  { tokenHash, expiresAt }: { tokenHash: Buffer; expiresAt: Date },
): Promise<void> {
  await keepTokens(tx, { storeId, from: visitorId, to: visitorId });
  await tx
    .update(visitor)
    .set({ tokenHash, expiresAt })
    .where(and(eq(visitor.storeId, storeId), eq(visitor.id, visitorId)));
  await tx.execute(sql`
    delete from visitor_token where token_hash in (
      select token_hash from visitor_token
      where store_id = ${storeId} and visitor_id = ${visitorId}
      order by expires_at > now() desc, created_at desc offset ${MOST_TOKENS - 1})`);
}

/** The token in the row of `from` becomes one of the other tokens of `to`. */
export async function keepTokens(
  tx: Drizzle,
  { storeId, from, to }: { storeId: string; from: string; to: string },
): Promise<void> {
  await tx.execute(sql`
    insert into visitor_token (token_hash, store_id, visitor_id, expires_at)
    select token_hash, store_id, ${to}, expires_at from visitor
    where store_id = ${storeId} and id = ${from} and expires_at > now()
    on conflict do nothing`);
}
