import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { MAX_MESSAGES, type RememberedMessage } from '../../agent/model-history.ts';
import type { RunnableTurn } from '../../conversation/turns.ts';
import type { Drizzle } from '../connection/database.ts';
import { message, turn, turnStep } from '../schema.ts';
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
  // By the index.
  const newest = db
    .select()
    .from(message)
    .where(
      and(
        eq(message.storeId, storeId),
        eq(message.conversationId, conversationId),
        sql`${message.status} not in ('superseded', 'running')`,
        sql`(${message.createdAt}, ${message.id}) <= (select asked.created_at, asked.id from message asked where asked.store_id = ${storeId} and asked.id = ${questionId})`,
      ),
    )
    .orderBy(desc(message.id))
    .limit(MAX_MESSAGES)
    .as('newest');
  const rows = await db.select().from(newest).orderBy(asc(newest.createdAt), asc(newest.id));
  const answerIds = rows.filter(({ role }) => role === 'assistant').map(({ id }) => id);
  const echoes = await readEchoes(db, { storeId, answerIds });
  return rows.map((row) => ({ ...toChatMessage(row), echoes: echoes.get(row.id) }));
}

/** By answer, then by step. */
async function readEchoes(
  db: Drizzle,
  { storeId, answerIds }: { storeId: string; answerIds: string[] },
): Promise<Map<string, Map<number, unknown>>> {
  // A first question waits for nothing more.
  if (answerIds.length === 0) return new Map();
  const steps = await db
    .select({ answerId: turn.answerId, step: turnStep.step, echo: turnStep.echo })
    .from(turnStep)
    .innerJoin(turn, and(eq(turn.storeId, turnStep.storeId), eq(turn.id, turnStep.turnId)))
    .where(
      and(eq(turn.storeId, storeId), inArray(turn.answerId, answerIds), isNotNull(turnStep.echo)),
    );
  const ofAnswers = Map.groupBy(steps, ({ answerId }) => answerId);
  return new Map(
    [...ofAnswers].map(([answerId, found]) => [
      answerId,
      new Map(found.map(({ step, echo }) => [step, echo])),
    ]),
  );
}
