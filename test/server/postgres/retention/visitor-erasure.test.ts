import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConversationOwner } from '../../../../server/conversation/turns.ts';
import { explainDatabaseError } from '../../../../server/postgres/connection/database-errors.ts';
import { postgresConversationLog } from '../../../../server/postgres/conversations/conversation-log.ts';
import { postgresConversations } from '../../../../server/postgres/conversations/conversations.ts';
import { postgresOldData } from '../../../../server/postgres/retention/old-data.ts';
import { postgresVisitorErasure } from '../../../../server/postgres/retention/visitor-erasure.ts';
import { deleteAll } from '../../../../server/retention/delete-all.ts';
import type { VisitorErasure } from '../../../../server/retention/erase-visitor.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { aQuestion } from '../../../fixtures/question.ts';
import {
  countRows,
  insertConversation,
  insertImage,
  insertVisitor,
} from '../../../support/conversation-data.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

const NOW = new Date();
const LATER = new Date(NOW.getTime() + 60_000);
const never = new AbortController().signal;

let database: TestDatabase;
let erasure: VisitorErasure;
let storeId: string;

beforeEach(async () => {
  database = await testDatabase();
  erasure = postgresVisitorErasure(database.db);
  storeId = await insertStore(database);
});
afterEach(() => database[Symbol.asyncDispose]());

const visitor = () => insertVisitor(database, storeId, { at: NOW });
const everything = (erased: ConversationOwner) =>
  deleteAll(() => erasure.deleteBatch(erased), never);

it('leaves nothing of the visitor, and all of others', async () => {
  const erased = await visitor();
  const imageId = await insertImage(database, erased, NOW);
  for (const running of [true, false]) {
    await insertConversation(database, erased, { at: NOW, imageId, running });
  }
  const other = await visitor();
  await insertImage(database, other, NOW);
  await insertConversation(database, other, { at: NOW });

  await erasure.begin(erased);
  await everything(erased);
  expect(await countRows(database)).toEqual({
    visitor: 1,
    conversation: 1,
    message: 2,
    turn: 1,
    turn_event: 1,
    turn_step: 1,
    tool_call: 1,
    image: 1,
  });
  const removals = await database.sql`select image_id from image_removal`;
  expect(removals.map(({ image_id }) => image_id)).toEqual([imageId]);
});

it('does not stand in the way of what deletes old conversations, nor that in its way', async () => {
  const erased = await visitor();
  const { questionId } = await insertConversation(database, erased, { at: NOW });
  await erasure.begin(erased);
  const waiting = async () => {
    const [row] = await database.sql`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return row?.waiting;
  };
  const [taken, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holder = database.patient.transaction(async (tx) => {
    await tx.execute(sql`select from message where id = ${questionId} for update`);
    taken.resolve();
    await held.promise;
  });
  await taken.promise;
  const erasing = erasure.deleteBatch(erased);
  await expect.poll(waiting).toBe(1);
  let isOver = false;
  const cleaning = postgresOldData(database.db)
    .conversations(storeId, LATER)
    .finally(() => {
      isOver = true;
    });
  await expect.poll(async () => isOver || (await waiting()) === 2).toBe(true);
  held.resolve();
  await holder;
  expect(await cleaning).toBe(0);
  expect(await erasing).toBeGreaterThan(0);
});

it('keeps sums without ids', async () => {
  const erased = await visitor();
  const { visitorId } = erased;
  await insertConversation(database, erased, { at: NOW });
  // Written down when the turn was gone already.
  await database.sql`
    insert into model_call (id, store_id, visitor_id, turn_id, endpoint, model, started_at, cost_micros)
    values (${newId()}, ${storeId}, ${visitorId}, ${newId()}, 'primary', 'm', now(), 7)`;
  await database.sql`
    insert into model_spend (scope, scope_id, day)
    values ('visitor', ${visitorId}, '2026-05-31'), ('store', ${storeId}, '2026-05-31')`;
  await erasure.begin(erased);
  await everything(erased);
  const calls = await database.sql`select visitor_id, turn_id, cost_micros from model_call`;
  expect(calls.map((call) => ({ ...call })).sort((a, b) => a.cost_micros - b.cost_micros)).toEqual([
    { visitor_id: null, turn_id: null, cost_micros: 5 },
    { visitor_id: null, turn_id: null, cost_micros: 7 },
  ]);
  const spend = await database.sql`select scope from model_spend`;
  expect([...spend]).toEqual([{ scope: 'store' }]);
});

it('makes the token nobody’s from the beginning, and asks for running turns to end', async () => {
  const erased = await visitor();
  const [before] = await database.sql`select token_hash from visitor`;
  await database.sql`update visitor set customer_ref = 'customer-7'`;
  const { turnId } = await insertConversation(database, erased, { at: NOW, running: true });
  await insertConversation(database, erased, { at: NOW });
  expect(await erasure.hasRunningTurn(erased)).toBe(true);
  expect(await erasure.begin(erased)).toEqual([turnId]);
  const [after] = await database.sql`select token_hash, customer_ref from visitor`;
  expect(after?.token_hash).not.toEqual(before?.token_hash);
  expect(after?.customer_ref).toBeNull();
  const stopped = await database.sql`select id from turn where stop_requested`;
  expect(stopped.map(({ id }) => id)).toEqual([turnId]);
});

it('is gone on with from the mark that it left, and is no longer to be done when it is', async () => {
  const erased = await visitor();
  await insertConversation(database, erased, { at: NOW });
  await insertImage(database, erased, NOW);
  expect(await erasure.unfinished(LATER)).toEqual([]);
  await erasure.begin(erased);
  // The process died in the middle.
  await erasure.deleteBatch(erased);
  expect(await erasure.unfinished(new Date(NOW.getTime() - 60_000))).toEqual([]);
  expect(await erasure.unfinished(LATER)).toEqual([erased]);
  await everything(erased);
  expect(await erasure.unfinished(LATER)).toEqual([]);
  expect(await erasure.deleteBatch(erased)).toBe(0);
});

it('may be done by two at once', async () => {
  const erased = await visitor();
  for (let count = 0; count < 120; count++) {
    await insertConversation(database, erased, { at: NOW });
  }
  await erasure.begin(erased);
  await Promise.all([everything(erased), everything(erased)]);
  expect(await countRows(database)).toMatchObject({ visitor: 0, conversation: 0, turn: 0 });
});

it('shows admins nothing from the beginning', async () => {
  const erased = await visitor();
  const { conversationId } = await insertConversation(database, erased, { at: NOW });
  const log = postgresConversationLog(database.db);
  expect((await log.list(storeId, { limit: 10 })).conversations).toHaveLength(1);
  await erasure.begin(erased);
  expect((await log.list(storeId, { limit: 10 })).conversations).toEqual([]);
  expect(await log.get(storeId, conversationId)).toBeUndefined();
});

it('refuses what comes in late as from nobody', async () => {
  const erased = await visitor();
  await erasure.begin(erased);
  await everything(erased);
  const conversations = postgresConversations(database.db);
  const question = { ...aQuestion(erased, 'Still there?'), leaseOwner: newId() };
  const late = await conversations.accept(question).catch(explainDatabaseError);
  expect(late).toMatchObject({ code: 'unauthorized' });
  const photo = await insertImage(database, erased, NOW).catch(explainDatabaseError);
  expect(photo).toMatchObject({ code: 'unauthorized' });
});
