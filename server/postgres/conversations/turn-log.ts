import { and, eq, sql } from 'drizzle-orm';
import type {
  NumberedChunk,
  StepRecord,
  TurnEvent,
  TurnLog,
  TurnOutcome,
  TurnRef,
  TurnRun,
} from '../../conversation/turns.ts';
import type { Drizzle } from '../connection/database.ts';
import { conversation, message, toolCall, turn, turnStep } from '../schema.ts';
import { EVENTS_CHANNEL, TURNS_IN_A_SIGNAL } from './turn-channels.ts';

type Transaction = Parameters<Parameters<Drizzle['transaction']>[0]>[0];

export function postgresTurnLog(db: Drizzle): TurnLog {
  return {
    append: (leaseOwner, events) => appendEvents(db, leaseOwner, events),

    recordStep(leaseOwner, step) {
      return db.transaction(async (tx) => {
        if (!(await lockOurs(tx, leaseOwner, step.turn))) return false;
        await insertStep(tx, step);
        return true;
      });
    },

    async recordToolCall(leaseOwner, { turn: ref, output, error, ...call }) {
      const { turnId, storeId } = ref;
      await db.transaction(async (tx) => {
        if (!(await lockOurs(tx, leaseOwner, ref))) return;
        await tx
          .insert(toolCall)
          .values({ ...call, turnId, storeId, output: output ?? null, error: error ?? null })
          .onConflictDoNothing();
      });
    },

    finish(leaseOwner, outcome) {
      return db.transaction(async (tx) => {
        const ended = await endTurn(tx, leaseOwner, outcome);
        if (!ended) return false;
        const { turn: ref, status, parts, lastStep, lastEvents } = outcome;
        // Sent together: none needs the answer of another.
        await Promise.all([
          tx
            .update(message)
            .set({ parts, status })
            .where(and(eq(message.storeId, ref.storeId), eq(message.id, ended.answerId))),
          tx
            .update(conversation)
            .set({ updatedAt: sql`now()` })
            .where(
              and(eq(conversation.storeId, ref.storeId), eq(conversation.id, ended.conversationId)),
            ),
          lastStep && insertStep(tx, lastStep),
          lastEvents.length > 0 && insertEvents(tx, ref, lastEvents),
          tx.execute(sql`select pg_notify(${EVENTS_CHANNEL}, ${ref.turnId})`),
        ]);
        return true;
      });
    },
  };
}

async function endTurn(
  tx: Transaction,
  leaseOwner: string,
  { turn: ref, status, failureCode, model, endpoint, firstTextAt }: TurnOutcome,
): Promise<{ answerId: string; conversationId: string } | undefined> {
  const [ended] = await tx
    .update(turn)
    .set({
      status,
      failureCode: failureCode ?? null,
      model: model ?? null,
      endpoint: endpoint ?? null,
      firstTextAt: firstTextAt ?? null,
      leaseUntil: null,
      finishedAt: sql`now()`,
    })
    .where(ours(leaseOwner, ref))
    .returning({ answerId: turn.answerId, conversationId: turn.conversationId });
  return ended;
}

function insertStep(tx: Transaction, { turn: { turnId, storeId }, ...step }: StepRecord) {
  const toolCalls = step.toolCalls.map((call) => ({
    callId: call.callId,
    name: call.name,
    arguments: call.arguments,
  }));
  return tx
    .insert(turnStep)
    .values({ ...step, turnId, storeId, toolCalls, echo: step.echo ?? null })
    .onConflictDoNothing();
}

/**
 * The turn's row is locked while we write, so that nobody can take it over between the check and the insert. Events
 * that are there already were written by a try whose success we did not hear of, since a connection broke.
 */
async function appendEvents(
  db: Drizzle,
  leaseOwner: string,
  events: TurnEvent[],
): Promise<string[]> {
  const batch = JSON.stringify(
    events.map(({ turn: { turnId, storeId, run }, seq, chunk }) => ({
      turnId,
      storeId,
      run,
      seq,
      chunk,
    })),
  );
  const [written] = await db.execute<{ lost: string | null }>(sql`
    with event as materialized (
      select * from jsonb_to_recordset(${batch}::text::jsonb)
        as event("turnId" uuid, "storeId" uuid, run integer, seq integer, chunk jsonb)
    ), named as (
      select distinct "turnId" as id, run from event
    ), ours as materialized (
      select id, store_id, run from turn
      where (id, run) in (select id, run from named) and lease_owner = ${leaseOwner} and status = 'running'
      order by id
      for share
    ), logged as (
      insert into turn_event (turn_id, store_id, seq, chunk)
      select ours.id, ours.store_id, event.seq, event.chunk
      from event
      join ours on ours.id = event."turnId" and ours.store_id = event."storeId" and ours.run = event.run
      on conflict do nothing
    ), told as (
      select pg_notify(${EVENTS_CHANNEL}, string_agg(id::text, ','))
      from (select id, row_number() over () / ${TURNS_IN_A_SIGNAL}::integer as part from ours) as parted
      group by part
    )
    select
      (select string_agg(id::text, ',') from named where id not in (select id from ours)) as lost,
      (select count(*) from told) as signals`);
  return written?.lost?.split(',') ?? [];
}

/** Keeps the turn ours until the transaction ends; false when it no longer is. */
async function lockOurs(tx: Transaction, leaseOwner: string, ref: TurnRun): Promise<boolean> {
  const [found] = await tx
    .select({ id: turn.id })
    .from(turn)
    .where(ours(leaseOwner, ref))
    .for('share');
  return found !== undefined;
}

function ours(leaseOwner: string, { turnId, storeId, run }: TurnRun) {
  return and(
    eq(turn.storeId, storeId),
    eq(turn.id, turnId),
    eq(turn.run, run),
    eq(turn.leaseOwner, leaseOwner),
    eq(turn.status, 'running'),
  );
}

/** However many there are, it is the same statement, which is built and planned once. */
function insertEvents(tx: Transaction, { turnId, storeId }: TurnRef, events: NumberedChunk[]) {
  return tx.execute(sql`
    insert into turn_event (turn_id, store_id, seq, chunk)
    select ${turnId}, ${storeId}, seq, chunk
    from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as event(seq integer, chunk jsonb)
    on conflict do nothing`);
}
