import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConversationOwner } from '../../../../server/conversation/turns.ts';
import { postgresConversations } from '../../../../server/postgres/conversations/conversations.ts';
import { postgresTurns } from '../../../../server/postgres/conversations/turns.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore, createVisitor } from '../../../support/visitors.ts';

let database: TestDatabase;
let owner: ConversationOwner;

beforeAll(async () => {
  database = await testDatabase();
  owner = await createVisitor(database, await createStore(database));
});
afterAll(() => database[Symbol.asyncDispose]());

/** A conversation of `count` messages, named by their place; the ids of their rows. */
async function conversationOf(name: string, count: number) {
  const { storeId, visitorId } = owner;
  const conversationId = newId();
  const rows = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    client_id: `${name}-${index}`,
    store_id: storeId,
    visitor_id: visitorId,
    conversation_id: conversationId,
    role: index % 2 === 0 ? 'user' : 'assistant',
    status: 'done',
    created_at: new Date(Date.UTC(2026, 0, 1) + index * 1_000),
  }));
  await database.sql`
    insert into conversation (id, store_id, visitor_id, client_id)
    values (${conversationId}, ${storeId}, ${visitorId}, ${name})`;
  await database.sql`insert into message ${database.sql(rows)}`;
  return { conversationId, rows };
}

it('reads a conversation whole', async () => {
  const { rows } = await conversationOf('short', 200);
  const { read } = postgresConversations(database.db);
  const found = await read(owner, 'short');
  expect(found?.messages.map(({ id }) => id)).toEqual(rows.map((row) => row.client_id));
  expect(found?.hasEarlier).toBe(false);
});

it('reads the end of a very long one, oldest first, and says so', async () => {
  const { rows } = await conversationOf('long', 251);
  const { read } = postgresConversations(database.db);
  const found = await read(owner, 'long');
  expect(found?.messages.map(({ id }) => id)).toEqual(rows.slice(-200).map((row) => row.client_id));
  expect(found?.hasEarlier).toBe(true);
});

it('reads of what was said up to a question as much as models are told', async () => {
  const { conversationId, rows } = await conversationOf('asked', 121);
  const question = rows[100]!;
  const turn = {
    ...owner,
    turnId: newId(),
    conversationId,
    questionId: question.id,
    answerMessageId: 'answer',
    run: 0,
  };
  const { history } = postgresTurns(database.db, { graceMs: 30_000 });
  const ids = (await history(turn)).map(({ id }) => id);
  expect(ids).toEqual(rows.slice(61, 101).map((row) => row.client_id));
});
