import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemFromError } from '../../../server/http/problem-response.ts';
import { stockHookRoutes } from '../../../server/http/stock-hook-routes.ts';
import { postgresCatalog } from '../../../server/postgres/catalog/catalog.ts';
import { postgresProductEditor } from '../../../server/postgres/catalog/product-editor.ts';
import { forgetRequests } from '../../../server/postgres/machines/only-once.ts';
import { postgresStockPushes } from '../../../server/postgres/machines/stock-pushes.ts';
import { postgresWebhookSecrets } from '../../../server/postgres/machines/webhook-secrets.ts';
import { postgresStores } from '../../../server/postgres/stores/stores.ts';
import type { Store } from '../../../server/shop/store.ts';
import type { AdminProduct, NewProduct } from '../../../shared/admin-products.ts';
import { StockPushResponse } from '../../../shared/machine.ts';
import { Problem } from '../../../shared/problem.ts';
import { fakeRateLimits } from '../../fakes/fake-rate-limits.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';
import { createStore } from '../../support/visitors.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
const clock = { now: () => NOW };
const actor = { kind: 'person', name: 'owner@shop.example' } as const;

let database: TestDatabase;
let store: Store;
let hook: ReturnType<typeof stockHookRoutes>;
let secret: Buffer;
const unexpected: unknown[] = [];
beforeAll(async () => {
  database = await testDatabase();
  store = await createStore(database);
  await createStore(database, { key: 'silent' });
  const { db } = database;
  const secrets = postgresWebhookSecrets(db);
  secret = (await secrets.add(store.id, actor)).secret;
  const pushes = postgresStockPushes(db, { clock });
  hook = stockHookRoutes({
    stores: postgresStores(db),
    secrets,
    pushes,
    clock,
    rateLimits: fakeRateLimits(clock),
    addressOf: (context) => context.req.header('x-from') ?? 'everybody',
  });
  hook.onError((error, context) =>
    problemFromError(context, error, (cause) => unexpected.push(cause)),
  );
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  expect(unexpected).toEqual([]);
});

interface Message {
  id?: string;
  key?: Buffer;
  at?: Date;
  to?: string;
  from?: string;
  signature?: (right: string) => string;
}

let messages = 0;

function send(body: unknown, message: Message = {}) {
  messages += 1;
  const {
    id = `msg_${messages}`,
    key = secret,
    at = NOW,
    to = 'test-shop',
    from = 'here',
  } = message;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  const signature = (message.signature ?? ((right) => right))(`v1,${mac}`);
  return hook.request(`/v1/hooks/${to}/stock`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-from': from,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    },
    body: text,
  });
}

async function pushed(body: unknown, message?: Message) {
  const response = await send(body, message);
  expect([response.status, response.ok ? '' : await response.text()]).toEqual([200, '']);
  return StockPushResponse.parse(await response.json()).results;
}

let products = 0;

async function made(variants: NewProduct['variants']): Promise<AdminProduct> {
  products += 1;
  const editor = postgresProductEditor(database.db);
  return await editor.create(store.id, { title: `Tent ${products}`, variants }, { actor });
}

async function read({ id }: { id: string }) {
  const found = await postgresProductEditor(database.db).get(store.id, id);
  if (!found) throw new Error('it is gone');
  return found;
}

const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000).toISOString();

describe('a signed push', () => {
  it('changes stock and prices by SKU, foreign id and id, each with a result', async () => {
    const tent = await made([
      { price: 900, sku: 'A', stock: 5 },
      { price: 900, sku: 'B', title: 'B', external_id: 'erp-7', list_price: 1_000 },
    ]);
    const [a, b] = tent.variants.map(({ id }) => id);
    const results = await pushed([
      { sku: 'A', stock: 0 },
      { external_id: 'erp-7', price: 800, list_price: null, available: false },
      { variant_id: a, stock: 0 },
      { sku: 'none', stock: 1 },
      { variant_id: b, list_price: 1 },
    ]);
    expect(results.map(({ result }) => result)).toEqual([
      'changed',
      'changed',
      'unchanged',
      'not_found',
      'refused',
    ]);
    const after = await read(tent);
    expect(after.variants).toMatchObject([
      { stock: 0, availability: 'out_of_stock' },
      { price: 800, list_price: null, availability: 'out_of_stock' },
    ]);
    const catalog = postgresCatalog(database.db, { publicUrl: 'http://localhost' });
    const found = await catalog.search(store.id, { maxPrice: 800, limit: 10 });
    expect(found.products.map(({ id }) => id)).toContain(tent.id);
  });

  it('is carried out once, also when it comes twice at the same time', async () => {
    await made([{ price: 1, sku: 'ONCE', stock: 5 }]);
    const body = [{ sku: 'ONCE', stock: 4 }];
    const both = await Promise.all([pushed(body, { id: 'same' }), pushed(body, { id: 'same' })]);
    expect(both[0]).toEqual(both[1]);
    await pushed([{ sku: 'ONCE', stock: 3 }]);
    expect(await pushed(body, { id: 'same', at: new Date(minutes(1)) })).toEqual(both[0]);
    expect(await pushed([{ sku: 'ONCE', stock: 3 }])).toMatchObject([{ result: 'unchanged' }]);
    const other = await send([{ sku: 'ONCE', stock: 9 }], { id: 'same' });
    expect(Problem.parse(await other.json())).toMatchObject({
      status: 409,
      code: 'idempotency_conflict',
    });
    await forgetRequests(database.db, new Date(Date.now() + 1_000));
    expect(await pushed(body, { id: 'same' })).toMatchObject([{ result: 'changed' }]);
  });

  it('ignores what is older than what is known, of stock and price apart', async () => {
    const tent = await made([{ price: 100, sku: 'LATE', stock: 5 }]);
    await pushed([{ sku: 'LATE', stock: 3, at: minutes(-2) }]);
    const [late] = await pushed([{ sku: 'LATE', stock: 9, price: 90, at: minutes(-60) }]);
    // The merchant made the product after that moment by the clock of the database.
    expect(late?.result).toBe('changed');
    expect((await read(tent)).variants).toMatchObject([{ stock: 3, price: 90 }]);
    expect(await pushed([{ sku: 'LATE', stock: 9, at: minutes(-3) }])).toMatchObject([
      { result: 'ignored' },
    ]);
    expect(await pushed([{ sku: 'LATE', stock: 9, at: minutes(60) }])).toMatchObject([
      { result: 'refused', detail: 'at is in the future' },
    ]);
  });

  it('does not make a description stale that is being written, but the cells that it changed', async () => {
    const tent = await made([
      { price: 100, sku: 'S-1', stock: 5 },
      { price: 100, sku: 'S-2', stock: 5, title: 'L' },
    ]);
    const [first, second] = tent.variants.map(({ id }) => id) as [string, string];
    await pushed([{ sku: 'S-1', stock: 4 }]);
    await pushed([{ sku: 'S-1', stock: 3 }]);
    const editor = postgresProductEditor(database.db);
    const change = (version: number, body: object) =>
      editor.change(store.id, tent.id, { version, change: body, actor });
    await expect(change(1, { variants: [{ id: first, stock: 9 }] })).rejects.toMatchObject({
      code: 'version_conflict',
    });
    const described = await change(1, {
      description: 'Warm.',
      variants: [{ id: second, price: 90 }],
    });
    expect(described).toMatchObject({ version: 4, description: 'Warm.' });
    // An edit came in between: now everything before it is stale.
    await expect(change(2, { title: 'x' })).rejects.toMatchObject({ code: 'version_conflict' });
    await pushed([{ sku: 'S-1', stock: 2 }]);
    await expect(change(3, { title: 'x' })).rejects.toMatchObject({ code: 'version_conflict' });
    expect(await change(4, { title: 'Tarp' })).toMatchObject({ version: 6, title: 'Tarp' });
  });
});

describe('a push is refused', () => {
  const body = [{ sku: 'A', stock: 1 }];

  it.each<[string, Message]>([
    ['with another key', { key: Buffer.alloc(32) }],
    ['without a signature', { signature: () => '' }],
    ['with half a signature', { signature: (right) => right.slice(0, 20) }],
    ['with a signature of another version', { signature: (right) => right.replace('v1', 'v2') }],
    ['six minutes old', { at: new Date(minutes(-6)) }],
    ['six minutes early', { at: new Date(minutes(6)) }],
    ['for a store that has no secret', { to: 'silent' }],
    ['for a store that does not exist', { to: 'nowhere' }],
    ['with an id that no header may have', { id: 'a b' }],
  ])('%s, and every time alike', async (_, message) => {
    const response = await send(body, message);
    const { status, code, detail } = Problem.parse(await response.json());
    expect([status, code, detail]).toEqual([
      401,
      'unauthorized',
      'The message is not signed, or not in these minutes.',
    ]);
  });

  it.each([
    ['a negative stock', '[{"sku":"A","stock":-1}]'],
    ['a price beyond 2^53', '[{"sku":"A","price":9007199254740993}]'],
    ['a number that is none', '[{"sku":"A","price":NaN}]'],
    ['a NUL', '[{"sku":"A\\u0000","stock":1}]'],
    ['half a character', '[{"sku":"\\ud800","stock":1}]'],
    ['nothing to say', '[{"sku":"A"}]'],
    ['two names', '[{"sku":"A","external_id":"B","stock":1}]'],
    ['a date without a zone', '[{"sku":"A","stock":1,"at":"2026-03-04T05:06:07"}]'],
    ['no list', '{"sku":"A"}'],
    ['no pushes', '[]'],
  ])('with %s', async (_, text) => {
    expect((await send(text)).status).toBe(400);
  });

  it('after sixty of an address that were not signed, until the minute is over; others go on', async () => {
    const { variants } = await made([{ price: 100, sku: 'LIMITED' }]);
    const right = [{ variant_id: variants[0]?.id, stock: 5 }];
    for (let count = 0; count < 70; count += 1)
      expect((await send(right, { from: 'shop' })).ok).toBe(true);
    const wrong = Array.from({ length: 61 }, () =>
      send(right, { from: 'guesser', signature: () => 'v1,AAAA' }),
    );
    const statuses = (await Promise.all(wrong)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    const late = await send(right, { from: 'guesser' });
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send(right, { from: 'shop' })).status).toBe(200);
  });

  it('with ten megabytes or a thousand and one pushes', async () => {
    expect((await send(`[${' '.repeat(10_000_000)}]`)).status).toBe(413);
    const many = Array.from({ length: 1_001 }, () => ({ sku: 'A', stock: 1 }));
    expect((await send(many)).status).toBe(400);
  });
});

it('takes both secrets while one is exchanged for the other, and no third', async () => {
  const secrets = postgresWebhookSecrets(database.db);
  const second = await secrets.add(store.id, actor);
  await expect(secrets.add(store.id, actor)).rejects.toMatchObject({ code: 'conflict' });
  const body = [{ sku: 'none', stock: 1 }];
  const withBoth = {
    signature: (right: string) => `v1,${Buffer.alloc(32).toString('base64')} ${right}`,
  };
  for (const key of [secret, second.secret]) await pushed(body, { key, ...withBoth });
  const [, first] = await secrets.list(store.id);
  expect(await secrets.remove(store.id, first?.id ?? '', actor)).toBe(true);
  expect((await send(body)).status).toBe(401);
  await pushed(body, { key: second.secret });
  secret = second.secret;
});
