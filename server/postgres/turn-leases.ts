import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { TurnLeases } from '../conversation/turns.ts';
import type { Drizzle } from './database.ts';
import { leaseEnd } from './lease.ts';
import { message, turn, turnEvent } from './schema.ts';

/** Leases are kept for all stores at once: they belong to processes, not to visitors. */
export function postgresTurnLeases(db: Drizzle): TurnLeases {
  return {
    async keep(leaseOwner, turnIds) {
      const rows = await db
        .update(turn)
        .set({ leaseUntil: leaseEnd() })
        .where(and(held(leaseOwner), inArray(turn.id, turnIds)))
        .returning({ id: turn.id, stopRequested: turn.stopRequested });
      return {
        held: rows.map(({ id }) => id),
        stopRequested: rows.filter((row) => row.stopRequested).map(({ id }) => id),
      };
    },

    takeOver(leaseOwner, limit) {
      return db.transaction(async (tx) => {
        const taken = await tx
          .update(turn)
          .set({ leaseOwner, leaseUntil: leaseEnd(), takeovers: sql`${turn.takeovers} + 1` })
          .where(
            sql`${turn.id} in (select id from turn where status = 'running' and lease_until < now() order by lease_until limit ${limit} for update skip locked)`,
          )
          .returning();
        return Promise.all(
          taken.map(async (row) => {
            const { id: turnId, storeId, visitorId, conversationId, questionId, answerId } = row;
            const [answer] = await tx
              .select({ clientId: message.clientId })
              .from(message)
              .where(and(eq(message.storeId, storeId), eq(message.id, answerId)));
            const events = await tx
              .select({ seq: turnEvent.seq, chunk: turnEvent.chunk })
              .from(turnEvent)
              .where(and(eq(turnEvent.storeId, storeId), eq(turnEvent.turnId, turnId)))
              .orderBy(asc(turnEvent.seq));
            const answerMessageId = answer?.clientId ?? answerId;
            return {
              turn: { turnId, storeId, visitorId, conversationId, questionId, answerMessageId },
              events,
              stopRequested: row.stopRequested,
              takeovers: row.takeovers,
            };
          }),
        );
      });
    },

    async release(leaseOwner) {
      await db.update(turn).set({ leaseUntil: sql`now()` }).where(held(leaseOwner));
    },
  };
}

function held(leaseOwner: string) {
  return and(eq(turn.leaseOwner, leaseOwner), eq(turn.status, 'running'));
}
