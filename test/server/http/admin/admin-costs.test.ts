import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../../server/shop/store.ts';
import {
  AdminCosts,
  AdminModelCallList,
  AdminModelList,
  AdminPricedModel,
} from '../../../../shared/admin-costs.ts';
import { Problem } from '../../../../shared/problem.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import { type AdminApp, adminApp } from './admin-app.ts';
import { putConversation } from './admin-fixtures.ts';
import { putModelCall } from './model-call-fixture.ts';

/** Ten in the evening in UTC: in Vietnam five o'clock of the next day. */
const NOW = new Date('2026-03-10T22:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

let database: TestDatabase;
let admin: AdminApp;
let store: Store;
let other: Store;
let headers: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database, {
    start: NOW,
    models: ['small', 'vendor/large:1'],
    dayBudgetMicros: 5_000_000,
  });
  store = await createStore(database, { timeZone: 'Asia/Ho_Chi_Minh' });
  other = await createStore(database, { key: 'other-shop' });
  headers = await admin.signedIn();
});
afterAll(() => database[Symbol.asyncDispose]());

const PRICES = '/admin/api/model-prices';
const PRICE = { input_micros: 150_000, output_micros: 600_000, cached_input_micros: null };

async function models(): Promise<AdminModelList['models']> {
  return AdminModelList.parse(await (await admin.call(PRICES, { headers })).json()).models;
}

function putPrice(
  model: string,
  { price = PRICE, ifMatch }: { price?: unknown; ifMatch?: string },
): Response | Promise<Response> {
  return admin.call(`${PRICES}?${new URLSearchParams({ model })}`, {
    method: 'PUT',
    headers: { ...headers, ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
    body: JSON.stringify(price),
  });
}

function removePrice(model: string, ifMatch?: string): Response | Promise<Response> {
  return admin.call(`${PRICES}?${new URLSearchParams({ model })}`, {
    method: 'DELETE',
    headers: { ...headers, ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
  });
}

async function costs(query = '', key = 'test-shop'): Promise<AdminCosts> {
  const response = await admin.call(`/admin/api/stores/${key}/costs${query}`, { headers });
  return AdminCosts.parse(await response.json());
}

async function codeOf(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code;
}

describe('the price list', () => {
  it('has every model that is configured, was asked lately, or has a price', async () => {
    await putModelCall(database, { model: 'forgotten', startedAt: minutesAgo(100 * 24 * 60) });
    await putModelCall(database, { model: 'tried', startedAt: minutesAgo(5) });
    const list = await models();
    expect(list.map(({ model }) => model)).toEqual([
      'aisle-demo',
      'small',
      'tried',
      'vendor/large:1',
    ]);
    expect(list[0]).toEqual({
      model: 'aisle-demo',
      price: { input_micros: 0, output_micros: 0, cached_input_micros: null },
      version: 1,
      configured: false,
      last_used_at: null,
    });
    expect(list[1]).toMatchObject({ price: null, version: 0, configured: true });
    expect(list[2]).toMatchObject({
      configured: false,
      last_used_at: minutesAgo(5).toISOString(),
    });
  });

  it('takes a first price and its changes, each with the version that was read', async () => {
    const first = await putPrice('vendor/large:1', { ifMatch: '"0"' });
    expect(first.status).toBe(200);
    const { version } = AdminPricedModel.parse(await first.clone().json());
    expect(first.headers.get('etag')).toBe(`"${version}"`);
    expect((await putPrice('vendor/large:1', { ifMatch: '"0"' })).status).toBe(412);

    const cheaper = { ...PRICE, cached_input_micros: 75_001 };
    const second = await putPrice('vendor/large:1', { price: cheaper, ifMatch: `"${version}"` });
    expect(await second.json()).toEqual({
      model: 'vendor/large:1',
      price: cheaper,
      version: version + 1,
    });
    const stale = await putPrice('vendor/large:1', { ifMatch: `"${version}"` });
    expect([stale.status, await codeOf(stale)]).toEqual([412, 'version_conflict']);
    const [row] = await database.sql`
      select cached_input_micros from model_price where model = 'vendor/large:1'`;
    expect(row?.cached_input_micros).toBe(75_001);
  });

  it('lets exactly one of many first prices pass', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => putPrice('raced', { ifMatch: '"0"' })),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  });

  it('forgets a price, and knows the next one from it', async () => {
    const first = AdminPricedModel.parse(await (await putPrice('gone', { ifMatch: '"0"' })).json());
    expect((await removePrice('gone', '"1"')).status).toBe(412);
    expect((await removePrice('gone')).status).toBe(428);
    expect((await removePrice('gone', `"${first.version}"`)).status).toBe(204);
    expect((await removePrice('gone', `"${first.version}"`)).status).toBe(404);
    const edit = await putPrice('gone', { ifMatch: `"${first.version}"` });
    expect(edit.status).toBe(412);
  });

  it('cannot be changed without the version that was read', async () => {
    expect(await codeOf(await putPrice('small', {}))).toBe('precondition_required');
    expect((await putPrice('small', { ifMatch: '*' })).status).toBe(400);
  });

  it.each([
    ['a negative price', { ...PRICE, input_micros: -1 }],
    ['half a millionth', { ...PRICE, input_micros: 0.5 }],
    ['a price in words', { ...PRICE, output_micros: '600000' }],
    ['a price that nobody asks', { ...PRICE, output_micros: 10_000_000_001 }],
    ['half a price', { input_micros: 1 }],
    ['an unknown field', { ...PRICE, currency: 'EUR' }],
  ])('refuses %s', async (_, price) => {
    expect((await putPrice('small', { price, ifMatch: '"0"' })).status).toBe(400);
  });

  it.each(['', ' small', 'a\u0000b', 'a\nb', 'x'.repeat(201)])(
    'takes %j for no model',
    async (model) => {
      expect((await putPrice(model, { ifMatch: '"0"' })).status).toBe(400);
      expect((await removePrice(model, '"1"')).status).toBe(400);
      expect(admin.unexpected).toEqual([]);
    },
  );

  it('is read but not changed by a key that belongs to a store', async () => {
    const key = await admin.apiKey(store.id);
    expect((await admin.call(PRICES, { headers: key })).status).toBe(200);
    for (const method of ['PUT', 'DELETE']) {
      const response = await admin.call(`${PRICES}?model=small`, {
        method,
        headers: { ...key, 'if-match': '"0"' },
        body: method === 'PUT' ? JSON.stringify(PRICE) : undefined,
      });
      expect([method, response.status]).toEqual([method, 403]);
    }
    const whole = { ...(await admin.apiKey()), 'if-match': '"0"' };
    const body = JSON.stringify(PRICE);
    const response = await admin.call(`${PRICES}?model=by-machine`, {
      method: 'PUT',
      headers: whole,
      body,
    });
    expect(response.status).toBe(200);
  });
});

describe('what was spent', () => {
  it('is told by day of the store and by model, the newest first', async () => {
    const storeId = store.id;
    // 23:30 and 00:30 in Vietnam: two days there, one in UTC.
    await putModelCall(database, { storeId, startedAt: minutesAgo(330), firstContentMs: 900 });
    await putModelCall(database, {
      storeId,
      startedAt: minutesAgo(270),
      inputTokens: 2_000,
      cachedInputTokens: 500,
      images: 2,
      firstContentMs: 300,
    });
    await putModelCall(database, {
      storeId,
      startedAt: minutesAgo(200),
      outcome: 'rate_limit',
      inputTokens: 0,
      outputTokens: 0,
      costMicros: 0,
      firstContentMs: null,
    });
    await putModelCall(database, {
      storeId,
      startedAt: minutesAgo(100),
      outcome: 'aborted',
      firstContentMs: 500,
    });
    await putModelCall(database, {
      storeId,
      model: 'relay',
      startedAt: minutesAgo(90),
      costMicros: null,
    });
    await putModelCall(database, { storeId: other.id, startedAt: minutesAgo(90) });
    await putModelCall(database, { startedAt: minutesAgo(90) });

    const { today, days, spend } = await costs();
    expect([today, days]).toEqual(['2026-03-11', 30]);
    expect(spend).toEqual([
      {
        day: '2026-03-11',
        model: 'relay',
        calls: 1,
        failed_calls: 0,
        unpriced_calls: 1,
        input_tokens: 1_000,
        cached_input_tokens: 0,
        output_tokens: 50,
        images: 0,
        cost_micros: null,
        median_first_content_ms: 400,
      },
      {
        day: '2026-03-11',
        model: 'small',
        calls: 3,
        failed_calls: 1,
        unpriced_calls: 0,
        input_tokens: 3_000,
        cached_input_tokens: 500,
        output_tokens: 100,
        images: 2,
        cost_micros: 3_000,
        median_first_content_ms: 400,
      },
      expect.objectContaining({
        day: '2026-03-10',
        calls: 1,
        cost_micros: 1_500,
        median_first_content_ms: 900,
      }),
    ]);
  });

  it('ends with the day that many days ago', async () => {
    expect((await costs('?days=1')).spend.map(({ day }) => day)).toEqual([
      '2026-03-11',
      '2026-03-11',
    ]);
    expect((await costs('?days=92')).days).toBe(92);
  });

  it.each(['0', '93', '1.5', 'x', ''])('cannot be asked for %j days', async (days) => {
    const response = await admin.call(`/admin/api/stores/test-shop/costs?days=${days}`, {
      headers,
    });
    expect(response.status).toBe(400);
    expect(admin.unexpected).toEqual([]);
  });
});

describe('the budgets of today', () => {
  it('are what the ledger adds up to while the store has no limit', async () => {
    const { store: day, visitor_limit_micros } = await costs();
    expect(day).toEqual({ spent_micros: 3_000, reserved_micros: 0, limit_micros: null });
    expect(visitor_limit_micros).toBeNull();
  });

  it('are what was spent and set aside where there is a limit, each in its own day', async () => {
    const settings = { day_budget_micros: 2_000_000, visitor_day_budget_micros: 0 };
    await admin.call('/admin/api/stores/other-shop/settings', {
      method: 'PATCH',
      headers: { ...headers, 'if-match': `"${other.version}"` },
      body: JSON.stringify(settings),
    });
    const nobody = '00000000-0000-0000-0000-000000000000';
    await database.sql`
      insert into model_spend (scope, scope_id, day, spent_micros, reserved_micros) values
        ('store', ${other.id}, '2026-03-10', 700000, 50000),
        ('store', ${other.id}, '2026-03-09', 1, 1),
        ('store', ${store.id}, '2026-03-10', 2, 2),
        ('installation', ${nobody}, '2026-03-10', 900000, 60000),
        ('installation', ${nobody}, '2026-03-11', 3, 3)`;
    const answer = await costs('', 'other-shop');
    expect(answer.store).toEqual({
      spent_micros: 700_000,
      reserved_micros: 50_000,
      limit_micros: 2_000_000,
    });
    expect(answer.visitor_limit_micros).toBe(0);
    expect(answer.installation).toEqual({
      spent_micros: 900_000,
      reserved_micros: 60_000,
      limit_micros: 5_000_000,
    });
  });

  it('of the whole installation are kept from a key that belongs to a store', async () => {
    const key = await admin.apiKey(store.id);
    const response = await admin.call('/admin/api/stores/test-shop/costs', { headers: key });
    expect(AdminCosts.parse(await response.json()).installation).toBeNull();
    const foreign = await admin.call('/admin/api/stores/other-shop/costs', { headers: key });
    expect(foreign.status).toBe(404);
  });
});

describe('the calls of a conversation', () => {
  it('tell which endpoint was asked, what came of it and what it cost', async () => {
    const conversationId = await putConversation(database, store, {
      question: [{ type: 'text', text: 'A tent?' }],
      answer: [{ type: 'text', text: 'Yes.' }],
    });
    const [row] = await database.sql`
      select id from turn where conversation_id = ${conversationId}`;
    const turnId: string = row?.id;
    await putModelCall(database, {
      storeId: store.id,
      turnId,
      endpoint: 'backup.example/small',
      startedAt: minutesAgo(1),
    });
    await putModelCall(database, {
      storeId: store.id,
      turnId,
      outcome: 'overloaded',
      costMicros: null,
      firstContentMs: null,
      startedAt: minutesAgo(2),
    });
    const ask = async (key: string, id: string) => {
      const path = `/admin/api/stores/${key}/conversations/${id}/model-calls`;
      return AdminModelCallList.parse(await (await admin.call(path, { headers })).json()).calls;
    };
    const calls = await ask('test-shop', conversationId);
    expect(calls.map(({ outcome, endpoint }) => [outcome, endpoint])).toEqual([
      ['overloaded', 'api.example/small'],
      ['answered', 'backup.example/small'],
      // What the fixture put there, later.
      ['answered', 'api.example/demo-1'],
      ['answered', 'api.example/demo-1'],
    ]);
    expect(calls[1]).toMatchObject({
      turn_id: turnId,
      model: 'small',
      answered_by: 'small-2026',
      input_tokens: 1_000,
      output_tokens: 50,
      cost_micros: 1_500,
      first_content_ms: 400,
    });
    expect(await ask('other-shop', conversationId)).toEqual([]);
    expect(await ask('test-shop', 'no-id')).toEqual([]);
  });
});
