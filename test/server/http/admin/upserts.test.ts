import { afterAll, beforeAll, expect, it } from 'vitest';
import { linksOf } from '../../../../server/postgres/catalog/catalog-rows.ts';
import { postgresProductUpserts } from '../../../../server/postgres/catalog/product-upserts.ts';
import type { Store } from '../../../../server/shop/store.ts';
import { AdminProduct } from '../../../../shared/admin-products.ts';
import { UpsertResponse, UpsertResult } from '../../../../shared/machine.ts';
import { Problem } from '../../../../shared/problem.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import { type AdminApp, adminApp } from './admin-app.ts';

let database: TestDatabase;
let admin: AdminApp;
let store: Store;
let headers: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database);
  store = await createStore(database);
  headers = await admin.apiKey(store.id);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  expect(admin.unexpected).toEqual([]);
});

const path = (rest: string) => `/admin/api/stores/test-shop/products${rest}`;

async function put(externalId: string, body: unknown) {
  const init = { method: 'PUT', headers, body: JSON.stringify(body) };
  return await admin.call(path(`/by-external-id/${encodeURIComponent(externalId)}`), init);
}

async function batch(products: unknown[], key?: string): Promise<Response> {
  const named: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  const body = JSON.stringify({ products });
  return await admin.call(path('/upsert'), {
    method: 'POST',
    headers: { ...headers, ...named },
    body,
  });
}

async function results(response: Response) {
  expect(response.status).toBe(200);
  return UpsertResponse.parse(await response.json()).results;
}

async function read(id: string): Promise<AdminProduct> {
  return AdminProduct.parse(await (await admin.call(path(`/${id}`), { headers })).json());
}

const usd = (amount: number) => ({ amount, currency: 'USD' });
const variant = (sku: string, amount = 19_900, more = {}) => ({
  sku,
  title: sku,
  price: usd(amount),
  ...more,
});

it('makes a product once and brings it into step, by foreign id', async () => {
  const body = {
    title: 'Trail tent',
    description: { plain: 'Sleeps two.' },
    categories: [{ value: 'Camping > Tents' }],
    tags: ['new'],
    variants: [variant('T-1', 19_900, { id: 'erp-v1', metadata: { stock: 7 } }), variant('T-2')],
    metadata: { brand: 'Fjordlys', attributes: { Weight: '2 kg' }, season: 'summer' },
    rating: { value: 4.5, scale_max: 5 },
  };
  const first = await put('erp/1', body);
  expect(first.status).toBe(201);
  const made = UpsertResult.parse(await first.json());
  expect(made.result).toBe('created');
  expect(UpsertResult.parse(await (await put('erp/1', body)).json())).toEqual({
    ...made,
    result: 'unchanged',
  });
  const { id } = made as { id: string };
  const before = await read(id);
  expect(before).toMatchObject({ external_id: 'erp/1', handle: 'trail-tent', brand: 'Fjordlys' });
  const changed = { ...body, tags: [], variants: [variant('T-1', 18_900, { id: 'erp-v1' })] };
  expect(await (await put('erp/1', changed)).json()).toEqual({ result: 'updated', id, version: 2 });
  const after = await read(id);
  expect(after.variants).toHaveLength(1);
  expect(after.variants[0]).toMatchObject({
    id: before.variants[0]?.id,
    price: 18_900,
    stock: null,
    external_id: 'erp-v1',
  });
  const entries = await database.sql`
    select action, actor_kind from audit_entry where subject_id = ${id} order by at`;
  expect([...entries]).toEqual([
    { action: 'product.create', actor_kind: 'key' },
    { action: 'product.change', actor_kind: 'key' },
  ]);
});

it('finds products by SKU, refuses what does not fit, and goes on', async () => {
  const [made] = await results(await batch([{ title: 'Kettle', variants: [variant('K-1')] }]));
  const answers = await results(
    await batch([
      { title: 'Kettle, steel', variants: [variant('K-1', 2_900)] },
      { title: 'Euro', variants: [{ ...variant('E-1'), price: { amount: 1, currency: 'EUR' } }] },
      { title: 'Both', variants: [variant('K-1'), variant('T-1')] },
      { title: 'Script', url: 'javascript:alert(1)', variants: [variant('J-1')] },
      { title: 'Twice', variants: [variant('D-1'), variant('D-1')] },
      { title: 'Lamp', variants: [variant('L-1')] },
    ]),
  );
  expect(answers.map(({ result }) => result)).toEqual([
    'updated',
    'refused',
    'refused',
    'refused',
    'refused',
    'created',
  ]);
  expect(answers[0]).toMatchObject({ id: (made as { id: string }).id });
  expect(answers[1]).toMatchObject({ errors: [{ pointer: '/variants/0/price/currency' }] });
  expect(answers[3]).toMatchObject({ errors: [{ pointer: '/url' }] });
  const list = await admin.call(path('?q=lamp'), { headers });
  expect(await list.json()).toMatchObject({ products: [{ title: 'Lamp' }] });
});

it('answers the same key with the same results, and another body under it with 409', async () => {
  const products = [{ title: 'Once', variants: [variant('O-1')] }];
  const first = await results(await batch(products, 'run-1'));
  expect(first).toMatchObject([{ result: 'created' }]);
  expect(await results(await batch(products, 'run-1'))).toEqual(first);
  expect(await results(await batch(products))).toMatchObject([{ result: 'unchanged' }]);
  const other = await batch([{ title: 'Other', variants: [variant('O-2')] }], 'run-1');
  expect(Problem.parse(await other.json())).toMatchObject({
    status: 409,
    code: 'idempotency_conflict',
  });
  expect((await batch(products, ' ')).status).toBe(400);
});

it('goes on where it ended when there was no time for all', async () => {
  const impatient = postgresProductUpserts(database.patient, {
    links: linksOf('http://localhost'),
    atOnce: 1,
    limitMs: 0,
  });
  const products = ['P-1', 'P-2', 'P-3'].map((sku) => ({ title: sku, variants: [variant(sku)] }));
  const once = { name: 'slow run', bodyHash: Buffer.from('the body') };
  const actor = { kind: 'system', name: 'test' } as const;
  const run = () => impatient.upsert(store.id, { products, actor, once });
  await expect(run()).rejects.toMatchObject({ code: 'overloaded' });
  const patient = postgresProductUpserts(database.patient, {
    links: linksOf('http://localhost'),
    atOnce: 1,
  });
  const done = await patient.upsert(store.id, { products, actor, once });
  expect(done.map(({ result }) => result)).toEqual(['created', 'created', 'created']);
  const entries = await database.sql`
    select subject_name from audit_entry where subject_name like 'P-%' order by at`;
  expect(entries.map(({ subject_name }) => subject_name)).toEqual(['P-1', 'P-2', 'P-3']);
});

it('answers 409 when a handle or a SKU is that of another product', async () => {
  await put('taken-1', { title: 'Mine', handle: 'mine', variants: [variant('M-1')] });
  for (const body of [
    { title: 'Other', handle: 'mine', variants: [variant('M-2')] },
    { title: 'Other', variants: [variant('M-1')] },
  ]) {
    const response = await put('taken-2', body);
    expect(Problem.parse(await response.json())).toMatchObject({ status: 409, code: 'conflict' });
  }
});

/** `[[[…]]]` */
function nested(levels: number): unknown[] {
  return Array.from({ length: levels }).reduce<unknown[]>((inner) => [inner], []);
}

it('refuses what names it with a NUL, and takes the others', async () => {
  const bad = { title: 'x', variants: [variant('x')], metadata: { external_id: '\0' } };
  const good = { title: 'Cup', variants: [variant('CUP')] };
  const answers = await results(await batch([bad, good]));
  expect(answers.map(({ result }) => result)).toEqual(['refused', 'created']);
  expect((await put('a\0', good)).status).toBe(400);
});

it.each([
  ['no variants', { title: 'x', variants: [] }],
  ['a price that is no number', { title: 'x', variants: [variant('x', Number.NaN)] }],
  ['a price beyond 2^53', { title: 'x', variants: [variant('x', 2 ** 53)] }],
  ['a NUL', { title: 'a\0b', variants: [variant('x')] }],
  ['half a character', { title: '\ud800', variants: [variant('x')] }],
  ['a NUL in a SKU', { title: 'x', variants: [variant('a\0b')] }],
  ['a NUL in what is loose', { title: 'x', variants: [variant('x')], metadata: { a: ['\0'] } }],
  ['lists without end', { title: 'x', variants: [variant('x')], metadata: { a: nested(500) } }],
  [
    'a picture beyond 2^31',
    { title: 'x', variants: [variant('x')], media: [{ type: 'image', url: '/x', width: 2 ** 40 }] },
  ],
  ['an unknown field', { title: 'x', colour: 'red', variants: [variant('x')] }],
])('refuses a product with %s', async (_, body) => {
  expect((await put('bad', body)).status).toBe(400);
});

it('makes a product once when several send it at the same time', async () => {
  const product = { title: 'Kettle', variants: [variant('KETTLE')] };
  const answers = await Promise.all(Array.from({ length: 6 }, () => put('kettle', product)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
});

it('makes the same new products when they come in two orders at the same time', async () => {
  const products = Array.from({ length: 30 }, (_, index) => {
    return { title: `Peg ${index}`, variants: [variant(`PEG-${index}`)] };
  });
  const orders = [products, products.toReversed()];
  const answers = await Promise.all(orders.map(async (order) => results(await batch(order))));
  const made = answers.flat().filter(({ result }) => result === 'created');
  expect([made.length, answers.flat().length]).toEqual([30, 60]);
  expect(answers.flat().some(({ result }) => result === 'refused')).toBe(false);
});
