import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { StoredResult } from '../../agent/finished-step.ts';
import { retellAnswer } from '../../conversation/retold-answer.ts';
import {
  type ConversationOwner,
  firstSeq,
  type NumberedChunk,
  type TurnHistory,
  type TurnRef,
  type Turns,
} from '../../conversation/turns.ts';
import type { Drizzle } from '../connection/database.ts';
import { conversation, message, toolCall, turn, turnEvent, turnStep } from '../schema.ts';
import { graceEnd, type LeaveGrace } from './lease.ts';
import { STOP_CHANNEL } from './turn-channels.ts';
import { readHistory } from './turn-history.ts';

/** Readers of another process's turn are marked about once a second, whatever the grace. */
const SHORTEST_GRACE_FOR_OTHERS_MS = 3_000;
/** What a reader of the log holds in memory. */
const EVENTS_AT_ONCE = 1_000;

export function postgresTurns(db: Drizzle, { graceMs }: LeaveGrace): Turns & TurnHistory {
  return {
    running: (owner, conversationId) => runningTurn(db, owner, conversationId),

    async events(ref, afterSeq) {
      // The status is read first: events that come in between belong to a turn that was not over.
      const [found] = await db
        .select({
          status: turn.status,
          hasEvents: turn.hasEvents,
          run: turn.run,
          abandoned: sql<boolean>`${turn.leaseUntil} < now()`,
        })
        .from(turn)
        .where(and(eq(turn.storeId, ref.storeId), eq(turn.id, ref.turnId)));
      if (found && !found.hasEvents) {
        const events = await retoldEvents(db, ref, found.run + 1);
        return { events: events.filter(({ seq }) => seq > afterSeq), over: true };
      }
      const events = await db
        .select({ seq: turnEvent.seq, chunk: turnEvent.chunk })
        .from(turnEvent)
        .where(
          and(
            eq(turnEvent.storeId, ref.storeId),
            eq(turnEvent.turnId, ref.turnId),
            gt(turnEvent.seq, afterSeq),
          ),
        )
        .orderBy(asc(turnEvent.seq))
        .limit(EVENTS_AT_ONCE);
      const isRunning = found?.status === 'running';
      return {
        events,
        over: !isRunning && events.length < EVENTS_AT_ONCE,
        abandoned: isRunning && found.abandoned,
      };
    },

    async requestStop({ storeId, visitorId }, conversationId) {
      // One statement: the model is paid until it has come through.
      const [stopped] = await db.execute<{ turnId: string }>(sql`
        with stopped as (
          update ${turn} set stop_requested = true from ${conversation}
          where ${conversation.storeId} = ${turn.storeId} and ${conversation.id} = ${turn.conversationId}
            and ${conversation.storeId} = ${storeId} and ${conversation.visitorId} = ${visitorId}
            and ${conversation.clientId} = ${conversationId} and ${turn.status} = 'running'
          returning ${turn.id} as id
        ), told as (
          select pg_notify(${STOP_CHANNEL}, id::text) from stopped
        )
        select id as "turnId", (select count(*) from told) as signals from stopped`);
      return stopped && { turnId: stopped.turnId, storeId };
    },

    async markRead(turnIds) {
      await db
        .update(turn)
        .set({ readElsewhereUntil: graceEnd(Math.max(graceMs, SHORTEST_GRACE_FOR_OTHERS_MS)) })
        .where(and(inArray(turn.id, turnIds), eq(turn.status, 'running')));
    },

    async finishedSteps({ turnId, storeId }) {
      const [steps, calls] = await Promise.all([
        db
          .select()
          .from(turnStep)
          .where(and(eq(turnStep.storeId, storeId), eq(turnStep.turnId, turnId)))
          .orderBy(asc(turnStep.step)),
        db
          .select()
          .from(toolCall)
          .where(and(eq(toolCall.storeId, storeId), eq(toolCall.turnId, turnId))),
      ]);
      const results = new Map(calls.map((call) => [call.callId, storedResult(call)]));
      return steps.map((step) => ({
        ...step,
        model: step.model ?? undefined,
        endpoint: step.endpoint ?? undefined,
        results,
      }));
    },

    async history({ history, ...turn }) {
      return history ?? readHistory(db, turn);
    },
  };
}

/** What is told to who repeats a question long after: a run of its own, which replaces what anybody had of the turn. */
async function retoldEvents(
  db: Drizzle,
  { storeId, turnId }: TurnRef,
  run: number,
): Promise<NumberedChunk[]> {
  const [answer] = await db
    .select({ messageId: message.clientId, parts: message.parts, status: turn.status })
    .from(turn)
    .innerJoin(message, and(eq(message.storeId, turn.storeId), eq(message.id, turn.answerId)))
    .where(and(eq(turn.storeId, storeId), eq(turn.id, turnId)));
  if (!answer || answer.status === 'running') return [];
  const { messageId, parts, status } = answer;
  const chunks = retellAnswer({ messageId, parts, status });
  return chunks.map((chunk, index) => ({ seq: firstSeq(run) + index, chunk }));
}

function storedResult(call: typeof toolCall.$inferSelect): StoredResult {
  const durationMs = call.durationMs ?? 0;
  if (call.error !== null) return { durationMs, error: call.error };
  return { durationMs, output: call.output, show: call.show ?? undefined };
}

async function runningTurn(
  db: Drizzle,
  { storeId, visitorId }: ConversationOwner,
  conversationId: string,
): Promise<TurnRef | undefined> {
  const [found] = await db
    .select({ turnId: turn.id, storeId: turn.storeId })
    .from(turn)
    .innerJoin(
      conversation,
      and(eq(conversation.storeId, turn.storeId), eq(conversation.id, turn.conversationId)),
    )
    .where(
      and(
        eq(conversation.storeId, storeId),
        eq(conversation.visitorId, visitorId),
        eq(conversation.clientId, conversationId),
        eq(turn.status, 'running'),
      ),
    );
  return found;
}
