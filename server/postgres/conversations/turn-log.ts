import { type SQL, sql } from 'drizzle-orm';
import type {
  StepRecord,
  TurnEvent,
  TurnLog,
  TurnOutcome,
  TurnRun,
} from '../../conversation/turns.ts';
import type { Drizzle } from '../connection/database.ts';
import { EVENTS_CHANNEL, TURNS_IN_A_SIGNAL } from './turn-channels.ts';

export function postgresTurnLog(db: Drizzle): TurnLog {
  return {
    append: (leaseOwner, events) => appendEvents(db, leaseOwner, events),

    async recordStep(leaseOwner, step) {
      const [ours] = await db.execute(sql`
        with ours as (${lockedOurs(leaseOwner, step.turn)}), step as (${insertStep(step)})
        select from ours`);
      return ours !== undefined;
    },

    async recordToolCall(leaseOwner, call) {
      const { turn: ref, callId, step, name, durationMs, ...brought } = call;
      const { input, output, show, error } = brought;
      await db.execute(sql`
        with ours as (${lockedOurs(leaseOwner, ref)})
        insert into tool_call (turn_id, store_id, call_id, step, name, duration_ms, error, input, output, show)
        select id, store_id, ${callId}, ${step}, ${name}, ${durationMs}, ${error ?? null},
          ${asJson(input)}, ${asJson(output)}, ${asJson(show)}
        from ours on conflict do nothing`);
    },

    finish: (leaseOwner, outcome) => endTurn(db, leaseOwner, outcome),
  };
}

/** All of it in one statement, as each turn ends so; readers in other processes are told when it is stored. */
async function endTurn(db: Drizzle, leaseOwner: string, outcome: TurnOutcome): Promise<boolean> {
  const { turn: ref, status, parts, lastStep, lastEvents } = outcome;
  const [ended] = await db.execute(sql`
    with ours as (
      update turn set status = ${status}, failure_code = ${outcome.failureCode ?? null}, model = ${outcome.model ?? null},
        endpoint = ${outcome.endpoint ?? null}, first_text_at = ${outcome.firstTextAt ?? null}::timestamptz,
        lease_until = null, finished_at = now()
      where ${ours(leaseOwner, ref)}
      returning id, store_id, answer_id, conversation_id
    ), answered as (
      update message set parts = ${asJson(parts)}, status = ${status} from ours
      where message.store_id = ours.store_id and message.conversation_id = ours.conversation_id and message.id = ours.answer_id
    ), touched as (
      update conversation set updated_at = now() from ours
      where conversation.store_id = ours.store_id and conversation.id = ours.conversation_id
    ), told as (
      insert into turn_event (turn_id, store_id, seq, chunk)
      select ours.id, ours.store_id, event.seq, event.chunk
      from ours, jsonb_to_recordset(${asJson(lastEvents)}) as event(seq integer, chunk jsonb)
      on conflict do nothing
    )${lastStep ? sql`, step as (${insertStep(lastStep)})` : sql.empty()}
    select pg_notify(${EVENTS_CHANNEL}, id::text) from ours`);
  return ended !== undefined;
}

/** Of the turn that `ours` names. A step that is there already was written by a try whose success we did not hear of. */
function insertStep({ step, text, toolCalls, reason, model, endpoint, echo }: StepRecord): SQL {
  const calls = toolCalls.map((call) => ({
    callId: call.callId,
    name: call.name,
    arguments: call.arguments,
  }));
  return sql`
    insert into turn_step (turn_id, store_id, step, text, tool_calls, reason, model, endpoint, echo)
    select id, store_id, ${step}, ${text}, ${asJson(calls)}, ${reason}, ${model ?? null}, ${endpoint ?? null}, ${asJson(echo)}
    from ours on conflict do nothing`;
}

/** As a column holds it: what is not there is null and no JSON. */
function asJson(value: unknown): SQL {
  return sql`${value === undefined || value === null ? null : JSON.stringify(value)}::text::jsonb`;
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

/** Keeps the turn ours until the statement ends; no row when it no longer is. */
function lockedOurs(leaseOwner: string, ref: TurnRun): SQL {
  return sql`select id, store_id from turn where ${ours(leaseOwner, ref)} for share`;
}

/** By its id: written out, the status would lead Postgres to the index of all that run, and of many that no longer do. */
function ours(leaseOwner: string, { turnId, storeId, run }: TurnRun): SQL {
  return sql`store_id = ${storeId} and id = ${turnId} and run = ${run} and lease_owner = ${leaseOwner} and status = ${'running'}`;
}
