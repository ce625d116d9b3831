import { sql } from 'drizzle-orm';
import type { Question } from '../../conversation/conversations.ts';
import type { RunnableTurn } from '../../conversation/turns.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { isUniqueViolation } from '../connection/database-errors.ts';
import { PREPARED } from '../connection/query-deadline.ts';
import { titleOf } from './conversation-title.ts';
import { leaseEnd } from './lease.ts';
import { type RememberedRow, rememberedMessage, rememberedRows } from './turn-history.ts';

/**
 * Accepts what nearly every question is: a new one, in the place of nothing, while no answer runs. One statement, where
 * the rules for all the others (`acceptQuestion`) take four round trips. Undefined when it is one of those, or may be
 * as somebody else writes in the conversation at the same moment: then nothing is stored.
 */
export async function acceptAtOnce(
  db: Drizzle,
  question: Question,
): Promise<RunnableTurn | undefined> {
  if (question.regenerate || question.replaces !== undefined) return undefined;
  const { storeId, visitorId, context } = question;
  const ids = { turnId: newId(), questionId: newId(), answerId: newId() };
  const rows = await insertAll(db, question, ids).catch((error: unknown) => {
    // An id that another question took, or a turn that began, since this statement looked.
    if (isUniqueViolation(error)) return [];
    throw error;
  });
  const [first] = rows;
  if (!first) return undefined;
  const earlier = rows.flatMap((row) => (row.clientId === null ? [] : [row]));
  const asked: RememberedRow = {
    clientId: question.messageId,
    role: 'user',
    parts: question.parts,
    status: 'done',
    rating: null,
    createdAt: first.askedAt,
    echoes: null,
  };
  return {
    turnId: ids.turnId,
    storeId,
    visitorId,
    conversationId: first.conversationId,
    questionId: ids.questionId,
    answerMessageId: ids.answerId,
    run: 0,
    context,
    history: [...earlier, asked].map(rememberedMessage),
  };
}

interface NewIds {
  turnId: string;
  questionId: string;
  answerId: string;
}

/** A row for each earlier message, and one when there is none; no row when nothing was stored. */
type AcceptedRow = { conversationId: string; askedAt: Date } & (RememberedRow | { clientId: null });

/**
 * All of it sees the conversation as it was when the statement began. Whoever writes in it meanwhile leaves another
 * `updated_at`, which the row that is waited for and locked then has, and nothing is inserted.
 */
function insertAll(
  db: Drizzle,
  { storeId, visitorId, conversationId, messageId, parts, contentHash, ...asked }: Question,
  { turnId, questionId, answerId }: NewIds,
) {
  const given = { context: asked.context ?? null, parts, title: titleOf(parts) };
  return db.execute<AcceptedRow>(sql`${sql.raw(PREPARED)}
    with given as (
      select ${storeId}::uuid store, ${visitorId}::uuid visitor, ${conversationId}::text chat, ${messageId}::text asked,
        ${questionId}::uuid question, ${answerId}::uuid answer, ${JSON.stringify(given)}::text::jsonb more
    ), before as (
      select id, updated_at from conversation, given
      where store_id = store and visitor_id = visitor and client_id = chat
    ), opened as (
      insert into conversation (id, store_id, visitor_id, client_id, title)
      select ${newId()}::uuid, store, visitor, chat, more ->> 'title' from given
      where not exists (select from message where store_id = store and visitor_id = visitor and client_id = asked)
        and not exists (select from turn, before where store_id = store and conversation_id = before.id and status = 'running')
      on conflict (visitor_id, client_id) do update set updated_at = now()
        where conversation.updated_at = (select updated_at from before)
      returning id, updated_at
    ), said as (
      insert into message (id, store_id, visitor_id, conversation_id, client_id, role, parts, status, content_hash)
      select question, store, visitor, id, asked, 'user', more -> 'parts', 'done', ${contentHash}::bytea from given, opened
      union all
      select answer, store, visitor, id, answer::text, 'assistant', '[]', 'running', null from given, opened
    ), begun as (
      insert into turn (id, store_id, visitor_id, conversation_id, question_id, answer_id, status, lease_owner, lease_until, context)
      select ${turnId}, store, visitor, id, question, answer, 'running', ${asked.leaseOwner}, ${leaseEnd()}, nullif(more -> 'context', 'null')
      from given, opened
    )
    select opened.id as "conversationId", opened.updated_at as "askedAt", earlier.*
    from opened left join (${rememberedRows({ storeId, conversation: sql`(select id from before)` })}) earlier on true
    order by "createdAt", earlier.id`);
}
