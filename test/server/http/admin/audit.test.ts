import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../../server/shop/store.ts';
import type { AdminAuditEntry } from '../../../../shared/admin-audit.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import { type AdminApp, adminApp, EMAIL } from './admin-app.ts';
import { aProduct, putProducts } from './admin-fixtures.ts';

type Call = { headers?: Record<string, string>; body?: unknown; version?: number };

let database: TestDatabase;
let admin: AdminApp;
let store: Store;
let owner: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database);
  store = await createStore(database, { key: 'shop' });
  owner = await admin.signedIn();
});
afterAll(() => database[Symbol.asyncDispose]());

async function send([method, path]: [string, string], call: Call = {}) {
  const { headers = owner, body, version } = call;
  const response = await admin.call(`/admin/api${path}`, {
    method,
    headers: { ...headers, ...(version !== undefined && { 'if-match': `"${version}"` }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

async function history(query = ''): Promise<AdminAuditEntry[]> {
  const { body } = await send(['GET', `/stores/shop/audit${query}`]);
  return body.entries;
}

const undo = (id: string) => send(['POST', `/stores/shop/audit/${id}/undo`]);

async function product(title: string) {
  await putProducts(database, store, [aProduct({ title })]);
  const [row] = await database.sql`select id from product where title = ${title}`;
  const path = `/stores/shop/products/${row?.id}`;
  const read = async () => (await send(['GET', path])).body;
  return { id: row?.id as string, path, read };
}

describe('the history', () => {
  it('tells who changed what, from what and to what', async () => {
    const { id, path } = await product('Lantern');
    await send(['PATCH', path], { version: 1, body: { title: 'Lamp' } });
    const [entry] = await history();
    expect(entry).toMatchObject({
      actor: { kind: 'person', name: EMAIL },
      action: 'product.change',
      subject: { id, name: 'Lamp' },
      before: { title: 'Lantern' },
      after: { title: 'Lamp' },
      undoes: null,
      undone_by: null,
      can_undo: true,
    });
  });

  it('names the key of a machine', async () => {
    const { path } = await product('Mug');
    const headers = await admin.apiKey(store.id, ['catalog:write']);
    await send(['PATCH', path], { headers, version: 1, body: { title: 'Cup' } });
    const [entry] = await history();
    expect(entry?.actor).toMatchObject({ kind: 'key', name: 'test' });
  });

  it('is narrowed to somebody, to a kind of thing and to one thing, page by page', async () => {
    const { id, path } = await product('Rope');
    let version = 1;
    for (let count = 0; count < 52; count++) {
      const body = { title: `Rope ${count}` };
      version = (await send(['PATCH', path], { version, body })).body.version;
    }
    const first = await send(['GET', `/stores/shop/audit?subject=${id}`]);
    expect(first.body.entries).toHaveLength(50);
    const next = `/stores/shop/audit?subject=${id}&cursor=${first.body.next_cursor}`;
    const second = await send(['GET', next]);
    expect(second.body.entries.map((entry: AdminAuditEntry) => entry.after)).toEqual([
      { title: 'Rope 1' },
      { title: 'Rope 0' },
    ]);
    expect(second.body.next_cursor).toBeNull();
    expect(await history('?thing=coupon')).toEqual([]);
    const { body: names } = await send(['GET', '/stores/shop/audit/actors']);
    const me = names.actors.find((actor: { name: string }) => actor.name === EMAIL);
    expect(await history(`?actor=${me.id}&thing=product`)).toHaveLength(50);
    expect((await send(['GET', '/stores/shop/audit?cursor=x'])).status).toBe(400);
    expect((await send(['GET', '/stores/shop/audit?nonsense=1'])).status).toBe(400);
    expect((await send(['GET', '/stores/shop/audit?subject=%00'])).status).toBe(400);
  });

  it('keeps what belongs to the installation apart, for owners', async () => {
    await send(['POST', '/invitations'], { body: { email: 'mai@shop.example', role: 'viewer' } });
    const { body } = await send(['GET', '/audit?thing=people']);
    expect(body.entries[0]).toMatchObject({
      action: 'people.invite',
      subject: { name: 'mai@shop.example' },
      after: { role: 'viewer' },
      can_undo: false,
    });
    expect(await history('?thing=people')).toEqual([]);
    expect((await send(['POST', `/audit/${body.entries[0].id}/undo`])).status).toBe(409);
  });

  it('of another store is not there', async () => {
    await createStore(database, { key: 'other' });
    const [entry] = await history();
    const foreign = await send(['POST', `/stores/other/audit/${entry?.id}/undo`]);
    expect(foreign.status).toBe(404);
    expect((await send(['POST', '/stores/shop/audit/0/undo'])).status).toBe(404);
  });
});

describe('undo', () => {
  it('takes a change back, is written down, and can be taken back itself', async () => {
    const { path, read } = await product('Stove');
    await send(['PATCH', path], { version: 1, body: { title: 'Burner', brand: 'Ember' } });
    const [change] = await history();
    expect((await undo(change?.id ?? '')).body).toEqual({ undone: 1, refused: [] });
    expect(await read()).toMatchObject({ title: 'Stove', brand: null });
    const [undoing, changed] = await history();
    expect(undoing).toMatchObject({ undoes: change?.id, can_undo: true });
    expect(changed).toMatchObject({ undone_by: undoing?.id, can_undo: false });
    expect((await undo(change?.id ?? '')).status).toBe(409);
    expect((await undo(undoing?.id ?? '')).status).toBe(200);
    expect(await read()).toMatchObject({ title: 'Burner', brand: 'Ember' });
  });

  it('refuses what was changed since, and changes nothing', async () => {
    const { path, read } = await product('Bowl');
    const { body } = await send(['PATCH', path], { version: 1, body: { title: 'Dish' } });
    const [first] = await history();
    await send(['PATCH', path], { version: body.version, body: { title: 'Plate' } });
    expect((await undo(first?.id ?? '')).status).toBe(412);
    expect((await read()).title).toBe('Plate');
  });

  it('takes back a change of what an import brought and nobody could type', async () => {
    const odd = { title: ' Odd ', handle: 'odd one', tags: [' '], categories: [{ value: ' ' }] };
    await putProducts(database, store, [aProduct(odd)]);
    const [row] = await database.sql`select id from product where handle = 'odd one'`;
    const path = `/stores/shop/products/${row?.id}`;
    const body = { title: 'Even', handle: 'even', tags: [], categories: [] };
    expect((await send(['PATCH', path], { version: 1, body })).status).toBe(200);
    const [entry] = await history();
    expect((await undo(entry?.id ?? '')).status).toBe(200);
    const was = { ...odd, categories: [' '] };
    expect((await send(['GET', path])).body).toMatchObject(was);
  });

  it('makes a deleted product again, and deletes one that was made', async () => {
    const { path, read } = await product('Chair');
    const whole = await read();
    expect((await send(['DELETE', path], { version: whole.version })).status).toBe(204);
    const [deleted] = await history();
    expect((await undo(deleted?.id ?? '')).status).toBe(200);
    expect(await read()).toMatchObject({ id: whole.id, title: 'Chair', variants: whole.variants });
    const [restored] = await history();
    expect((await undo(restored?.id ?? '')).status).toBe(200);
    expect((await send(['GET', path])).status).toBe(404);
  });

  it('makes a deleted coupon again', async () => {
    const draft = { code: 'TEN', title: 'Ten off', discount: { kind: 'amount', amount: 1_000 } };
    const { body: made } = await send(['POST', '/stores/shop/coupons'], { body: draft });
    const path = `/stores/shop/coupons/${made.id}`;
    expect((await send(['DELETE', path], { version: made.version })).status).toBe(204);
    const [deleted] = await history('?thing=coupon');
    expect((await undo(deleted?.id ?? '')).status).toBe(200);
    const { body } = await send(['GET', '/stores/shop/coupons']);
    expect(body.coupons).toMatchObject([draft]);
  });

  it('sets settings and prices of models as they were', async () => {
    const settings = '/stores/shop/settings';
    const before = (await send(['GET', settings])).body;
    const change = { greeting: 'Hello', name: 'Renamed', theme: { accent: '#123456' } };
    await send(['PATCH', settings], { version: before.version, body: change });
    const [entry] = await history('?thing=settings');
    expect(entry?.before).toEqual({
      greeting: before.greeting,
      name: before.name,
      theme: { accent: before.theme.accent },
    });
    expect((await undo(entry?.id ?? '')).status).toBe(200);
    expect((await send(['GET', settings])).body).toEqual({
      ...before,
      version: before.version + 2,
    });

    const price = { input_micros: 150_000, output_micros: 600_000, cached_input_micros: null };
    await send(['PUT', '/model-prices?model=small'], { version: 0, body: price });
    const undoNewest = async () => {
      const { body } = await send(['GET', '/audit?thing=model_price']);
      return (await send(['POST', `/audit/${body.entries[0].id}/undo`])).status;
    };
    const prices = async () =>
      (await send(['GET', '/model-prices'])).body.models.map(
        (model: { price: unknown }) => model.price,
      );
    expect(await undoNewest()).toBe(200);
    expect(await prices()).not.toContainEqual(price);
    expect(await undoNewest()).toBe(200);
    expect(await prices()).toContainEqual(price);
  });

  it('takes a group back together, and tells what of it could not be', async () => {
    const [one, two] = [await product('Left boot'), await product('Right boot')];
    const body = {
      products: [
        { id: one.id, version: 1 },
        { id: two.id, version: 1 },
      ],
      change: { price: { kind: 'percent', basis_points: -1_000 } },
    };
    const bulk = await send(['POST', '/stores/shop/products/bulk'], { body });
    expect(bulk.body).toMatchObject({ results: [{ result: 'changed' }, { result: 'changed' }] });
    const [group, older] = await history();
    expect(group?.group?.size).toBe(2);
    expect(older?.group?.id).not.toBe(group?.group?.id);
    expect(await history(`?group=${group?.group?.id}`)).toHaveLength(2);
    await send(['PATCH', one.path], { version: 2, body: { title: 'Left shoe' } });
    const result = await undo(group?.id ?? '');
    expect(result.body).toMatchObject({
      undone: 1,
      refused: [{ name: 'Left boot', code: 'version_conflict' }],
    });
    expect((await two.read()).variants[0].price).toBe(19_900);
  });
});
