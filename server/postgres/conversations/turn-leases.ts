import { and, asc, eq, sql } from 'drizzle-orm';
import type { KeptTurns, TurnLeases } from '../../conversation/turns.ts';
import type { Drizzle } from '../connection/database.ts';
import { message, turn, turnEvent } from '../schema.ts';
import { graceEnd, type LeaveGrace, leaseEnd } from './lease.ts';

/** An answer that takes longer shows that the database was away, or this machine asleep. */
const SLOW_ANSWER_MS = 500;
/** After so many in a row it is a database that is always slow, and turns shall not wait for ever. */
const SLOW_ANSWERS_BORNE = 3;
/** Whoever wants to write to a turn waits for the statement that renews it: it shall be short, however many run. */
const KEPT_AT_ONCE = 100;

/** Leases are kept for all stores at once: they belong to processes, not to visitors. */
export function postgresTurnLeases(db: Drizzle, { graceMs }: LeaveGrace): TurnLeases {
  let slowAnswers = 0;
  return {
    async keep(leaseOwner, { turnIds, readIds }) {
      const read = new Set(readIds);
      const all: KeptTurns = { held: [], stopRequested: [], left: [] };
      for (let from = 0; from < turnIds.length; from += KEPT_AT_ONCE) {
        const some = turnIds.slice(from, from + KEPT_AT_ONCE);
        const reads = some.map((turnId) => read.has(turnId));
        const kept = await keepSome(db, leaseOwner, { turnIds: some, reads, graceMs });
        all.held.push(...kept.held);
        all.stopRequested.push(...kept.stopRequested);
        all.left.push(...kept.left);
      }
      return all;
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
      const ours = db.$with('ours').as(
        db
          .select({ id: turn.id })
          .from(turn)
          .where(and(eq(turn.leaseOwner, leaseOwner), eq(turn.status, 'running')))
          .orderBy(asc(turn.id))
          .for('no key update'),
      );
      await db
        .with(ours)
        .update(turn)
        .set({ leaseOwner: null, leaseUntil: sql`now()` })
        .from(ours)
        .where(eq(turn.id, ours.id));
    },
  };
}

/**
 * Tells only of those with which something is. They are locked in the order in which the log locks them too: two that
 * hold what the other wants would never end. The lists are read once: in a condition or an expression, a plan that is
 * made for all lists reads the whole list for every row (55 ms for 500 turns, where it is 3).
 */
async function keepSome(
  db: Drizzle,
  leaseOwner: string,
  { turnIds, reads, graceMs }: { turnIds: string[]; reads: boolean[]; graceMs: number },
): Promise<KeptTurns> {
  const rows = await db.execute<{ id: string; held: boolean; stop: boolean; left: boolean }>(sql`
    with given as materialized (
      select * from unnest(string_to_array(${turnIds.join()}, ',')::uuid[], string_to_array(${reads.join()}, ',')::boolean[])
        as given(id, is_read)
    ), ours as materialized (
      select turn.id, is_read from given join turn on turn.id = given.id
      where coalesce(lease_owner = ${leaseOwner} and status = 'running', false)
      order by turn.id
      for no key update of turn
    ), kept as (
      update turn set lease_until = ${leaseEnd()},
        read_until = case when is_read then ${graceEnd(graceMs)} else read_until end
      from ours where turn.id = ours.id
      returning turn.id, stop_requested as stop, greatest(read_until, read_elsewhere_until) <= now() as "left"
    )
    select given.id, kept.id is not null as held, stop, "left" from given left join kept on kept.id = given.id
    where kept.id is null or stop or "left"`);
  const lost = new Set(rows.flatMap(({ id, held }) => (held ? [] : [id])));
  return {
    held: turnIds.filter((turnId) => !lost.has(turnId)),
    stopRequested: rows.flatMap(({ id, stop }) => (stop ? [id] : [])),
    left: rows.flatMap(({ id, left }) => (left ? [id] : [])),
  };
}
