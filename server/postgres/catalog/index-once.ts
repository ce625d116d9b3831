import { sql } from 'drizzle-orm';
import { allowStatements } from '../connection/allow-statements.ts';
import type { Drizzle } from '../connection/database.ts';

/** No request of a shopper waits for it. */
const STATEMENT_LIMIT_MS = 60_000;
/** Indexing words is the long part: so many products a statement. */
const AT_ONCE = 100;

/**
 * Writes many products with `work`, and brings their words up to date once at the end instead of after each statement.
 * `work` gives back whose words may have changed; it must not delete products. `tx` is a patient transaction.
 */
export async function indexOnce<T extends { written: string[] }>(
  tx: Drizzle,
  storeId: string,
  work: () => Promise<T>,
): Promise<T> {
  await allowStatements(tx, STATEMENT_LIMIT_MS);
  await postponeIndex(tx);
  const done = await work();
  const { written } = done;
  for (let start = 0; start < written.length; start += AT_ONCE) {
    const part = sql.param(written.slice(start, start + AT_ONCE));
    const isLast = start + AT_ONCE >= written.length;
    // The store's dictionary is counted with the last of them.
    await tx.execute(
      isLast
        ? sql`select search_follow_edit(${part}::uuid[], array[${storeId}::uuid])`
        : sql`select search_index_products(${part}::uuid[])`,
    );
  }
  return done;
}

/** Whoever asks for this in a transaction brings the words up to date before it ends. */
export async function postponeIndex(tx: Drizzle): Promise<void> {
  await tx.execute(sql`select set_config('aisle.search_index', 'later', true)`);
}
