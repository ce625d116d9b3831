import { and, eq, isNull, sql } from 'drizzle-orm';
import type { LostCalls } from '../../model/lost-calls.ts';
import { settleCall } from '../models/model-budget.ts';
import { modelCall } from '../schema.ts';
import type { Drizzle } from './database.ts';

const CALLS_AT_ONCE = 100;
/** Days of `model_spend` that are kept for people to look at; only today's is needed. */
const DAYS_KEPT = 7;

/** `lostAfterMs`: longer than any call takes. A row that its process writes later after all takes its place. */
export function postgresLostCalls(
  db: Drizzle,
  { lostAfterMs }: { lostAfterMs: number },
): LostCalls {
  return {
    async end() {
      const expired = await db.execute<{ call_id: string }>(sql`
        select distinct call_id from model_reservation where expires_at < now() limit ${CALLS_AT_ONCE}`);
      let ended = 0;
      // One transaction each: whoever takes of two visitors' money at once could wait in a circle.
      for (const { call_id: callId } of expired) ended += await endReserved(db, callId);
      const unpaid = await db
        .update(modelCall)
        .set({ outcome: 'lost' })
        .where(
          and(
            isNull(modelCall.outcome),
            sql`${modelCall.startedAt} < now() - make_interval(secs => ${lostAfterMs / 1000})`,
          ),
        )
        .returning({ id: modelCall.id });
      await db.execute(sql`delete from model_spend where day < current_date - ${DAYS_KEPT}::int`);
      return ended + unpaid.length;
    },
  };
}

/** What the call of an expired reservation may have cost, it has cost. */
function endReserved(db: Drizzle, callId: string): Promise<number> {
  return db.transaction(async (tx) => {
    const costMicros = await settleCall(tx, callId);
    if (costMicros === undefined) return 0;
    const ended = await tx
      .update(modelCall)
      .set({ outcome: 'lost', costMicros })
      .where(and(eq(modelCall.id, callId), isNull(modelCall.outcome)))
      .returning({ id: modelCall.id });
    return ended.length;
  });
}
