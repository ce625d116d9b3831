import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModelCaller } from '../../../../server/model/model-client.ts';
import type { ModelCallEnd, ModelCallStart } from '../../../../server/model/model-ledger.ts';
import { openDatabase } from '../../../../server/postgres/connection/database.ts';
import { postgresLostCalls } from '../../../../server/postgres/connection/lost-calls.ts';
import { postgresModelBudget } from '../../../../server/postgres/models/model-budget.ts';
import { postgresModelLedger } from '../../../../server/postgres/models/model-ledger.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { StoreSettings } from '../../../../shared/store.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore, createVisitor } from '../../../support/visitors.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const fail = (error: unknown) => {
  throw error;
};

function aCall(caller?: ModelCaller): ModelCallStart {
  return {
    callId: newId(),
    caller,
    endpoint: 'api.example/large',
    model: 'large',
    images: 1,
    startedAt: new Date(),
  };
}

function anEnd(changes: Partial<ModelCallEnd> = {}): ModelCallEnd {
  return {
    outcome: 'answered',
    answeredBy: 'large-2026',
    usage: { inputTokens: 90, outputTokens: 12, cachedInputTokens: 40, reasoningTokens: 3 },
    estimated: false,
    costMicros: 77,
    firstContentMs: 210,
    durationMs: 900,
    ...changes,
  };
}

async function rowOf({ callId }: ModelCallStart) {
  const [row] = await database.sql`select * from model_call where id = ${callId}`;
  return row;
}

async function aVisitor() {
  const store = await createStore(database, { key: `shop-${newId()}` });
  return { store, ...(await createVisitor(database, store)) };
}

test('writes a call before it has an outcome, and all of it when it is over', async () => {
  const ledger = postgresModelLedger(database.db, { intervalMs: 1, onError: fail });
  const { storeId, visitorId } = await aVisitor();
  const turnId = newId();
  const call = aCall({ storeId, visitorId, turnId });
  ledger.begin(call);
  await expect.poll(() => rowOf(call)).toMatchObject({ outcome: null, cost_micros: null });
  ledger.end(call.callId, anEnd());
  await ledger.stop(5_000);
  expect(await rowOf(call)).toEqual({
    id: call.callId,
    store_id: storeId,
    visitor_id: visitorId,
    turn_id: turnId,
    endpoint: 'api.example/large',
    model: 'large',
    answered_by: 'large-2026',
    images: 1,
    started_at: call.startedAt,
    outcome: 'answered',
    input_tokens: 90,
    output_tokens: 12,
    cached_input_tokens: 40,
    reasoning_tokens: 3,
    estimated: false,
    cost_micros: 77,
    first_content_ms: 210,
    duration_ms: 900,
  });
});

test('writes calls that nobody asked for, and what a provider calls itself whatever it is', async () => {
  const ledger = postgresModelLedger(database.db, { onError: fail });
  const call = aCall();
  ledger.begin(call);
  ledger.end(call.callId, anEnd({ answeredBy: `a\0b${'x'.repeat(500)}`, costMicros: undefined }));
  await ledger.stop(5_000);
  const row = await rowOf(call);
  expect(row).toMatchObject({ store_id: null, visitor_id: null, cost_micros: null });
  expect(row?.answered_by).toHaveLength(200);
});

test('keeps the call of a visitor who is gone, and drops that of a store that is gone', async () => {
  const ledger = postgresModelLedger(database.db, { onError: fail });
  const { storeId } = await aVisitor();
  const [ofNobody, ofNowhere] = [
    aCall({ storeId, visitorId: newId(), turnId: newId() }),
    aCall({ storeId: newId(), visitorId: newId(), turnId: newId() }),
  ];
  for (const call of [ofNobody, ofNowhere]) {
    ledger.begin(call);
    ledger.end(call.callId, anEnd());
  }
  await ledger.stop(5_000);
  expect(await rowOf(ofNobody)).toMatchObject({
    store_id: storeId,
    visitor_id: null,
    turn_id: null,
  });
  expect(await rowOf(ofNowhere)).toBeUndefined();
});

test('does not lose a batch to one row that the database refuses', async () => {
  const errors: unknown[] = [];
  const ledger = postgresModelLedger(database.db, { onError: (error) => errors.push(error) });
  const [good, bad] = [aCall(), { ...aCall(), endpoint: 'NUL\0' }];
  for (const call of [bad, good]) ledger.begin(call);
  await ledger.stop(5_000);
  expect(await rowOf(good)).toMatchObject({ outcome: null });
  expect(await rowOf(bad)).toBeUndefined();
  expect(errors).toHaveLength(1);
});

test('waits for a database that is away, then writes every call once and as it ended', async () => {
  const errors: unknown[] = [];
  let away = true;
  const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { statementLimitMs: 100 });
  const db = new Proxy(database.db, {
    get: (_, name) => Reflect.get(away ? gone.db : database.db, name),
  });
  const options = { intervalMs: 1, retryMs: 5, onError: (error: unknown) => errors.push(error) };
  const ledger = postgresModelLedger(db, options);
  const calls = Array.from({ length: 20 }, () => aCall());
  for (const call of calls) ledger.begin(call);
  await expect.poll(() => errors.length).toBeGreaterThan(0);
  for (const call of calls) ledger.end(call.callId, anEnd());
  away = false;
  await expect.poll(async () => (await rowOf(calls[19]!))?.outcome).toBe('answered');
  await ledger.stop(5_000);
  const rows = await Promise.all(calls.map(rowOf));
  expect(rows.map((row) => row?.outcome)).toEqual(calls.map(() => 'answered'));
  await gone.close(100);
});

test('keeps no more rows than it may while the database is away, and gives up when it must stop', async () => {
  const errors: unknown[] = [];
  const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { statementLimitMs: 100 });
  const onError = (error: unknown) => errors.push(error);
  const ledger = postgresModelLedger(gone.db, {
    intervalMs: 1,
    retryMs: 5,
    mostWaiting: 2,
    onError,
  });
  for (let n = 0; n < 3; n++) ledger.begin(aCall());
  expect(String(errors[0])).toContain('the oldest is lost');
  await ledger.stop(50);
  await gone.close(100);
});

test('says of a call whose process died that it is lost, and what it may have cost', async () => {
  const { storeId, visitorId } = await aVisitor();
  const settings = StoreSettings.parse({ day_budget_micros: 1_000 });
  const store = await createStore(database, { key: `shop-${newId()}`, settings });
  const budget = postgresModelBudget(database.db, {
    stores: { get: async () => store },
    clock: { now: () => new Date() },
    dayBudgetMicros: undefined,
    holdMs: 1,
  });
  const call = aCall({ storeId, visitorId, turnId: newId() });
  const [unpriced, running] = [{ ...aCall(), startedAt: new Date(Date.now() - 120_000) }, aCall()];
  const dead = postgresModelLedger(database.db, { onError: fail });
  for (const each of [call, unpriced, running]) dead.begin(each);
  await dead.stop(5_000);
  await budget.reserve({ callId: call.callId, caller: call.caller, micros: 450 });

  const lostCalls = postgresLostCalls(database.db, { lostAfterMs: 60_000 });
  await expect
    .poll(async () => {
      await lostCalls.end();
      return (await rowOf(call))?.outcome;
    })
    .toBe('lost');
  expect(await rowOf(call)).toMatchObject({ cost_micros: 450 });
  expect(await rowOf(unpriced)).toMatchObject({ outcome: 'lost', cost_micros: null });
  expect(await rowOf(running)).toMatchObject({ outcome: null });
});
