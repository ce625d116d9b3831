import { and, eq, inArray } from 'drizzle-orm';
import type { Drizzle } from '../connection/database.ts';
import { modelReservation, modelSpend, visitor } from '../schema.ts';

/**
 * Deletes visitors and what was set aside or spent for them; the sums of their stores stay. Whatever else still hangs
 * on one goes with its row; in the ledger only its id does. Reservations go before the day's money, as `settleCall`
 * takes them in this order too.
 */
export async function deleteVisitorRows(tx: Drizzle, visitorIds: string[]): Promise<void> {
  if (visitorIds.length === 0) return;
  for (const table of [modelReservation, modelSpend]) {
    await tx
      .delete(table)
      .where(and(eq(table.scope, 'visitor'), inArray(table.scopeId, visitorIds)));
  }
  await tx.delete(visitor).where(inArray(visitor.id, visitorIds));
}
