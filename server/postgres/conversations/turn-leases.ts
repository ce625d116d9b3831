import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { TurnLeases } from '../../conversation/turns.ts';
import { among } from '../catalog/uuid-list.ts';
import type { Drizzle } from '../connection/database.ts';
import { message, turn, turnEvent } from '../schema.ts';
import { graceEnd, type LeaveGrace, leaseEnd } from './lease.ts';

/** An answer that takes longer shows that the database was away, or this machine asleep. */
const SLOW_ANSWER_MS = 500;
/** After so many in a row it is a database that is always slow, and turns shall not wait for ever. */
const SLOW_ANSWERS_BORNE = 3;

/** Leases are kept for all stores at once: they belong to processes, not to visitors. */
export function postgresTurnLeases(db: Drizzle, { graceMs }: LeaveGrace): TurnLeases {
  let slowAnswers = 0;
  return {
    async keep(leaseOwner, { turnIds, readIds }) {
      const ours = lockedInOrder(db, and(held(leaseOwner), among(turn.id, turnIds)));
      const rows = await db
        .with(ours)
        .update(turn)
        .set({
          leaseUntil: leaseEnd(),
          readUntil: sql`case when ${among(turn.id, readIds)} then ${graceEnd(graceMs)} else ${turn.readUntil} end`,
        })
        .from(ours)
        .where(eq(turn.id, ours.id))
        .returning({
          id: turn.id,
          stopRequested: turn.stopRequested,
          left: sql<boolean>`greatest(${turn.readUntil}, ${turn.readElsewhereUntil}) <= now()`,
        });
      const ids = (kept: typeof rows) => kept.map(({ id }) => id);
      return {
        held: ids(rows),
        stopRequested: ids(rows.filter((row) => row.stopRequested)),
        left: ids(rows.filter((row) => row.left)),
      };
    },

    async takeOver(leaseOwner, limit) {
      const askedAt = performance.now();
      const [clock] = await db.execute<{ now: string }>(sql`select now()::text as now`);
      slowAnswers = performance.now() - askedAt > SLOW_ANSWER_MS ? slowAnswers + 1 : 0;
      // The database was away: whoever runs turns could not renew its leases either, and does so first.
      if (!clock || (slowAnswers > 0 && slowAnswers <= SLOW_ANSWERS_BORNE)) return [];
      return db.transaction(async (tx) => {
        const taken = await tx
          .update(turn)
          .set({
            leaseOwner,
            leaseUntil: leaseEnd(),
            run: sql`${turn.run} + 1`,
            // One that was given up has no owner: nothing died.
            takeovers: sql`${turn.takeovers} + (${turn.leaseOwner} is not null)::int`,
            // Nobody could read it meanwhile.
            readUntil: graceEnd(graceMs),
          })
          .where(
            sql`${turn.id} in (select id from turn where status = 'running' and lease_until < ${clock.now}::timestamptz order by lease_until limit ${limit} for update skip locked)`,
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
            await tx
              .delete(turnEvent)
              .where(and(eq(turnEvent.storeId, storeId), eq(turnEvent.turnId, turnId)));
            const answerMessageId = answer?.clientId ?? answerId;
            return {
              turn: {
                turnId,
                storeId,
                visitorId,
                conversationId,
                questionId,
                answerMessageId,
                run: row.run,
                context: row.context ?? undefined,
              },
              events,
              stopRequested: row.stopRequested,
              takeovers: row.takeovers,
            };
          }),
        );
      });
    },

    async release(leaseOwner) {
      const ours = lockedInOrder(db, held(leaseOwner));
      await db
        .with(ours)
        .update(turn)
        .set({ leaseOwner: null, leaseUntil: sql`now()` })
        .from(ours)
        .where(eq(turn.id, ours.id));
    },
  };
}

/** In the order in which the log locks them too: two that hold what the other wants would never end. */
function lockedInOrder(db: Drizzle, which: SQL | undefined) {
  return db
    .$with('ours')
    .as(
      db.select({ id: turn.id }).from(turn).where(which).orderBy(asc(turn.id)).for('no key update'),
    );
}

function held(leaseOwner: string) {
  return and(eq(turn.leaseOwner, leaseOwner), eq(turn.status, 'running'));
}
