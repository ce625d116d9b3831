import { randomBytes } from 'node:crypto';
import type { ConversationOwner } from '../../server/conversation/turns.ts';
import type { Database } from '../../server/postgres/connection/database.ts';
import { newId } from '../../server/shop/new-id.ts';

/** Everything that one question leaves in the database. */
export interface ConversationData {
  conversationId: string;
  turnId: string;
  questionId: string;
  answerId: string;
}

/** A conversation of one question, last used at `at`, with a row in every table that hangs on one. */
export async function insertConversation(
  { sql }: Pick<Database, 'sql'>,
  { storeId, visitorId }: ConversationOwner,
  { at, running = false, imageId }: { at: Date; running?: boolean; imageId?: string },
): Promise<ConversationData> {
  const [conversationId, turnId, questionId, answerId] = [newId(), newId(), newId(), newId()];
  const status = running ? 'running' : 'done';
  const photo = imageId && { type: 'file', mediaType: 'image/jpeg', url: `/v1/images/${imageId}` };
  const question = JSON.stringify([{ type: 'text', text: 'A tent?' }, ...(photo ? [photo] : [])]);
  const answer = JSON.stringify([{ type: 'text', text: 'Yes.', state: 'done' }]);
  await sql.begin(async (tx) => {
    await tx`
      insert into conversation (id, store_id, visitor_id, client_id, created_at, updated_at)
      values (${conversationId}, ${storeId}, ${visitorId}, ${conversationId}, ${at}, ${at})`;
    await tx`
      insert into message (id, store_id, conversation_id, visitor_id, client_id, role, parts, status, created_at)
      values
        (${questionId}, ${storeId}, ${conversationId}, ${visitorId}, ${questionId}, 'user', ${question}::text::jsonb, 'done', ${at}),
        (${answerId}, ${storeId}, ${conversationId}, ${visitorId}, ${answerId}, 'assistant', ${answer}::text::jsonb, ${status}, ${at})`;
    await tx`
      insert into turn (id, store_id, conversation_id, visitor_id, question_id, answer_id, status, started_at, finished_at)
      values (${turnId}, ${storeId}, ${conversationId}, ${visitorId}, ${questionId}, ${answerId}, ${status}, ${at},
        ${running ? null : at})`;
    await tx`
      insert into turn_event (turn_id, store_id, seq, chunk)
      values (${turnId}, ${storeId}, 1, '{"type":"start","messageId":"a"}')`;
    await tx`
      insert into turn_step (turn_id, store_id, step, text, tool_calls, reason)
      values (${turnId}, ${storeId}, 1, 'Yes.', '[]', 'stop')`;
    await tx`
      insert into tool_call (turn_id, store_id, call_id, step, name)
      values (${turnId}, ${storeId}, 'call', 1, 'search_products')`;
    await tx`
      insert into model_call (id, store_id, visitor_id, turn_id, endpoint, model, started_at, outcome, cost_micros)
      values (${newId()}, ${storeId}, ${visitorId}, ${turnId}, 'primary', 'm', ${at}, 'answered', 5)`;
  });
  return { conversationId, turnId, questionId, answerId };
}

/** A visitor who came at `at`, with a token that is valid for `validDays`. */
export async function insertVisitor(
  { sql }: Pick<Database, 'sql'>,
  storeId: string,
  { at, validDays = 90 }: { at: Date; validDays?: number },
): Promise<ConversationOwner> {
  const visitorId = newId();
  const expiresAt = new Date(at.getTime() + validDays * 86_400_000);
  await sql`
    insert into visitor (id, store_id, token_hash, created_at, expires_at)
    values (${visitorId}, ${storeId}, ${randomBytes(32)}, ${at}, ${expiresAt})`;
  return { storeId, visitorId };
}

/** The row of a photo, without a file. */
export async function insertImage(
  { sql }: Pick<Database, 'sql'>,
  { storeId, visitorId }: ConversationOwner,
  at: Date,
): Promise<string> {
  const id = newId();
  await sql`
    insert into image (id, store_id, visitor_id, media_type, width, height, bytes, sha256, created_at)
    values (${id}, ${storeId}, ${visitorId}, 'image/jpeg', 1, 1, 1, ${randomBytes(32)}, ${at})`;
  return id;
}

/** How many rows each table has that a visitor's conversations fill. */
export async function countRows({ sql }: Pick<Database, 'sql'>): Promise<Record<string, number>> {
  const tables = [
    'visitor',
    'conversation',
    'message',
    'turn',
    'turn_event',
    'turn_step',
    'tool_call',
    'image',
  ];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const [row] = await sql`select count(*)::int as rows from ${sql(table)}`;
      return [table, Number(row?.rows)] as const;
    }),
  );
  return Object.fromEntries(counts);
}
