import { type SQL, sql } from 'drizzle-orm';
import { MAX_MESSAGES, type RememberedMessage } from '../../agent/model-history.ts';
import type { RunnableTurn } from '../../conversation/turns.ts';
import type { Drizzle } from '../connection/database.ts';
import type { message } from '../schema.ts';
import { toChatMessage } from './chat-message.ts';

/** What was said up to a question, the question included: as much as a model is ever told. */
export async function readHistory(
  db: Drizzle,
  {
    storeId,
    conversationId,
    questionId,
  }: Pick<RunnableTurn, 'storeId' | 'conversationId' | 'questionId'>,
): Promise<RememberedMessage[]> {
  const upToQuestion = sql`and (created_at, id) <= (select created_at, id from message where store_id = ${storeId} and id = ${questionId})`;
  const rows = await db.execute<RememberedRow & Record<string, unknown>>(sql`
    select * from (${rememberedRows({ storeId, conversation: sql`${conversationId}`, upToQuestion })}) newest
    order by "createdAt", id`);
  return rows.map(rememberedMessage);
}

/** As much of a message's row as a model may be told, with `echo` of its answer's steps by their numbers. */
export type RememberedRow = Pick<
  typeof message.$inferSelect,
  'clientId' | 'role' | 'parts' | 'status' | 'rating' | 'createdAt'
> & { echoes: Record<string, unknown> | null };

/** The newest messages of a conversation that count, the last first, by the index; see RememberedRow. */
export function rememberedRows({
  storeId,
  conversation,
  upToQuestion,
}: {
  storeId: string;
  conversation: SQL;
  upToQuestion?: SQL;
}): SQL {
  return sql`
    select id, client_id as "clientId", role, parts, status, rating, created_at as "createdAt",
      case when role = 'assistant' then (
        select jsonb_object_agg(turn_step.step, turn_step.echo)
        from turn join turn_step on turn_step.store_id = turn.store_id and turn_step.turn_id = turn.id
        where turn.store_id = message.store_id and turn.answer_id = message.id and turn_step.echo is not null
      ) end as echoes
    from message
    where store_id = ${storeId} and conversation_id = ${conversation} and status not in ('superseded', 'running') ${upToQuestion}
    order by id desc limit ${MAX_MESSAGES}`;
}

export function rememberedMessage({ echoes, ...row }: RememberedRow): RememberedMessage {
  const steps = Object.entries(echoes ?? {}).map(([step, echo]) => [Number(step), echo] as const);
  return { ...toChatMessage(row), echoes: steps.length > 0 ? new Map(steps) : undefined };
}
