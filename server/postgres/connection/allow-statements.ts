import { sql } from 'drizzle-orm';
import type { Drizzle } from './database.ts';
import { STATEMENT_LIMIT } from './query-deadline.ts';

const [before, after] = STATEMENT_LIMIT.split('$1') as [string, string];

/** Lets each of the next statements of a patient transaction take `limitMs` milliseconds, on the server and here. */
export async function allowStatements(tx: Drizzle, limitMs: number): Promise<void> {
  await tx.execute(sql`${sql.raw(before)}${String(limitMs)}${sql.raw(after)}`);
}
