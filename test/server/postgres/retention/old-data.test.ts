import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresOldData } from '../../../../server/postgres/retention/old-data.ts';
import type { OldData } from '../../../../server/retention/old-data.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import {
  countRows,
  insertConversation,
  insertImage,
  insertVisitor,
} from '../../../support/conversation-data.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const DAY = 86_400_000;
const HOUR = 3_600_000;
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const NOTHING_LEFT = {
  conversation: 0,
  message: 0,
  turn: 0,
  turn_event: 0,
  turn_step: 0,
  tool_call: 0,
};

let database: TestDatabase;
let old: OldData;
let storeId: string;

beforeEach(async () => {
  database = await testDatabase();
  old = postgresOldData(database.db);
  storeId = await insertStore(database);
});
afterEach(() => database[Symbol.asyncDispose]());

const visitor = (at = ago(40 * DAY), validDays?: number) =>
  insertVisitor(database, storeId, { at, validDays });

async function ids(table: string): Promise<string[]> {
  const rows = await database.sql`select id from ${database.sql(table)} order by id`;
  return rows.map(({ id }) => id);
}

describe('old conversations', () => {
  it('go with all that hangs on them, and those that were used since stay', async () => {
    const owner = await visitor();
    await insertConversation(database, owner, { at: ago(30 * DAY + HOUR) });
    const kept = await insertConversation(database, owner, { at: ago(30 * DAY - HOUR) });
    while ((await old.conversations(storeId, ago(30 * DAY))) > 0);
    expect(await ids('conversation')).toEqual([kept.conversationId]);
    expect(await ids('message')).toEqual([kept.questionId, kept.answerId].sort());
    expect(await countRows(database)).toMatchObject({
      turn: 1,
      turn_event: 1,
      turn_step: 1,
      tool_call: 1,
    });
  });

  it('leave what they cost in the ledger, without saying whose it was', async () => {
    await insertConversation(database, await visitor(), { at: ago(31 * DAY) });
    while ((await old.conversations(storeId, ago(30 * DAY))) > 0);
    const [call] = await database.sql`select visitor_id, turn_id, cost_micros from model_call`;
    expect(call).toEqual({ visitor_id: null, turn_id: null, cost_micros: 5 });
  });

  it('stay while an answer is written', async () => {
    const owner = await visitor();
    await insertConversation(database, owner, { at: ago(90 * DAY), running: true });
    expect(await old.conversations(storeId, ago(DAY))).toBe(0);
    expect(await ids('conversation')).toHaveLength(1);
  });

  it('stay in other stores', async () => {
    const other = await insertStore(database);
    const owner = await insertVisitor(database, other, { at: ago(40 * DAY) });
    await insertConversation(database, owner, { at: ago(90 * DAY) });
    expect(await old.conversations(storeId, ago(DAY))).toBe(0);
  });

  it('are not waited for while somebody uses them', async () => {
    const owner = await visitor();
    const used = await insertConversation(database, owner, { at: ago(90 * DAY) });
    await insertConversation(database, owner, { at: ago(90 * DAY) });
    await database.sql.begin(async (tx) => {
      await tx`update conversation set updated_at = ${NOW} where id = ${used.conversationId}`;
      while ((await old.conversations(storeId, ago(DAY))) > 0);
    });
    expect(await ids('conversation')).toEqual([used.conversationId]);
    expect(await old.conversations(storeId, ago(DAY))).toBe(0);
  });

  it('go in pieces when one is very long', async () => {
    const owner = await visitor();
    const { conversationId } = await insertConversation(database, owner, { at: ago(90 * DAY) });
    await database.sql`
      with question as (
        insert into message (id, store_id, conversation_id, visitor_id, client_id, role, status)
        select gen_random_uuid(), ${storeId}, ${conversationId}, ${owner.visitorId}, 'message ' || n, 'user', 'done'
        from generate_series(1, 1200) n returning id)
      insert into turn (id, store_id, conversation_id, visitor_id, question_id, answer_id, status, finished_at)
      select gen_random_uuid(), ${storeId}, ${conversationId}, ${owner.visitorId}, id, id, 'done', ${ago(90 * DAY)}
      from question`;
    const batches: number[] = [];
    do batches.push(await old.conversations(storeId, ago(DAY)));
    while (batches.at(-1) !== 0);
    expect(batches.length).toBeGreaterThan(2);
    expect(Math.max(...batches)).toBeLessThanOrEqual(2_001);
    expect(await countRows(database)).toMatchObject(NOTHING_LEFT);
  });

  it('are shared by processes that delete at once, two thousand of them', async () => {
    const owner = await visitor();
    await database.sql`
      with fresh as (
        insert into conversation (id, store_id, visitor_id, client_id, updated_at)
        select gen_random_uuid(), ${storeId}, ${owner.visitorId}, 'conversation ' || n, ${ago(90 * DAY)}
        from generate_series(1, 2000) n returning id
      ), question as (
        insert into message (id, store_id, conversation_id, visitor_id, client_id, role, status)
        select gen_random_uuid(), ${storeId}, id, ${owner.visitorId}, 'message ' || id, 'user', 'done'
        from fresh returning id, conversation_id
      )
      insert into turn (id, store_id, conversation_id, visitor_id, question_id, answer_id, status, finished_at)
      select gen_random_uuid(), ${storeId}, conversation_id, ${owner.visitorId}, id, id, 'done', ${ago(90 * DAY)}
      from question`;
    const batches: number[] = [];
    async function deleteAll(): Promise<void> {
      for (;;) {
        const batch = await old.conversations(storeId, ago(DAY));
        if (batch === 0) return;
        batches.push(batch);
      }
    }
    await Promise.all([deleteAll(), deleteAll()]);
    expect(batches.length).toBeGreaterThanOrEqual(40);
    expect(batches.reduce((sum, batch) => sum + batch)).toBe(6_000);
    expect(await countRows(database)).toMatchObject(NOTHING_LEFT);
  });
});

describe('old photos', () => {
  it('go, and leave word that their files may go', async () => {
    const owner = await visitor();
    const gone = await insertImage(database, owner, ago(30 * DAY + HOUR));
    const kept = await insertImage(database, owner, ago(30 * DAY - HOUR));
    expect(await old.images(storeId, ago(30 * DAY))).toBe(1);
    expect(await old.images(storeId, ago(30 * DAY))).toBe(0);
    expect(await ids('image')).toEqual([kept]);
    const removals = await database.sql`select image_id, store_id from image_removal`;
    expect([...removals]).toEqual([{ image_id: gone, store_id: storeId }]);
  });

  it('stay as long as a conversation shows them', async () => {
    const owner = await visitor();
    const imageId = await insertImage(database, owner, ago(60 * DAY));
    await insertConversation(database, owner, { at: ago(DAY), imageId });
    expect(await old.images(storeId, ago(30 * DAY))).toBe(0);
    while ((await old.conversations(storeId, NOW)) > 0);
    expect(await old.images(storeId, ago(30 * DAY))).toBe(1);
  });
});

describe('visitors', () => {
  it('go when their token is no longer valid, and nothing is left of theirs', async () => {
    await visitor(ago(91 * DAY));
    const talking = await visitor(ago(91 * DAY));
    await insertConversation(database, talking, { at: ago(DAY) });
    const showing = await visitor(ago(91 * DAY));
    await insertImage(database, showing, ago(DAY));
    const fresh = await visitor(ago(DAY));
    await old.visitors(storeId, { expiredBefore: NOW, cameBefore: undefined }, undefined);
    const left = [talking, showing, fresh].map(({ visitorId }) => visitorId).sort();
    expect(await ids('visitor')).toEqual(left);
  });

  it('go when they came before what the store keeps', async () => {
    await visitor(ago(31 * DAY));
    const kept = await visitor(ago(29 * DAY));
    const moments = { expiredBefore: NOW, cameBefore: ago(30 * DAY) };
    expect(await old.visitors(storeId, moments, undefined)).toBeUndefined();
    expect(await ids('visitor')).toEqual([kept.visitorId]);
  });

  it('are looked at some thousands at a time, and those who stay are passed by', async () => {
    await database.sql`
      insert into visitor (id, store_id, token_hash, expires_at)
      select gen_random_uuid(), ${storeId}, decode(md5(n::text), 'hex'), ${ago(DAY)} + n % 2 * interval '2 days'
      from generate_series(1, 4500) n`;
    let [after, looks] = [undefined as string | undefined, 0];
    do {
      after = await old.visitors(storeId, { expiredBefore: NOW, cameBefore: undefined }, after);
      looks++;
    } while (after);
    expect(looks).toBe(3);
    const left = await database.sql`select min(expires_at) as first, count(*)::int from visitor`;
    expect([...left]).toEqual([{ first: ago(-DAY), count: 2_250 }]);
  });

  it('take what was counted for them along', async () => {
    const { visitorId } = await visitor(ago(91 * DAY));
    await database.sql`
      insert into model_spend (scope, scope_id, day)
      values ('visitor', ${visitorId}, '2026-05-31'), ('store', ${storeId}, '2026-05-31')`;
    await database.sql`
      insert into model_reservation (call_id, scope, scope_id, day, micros, expires_at)
      values (${newId()}, 'visitor', ${visitorId}, '2026-05-31', 5, ${NOW})`;
    await old.visitors(storeId, { expiredBefore: NOW, cameBefore: undefined }, undefined);
    const spend = await database.sql`select scope from model_spend`;
    expect([...spend]).toEqual([{ scope: 'store' }]);
    expect(await database.sql`select 1 from model_reservation`).toHaveLength(0);
  });
});

describe('the ledger', () => {
  it('loses its oldest rows, of one store or of the installation itself', async () => {
    for (const store of [storeId, null]) {
      for (const at of [ago(401 * DAY), ago(399 * DAY)]) {
        await database.sql`
          insert into model_call (id, store_id, endpoint, model, started_at)
          values (${newId()}, ${store}, 'primary', 'm', ${at})`;
      }
    }
    expect(await old.modelCalls(storeId, ago(400 * DAY))).toBe(1);
    expect(await ids('model_call')).toHaveLength(3);
    expect(await old.modelCalls(undefined, ago(400 * DAY))).toBe(1);
    expect(await old.modelCalls(undefined, ago(400 * DAY))).toBe(0);
  });
});

describe('events', () => {
  it('go when their turn is over for long enough, once', async () => {
    const owner = await visitor();
    await insertConversation(database, owner, { at: ago(2 * HOUR) });
    const kept = await insertConversation(database, owner, { at: ago(HOUR / 2) });
    const running = await insertConversation(database, owner, { at: ago(2 * HOUR), running: true });
    expect(await old.turnEvents(ago(HOUR))).toBe(1);
    expect(await old.turnEvents(ago(HOUR))).toBe(0);
    const left = await database.sql`select turn_id from turn_event`;
    expect(left.map(({ turn_id }) => turn_id).sort()).toEqual([kept.turnId, running.turnId].sort());
    expect(await ids('turn')).toHaveLength(3);
  });
});
