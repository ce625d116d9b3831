import { and, desc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm';
import type {
  AdminConversation,
  AdminConversationRow,
  AdminMessage,
  AdminToolCall,
} from '../../../shared/admin.ts';
import { type ConversationLog, MESSAGES_SHOWN } from '../../admin/conversation-log.ts';
import { readPageCursor, writePageCursor } from '../../admin/page-cursor.ts';
import type { Drizzle } from '../connection/database.ts';
import { conversation, message, modelCall, toolCall, turn, visitor } from '../schema.ts';

export function postgresConversationLog(db: Drizzle): ConversationLog {
  return {
    async list(storeId, { limit, cursor }) {
      const after = cursor === undefined ? undefined : readPageCursor(cursor);
      const older =
        after &&
        sql`(${conversation.updatedAt}, ${conversation.id}) < (${after.time}::timestamptz, ${after.id}::uuid)`;
      const rows = await summaries(db)
        .where(and(eq(conversation.storeId, storeId), older))
        .orderBy(desc(conversation.updatedAt), desc(conversation.id))
        .limit(limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        conversations: page.map(rowFromSummary),
        next_cursor:
          rows.length > limit && last
            ? writePageCursor({ time: last.updatedAtExactly, id: last.id })
            : null,
      };
    },

    async get(storeId, conversationId) {
      const [summary] = await summaries(db).where(
        and(eq(conversation.storeId, storeId), eq(conversation.id, conversationId)),
      );
      if (!summary) return undefined;
      const newest = await db
        .select()
        .from(message)
        .where(and(eq(message.storeId, storeId), eq(message.conversationId, conversationId)))
        .orderBy(desc(message.id))
        .limit(MESSAGES_SHOWN + 1);
      const messages = newest.slice(0, MESSAGES_SHOWN).reverse();
      return {
        ...rowFromSummary(summary),
        messages: messages.map(messageFromRow),
        has_earlier: newest.length > MESSAGES_SHOWN,
        opening: await readOpening(db, storeId, conversationId),
        turn_log: await readTurns(
          db,
          storeId,
          messages.map(({ id }) => id),
        ),
      };
    },
  };
}

/** What the ledger says of the calls for a turn: all of them, also those that failed. */
function billOfTurn(db: Drizzle) {
  return db
    .select({
      inputTokens: sql<number>`coalesce(sum(${modelCall.inputTokens}), 0)::bigint`.as(
        'billed_input',
      ),
      outputTokens: sql<number>`coalesce(sum(${modelCall.outputTokens}), 0)::bigint`.as(
        'billed_output',
      ),
      costMicros: sql<number | null>`sum(${modelCall.costMicros})::bigint`.as('billed_cost'),
    })
    .from(modelCall)
    .where(and(eq(modelCall.storeId, turn.storeId), eq(modelCall.turnId, turn.id)))
    .as('bill');
}

/** Conversations with what their turns come to; the sums are bigint in Postgres and fit a number. */
function summaries(db: Drizzle) {
  const bill = billOfTurn(db);
  const turns = db
    .select({
      count: sql<number>`count(*)::int`.as('count'),
      inputTokens: sql<number>`coalesce(sum(${bill.inputTokens}), 0)::bigint`.as('input_tokens'),
      outputTokens: sql<number>`coalesce(sum(${bill.outputTokens}), 0)::bigint`.as('output_tokens'),
      costMicros: sql<number | null>`sum(${bill.costMicros})::bigint`.as('cost_micros'),
      status: sql<
        'running' | 'done' | 'stopped' | 'failed' | null
      >`(array_agg(${turn.status} order by ${turn.startedAt} desc, ${turn.id} desc))[1]`.as(
        'status',
      ),
    })
    .from(turn)
    .innerJoinLateral(bill, sql`true`)
    .where(and(eq(turn.storeId, conversation.storeId), eq(turn.conversationId, conversation.id)))
    .as('turns');
  return db
    .select({
      id: conversation.id,
      title: conversation.title,
      createdAt: conversation.createdAt,
      updatedAt: conversation.updatedAt,
      // A Date ends at milliseconds; the cursor needs every microsecond.
      updatedAtExactly: sql<string>`to_char(${conversation.updatedAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
      customerRef: visitor.customerRef,
      count: turns.count,
      inputTokens: turns.inputTokens,
      outputTokens: turns.outputTokens,
      costMicros: turns.costMicros,
      status: turns.status,
    })
    .from(conversation)
    .innerJoin(
      visitor,
      and(
        eq(visitor.storeId, conversation.storeId),
        eq(visitor.id, conversation.visitorId),
        // What is being erased is shown to nobody.
        isNull(visitor.erasedAt),
      ),
    )
    .innerJoinLateral(turns, sql`true`);
}

type Summary = Awaited<ReturnType<typeof summaries>>[number];

function rowFromSummary(summary: Summary): AdminConversationRow {
  return {
    id: summary.id,
    title: summary.title,
    status: summary.status ?? 'empty',
    created_at: summary.createdAt.toISOString(),
    updated_at: summary.updatedAt.toISOString(),
    turns: summary.count,
    input_tokens: Number(summary.inputTokens),
    output_tokens: Number(summary.outputTokens),
    cost_micros: summary.costMicros === null ? null : Number(summary.costMicros),
    customer_ref: summary.customerRef,
  };
}

function messageFromRow(row: typeof message.$inferSelect): AdminMessage {
  return {
    id: row.id,
    role: row.role,
    parts: row.parts.map((part) => ({ ...part })),
    status: row.status,
    rating: row.rating,
    rating_comment: row.ratingComment,
    created_at: row.createdAt.toISOString(),
  };
}

/** What the assistant had said by itself when the first question was asked. */
async function readOpening(
  db: Drizzle,
  storeId: string,
  conversationId: string,
): Promise<string | null> {
  const [first] = await db
    .select({ context: turn.context })
    .from(turn)
    .where(and(eq(turn.storeId, storeId), eq(turn.conversationId, conversationId)))
    .orderBy(turn.startedAt, turn.id)
    .limit(1);
  return first?.context?.opening ?? null;
}

/** Oldest first: the turns that wrote one of these answers. */
async function readTurns(
  db: Drizzle,
  storeId: string,
  answerIds: string[],
): Promise<AdminConversation['turn_log']> {
  if (answerIds.length === 0) return [];
  const bill = billOfTurn(db);
  const turns = await db
    .select({
      ...getTableColumns(turn),
      inputTokens: bill.inputTokens,
      outputTokens: bill.outputTokens,
      costMicros: bill.costMicros,
    })
    .from(turn)
    .innerJoinLateral(bill, sql`true`)
    .where(and(eq(turn.storeId, storeId), inArray(turn.answerId, answerIds)))
    .orderBy(turn.startedAt, turn.id);
  const calls = await readToolCalls(
    db,
    storeId,
    turns.map(({ id }) => id),
  );
  return turns.map((row) => ({
    id: row.id,
    question_id: row.questionId,
    answer_id: row.answerId,
    status: row.status,
    failure_code: row.failureCode,
    model: row.model,
    input_tokens: Number(row.inputTokens),
    output_tokens: Number(row.outputTokens),
    cost_micros: row.costMicros === null ? null : Number(row.costMicros),
    started_at: row.startedAt.toISOString(),
    first_text_at: row.firstTextAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    tool_calls: calls.get(row.id) ?? [],
  }));
}

async function readToolCalls(
  db: Drizzle,
  storeId: string,
  turnIds: string[],
): Promise<Map<string, AdminToolCall[]>> {
  const byTurn = new Map<string, AdminToolCall[]>();
  if (turnIds.length === 0) return byTurn;
  const rows = await db
    .select()
    .from(toolCall)
    .where(and(eq(toolCall.storeId, storeId), inArray(toolCall.turnId, turnIds)))
    .orderBy(toolCall.step, toolCall.createdAt, toolCall.callId);
  for (const row of rows) {
    const call = {
      call_id: row.callId,
      step: row.step,
      name: row.name,
      input: row.input,
      output: row.output,
      error: row.error,
      duration_ms: row.durationMs,
    };
    const calls = byTurn.get(row.turnId);
    if (calls) calls.push(call);
    else byTurn.set(row.turnId, [call]);
  }
  return byTurn;
}
