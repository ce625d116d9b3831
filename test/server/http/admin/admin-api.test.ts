import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import type { Store } from '../../../../server/shop/store.ts';
import {
  AdminConversation,
  AdminConversationPage,
  AdminProduct,
  AdminProductPage,
  AdminSettings,
} from '../../../../shared/admin.ts';
import { AdminCouponList } from '../../../../shared/admin-coupons.ts';
import { Problem } from '../../../../shared/problem.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore, createVisitor } from '../../../support/visitors.ts';
import { type AdminApp, adminApp } from './admin-app.ts';
import { aProduct, HOSTILE_TEXTS, putConversation, putProducts } from './admin-fixtures.ts';

let database: TestDatabase;
let admin: AdminApp;
let store: Store;
let other: Store;
let headers: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database);
  store = await createStore(database);
  other = await createStore(database, { key: 'other-shop' });
  headers = await admin.signedIn();
});
afterAll(() => database[Symbol.asyncDispose]());

const path = (rest: string, key = 'test-shop') => `/admin/api/stores/${key}${rest}`;
const get = (rest: string) => admin.call(path(rest), { headers });

function patch(rest: string, body: unknown, ifMatch?: string): Promise<Response> | Response {
  const match: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch };
  return admin.call(path(rest), {
    method: 'PATCH',
    headers: { ...headers, ...match },
    body: JSON.stringify(body),
  });
}

async function codeOf(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code;
}

async function storedProduct(changes = {}): Promise<AdminProduct> {
  const product = aProduct(changes);
  await putProducts(database, store, [product]);
  const page = AdminProductPage.parse(await (await get(`/products?q=${product.handle}`)).json());
  const row = page.products.find(({ handle }) => handle === product.handle);
  return AdminProduct.parse(await (await get(`/products/${row?.id}`)).json());
}

describe('products', () => {
  it('are listed page by page and each appears once', async () => {
    await using fresh = await testDatabase();
    const shop = await createStore(fresh, { key: 'big' });
    await putProducts(
      fresh,
      shop,
      Array.from({ length: 65 }, (_, index) => aProduct({ title: `Tent ${index % 3}` })),
    );
    const app = await adminApp(fresh);
    const signedIn = await app.signedIn();
    const seen = new Set<string>();
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const query: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
      const response = await app.call(path(`/products${query}`, 'big'), { headers: signedIn });
      const page = AdminProductPage.parse(await response.json());
      for (const { id } of page.products) seen.add(id);
      cursor = page.next_cursor;
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(seen.size).toBe(65);
  });

  it('are found by words, also misspelt, and by a title that was just edited', async () => {
    const product = await storedProduct({ title: 'Kingfisher lantern' });
    const before = AdminProductPage.parse(await (await get('/products?q=kingfsher')).json());
    expect(before.products.map(({ id }) => id)).toContain(product.id);
    await patch(`/products/${product.id}`, { title: 'Nightjar lamp' }, '"1"');
    const after = AdminProductPage.parse(await (await get('/products?q=nightjar')).json());
    expect(after.products.map(({ id }) => id)).toContain(product.id);
  });

  it('change only in the fields that were sent, and answer with the next version', async () => {
    const product = await storedProduct();
    const variantId = product.variants[0]?.id;
    const response = await patch(
      `/products/${product.id}`,
      {
        title: ' Two-person tent ',
        variants: [{ id: variantId, price: 18_950, list_price: 21_000 }],
      },
      '"1"',
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe('"2"');
    const changed = AdminProduct.parse(await response.json());
    expect(changed).toEqual({
      ...product,
      title: 'Two-person tent',
      version: 2,
      updated_at: changed.updated_at,
      variants: [{ ...product.variants[0], price: 18_950, list_price: 21_000 }],
    });
    const [row] =
      await database.sql`select price, available from variant where id = ${variantId ?? ''}`;
    expect(row).toEqual({ price: 18_950, available: true });
  });

  it('go out of stock with the last piece and come back with the next delivery', async () => {
    const product = await storedProduct();
    const id = product.variants[0]?.id ?? '';
    const count = async (stock: number, version: number) => {
      const change = { variants: [{ id, stock }] };
      const response = await patch(`/products/${product.id}`, change, `"${version}"`);
      const saved = AdminProduct.parse(await response.json());
      const shopper = await postgresCatalog(database.db, { publicUrl: 'http://localhost' }).get(
        store.id,
        product.id,
      );
      return [saved.variants[0]?.availability, shopper?.variants[0]?.availability.available];
    };
    expect(await count(0, 1)).toEqual(['out_of_stock', false]);
    expect(await count(3, 2)).toEqual(['in_stock', true]);
  });

  it('can be taken off sale while there are pieces left', async () => {
    const product = await storedProduct();
    const id = product.variants[0]?.id ?? '';
    const variants = [{ id, availability: 'discontinued' }];
    await patch(`/products/${product.id}`, { variants }, '"1"');
    const [row] = await database.sql`
      select stock, available, availability_status from variant where id = ${id}`;
    expect(row).toEqual({ stock: 7, available: false, availability_status: 'discontinued' });
  });

  it('cannot be changed without the version that was read', async () => {
    const product = await storedProduct();
    const response = await patch(`/products/${product.id}`, { title: 'x' });
    expect(response.status).toBe(428);
    expect(await codeOf(response)).toBe('precondition_required');
    for (const tag of ['*', '1', '"x"', 'W/"1"', '']) {
      expect((await patch(`/products/${product.id}`, { title: 'x' }, tag)).status).toBe(400);
    }
  });

  it('refuse a stale edit and keep what is there', async () => {
    const product = await storedProduct();
    await patch(`/products/${product.id}`, { title: 'First' }, '"1"');
    const stale = await patch(`/products/${product.id}`, { title: 'Second' }, '"1"');
    expect(stale.status).toBe(412);
    expect(await codeOf(stale)).toBe('version_conflict');
    const now = AdminProduct.parse(await (await get(`/products/${product.id}`)).json());
    expect(now).toMatchObject({ title: 'First', version: 2 });
  });

  it('let exactly one of many edits of the same version pass', async () => {
    const product = await storedProduct();
    const edits = Array.from({ length: 8 }, (_, index) =>
      patch(`/products/${product.id}`, { title: `Title ${index}` }, '"1"'),
    );
    const statuses = (await Promise.all(edits)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
  });

  it.each([
    ['an unknown field', { stock: 3 }],
    ['another store', { store_id: newId() }],
    ['an empty title', { title: '  ' }],
    ['a NUL', { title: 'a\0b' }],
    ['a price below nothing', { variants: [{ id: newId(), price: -1 }] }],
    ['a fraction of a cent', { variants: [{ id: newId(), price: 1.5 }] }],
    ['a price as text', { variants: [{ id: newId(), price: '100' }] }],
    ['a price that no number can hold', { variants: [{ id: newId(), price: 2 ** 53 }] }],
    ['no variants', { variants: [] }],
    ['an unknown availability', { variants: [{ id: newId(), availability: 'soon' }] }],
    ['a variant of another product', { variants: [{ id: newId(), price: 1 }] }],
    ['an array', []],
    ['null', null],
  ])('refuse %s', async (_, body) => {
    const product = await storedProduct();
    const response = await patch(`/products/${product.id}`, body, '"1"');
    expect(response.status).toBe(400);
    const now = AdminProduct.parse(await (await get(`/products/${product.id}`)).json());
    expect(now.version).toBe(1);
    expect(admin.unexpected).toEqual([]);
  });

  it('refuse a list price below the price', async () => {
    const product = await storedProduct();
    const variants = [{ id: product.variants[0]?.id, list_price: 100 }];
    const response = await patch(`/products/${product.id}`, { variants }, '"1"');
    const problem = Problem.parse(await response.json());
    expect(problem.errors?.[0]?.pointer).toBe('/variants/0/list_price');
  });

  it('of another store look like none at all', async () => {
    const foreign = aProduct();
    await putProducts(database, other, [foreign]);
    const [row] = await database.sql`select id from product where store_id = ${other.id}`;
    const answers = [row?.id, newId(), 'not-an-id', '%00', '1%27'].map(async (id) => {
      const read = await get(`/products/${id}`);
      const write = await patch(`/products/${id}`, { title: 'Mine now' }, '"1"');
      return [read.status, await read.text(), write.status, await write.text()];
    });
    const [first, ...rest] = await Promise.all(answers);
    expect(first?.[0]).toBe(404);
    expect(first?.[2]).toBe(404);
    for (const answer of rest) expect(answer).toEqual(first);
  });

  it('give hostile text back as the very same text', async () => {
    const product = await storedProduct();
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      const tag = `"${index + 1}"`;
      const response = await patch(
        `/products/${product.id}`,
        { title: text, description: text },
        tag,
      );
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await response.json()).toMatchObject({ title: text, description: text });
    }
  });

  it('refuse a cursor that is not theirs', async () => {
    for (const cursor of ['x', '%00', 'e30', `${'a'.repeat(501)}`]) {
      expect((await get(`/products?cursor=${cursor}`)).status).toBe(400);
      expect((await get(`/conversations?cursor=${cursor}`)).status).toBe(400);
    }
    expect(admin.unexpected).toEqual([]);
  });
});

describe('conversations', () => {
  it('show what was said, what was done for it and what it cost', async () => {
    const id = await putConversation(database, store, {
      title: 'Tent for four',
      question: [{ type: 'text', text: 'A tent for four?' }],
      answer: [{ type: 'text', text: 'Yes.', state: 'done' }],
      costMicros: 1_250,
      tools: [
        {
          name: 'search_products',
          input: { query: 'tent' },
          output: { products: [] },
          durationMs: 31,
        },
        { name: 'calculate_discount', input: { coupon_code: 'X' }, error: 'No such coupon.' },
      ],
    });
    const shown = AdminConversation.parse(await (await get(`/conversations/${id}`)).json());
    expect(shown).toMatchObject({
      title: 'Tent for four',
      status: 'done',
      turns: 1,
      input_tokens: 1234,
      output_tokens: 56,
      cost_micros: 1_250,
      has_earlier: false,
    });
    expect(shown.messages.map(({ role, parts }) => [role, parts[0]?.type])).toEqual([
      ['user', 'text'],
      ['assistant', 'text'],
    ]);
    expect(shown.turn_log).toHaveLength(1);
    expect(shown.turn_log[0]).toMatchObject({
      answer_id: shown.messages[1]?.id,
      model: 'demo-1',
      tool_calls: [
        {
          name: 'search_products',
          input: { query: 'tent' },
          output: { products: [] },
          duration_ms: 31,
        },
        { name: 'calculate_discount', output: null, error: 'No such coupon.' },
      ],
    });
  });

  it('begin with what the assistant said by itself, where it did', async () => {
    const said = { question: [{ type: 'text' as const, text: 'Yes' }], answer: [] };
    const [begun, other] = [
      await putConversation(database, store, said),
      await putConversation(database, store, said),
    ];
    await database.sql`
      update turn set context = '{"opening": "Can I help you choose?"}' where conversation_id = ${begun}`;
    const opening = async (id: string) =>
      AdminConversation.parse(await (await get(`/conversations/${id}`)).json()).opening;
    expect([await opening(begun), await opening(other)]).toEqual(['Can I help you choose?', null]);
  });

  it('say why a turn failed', async () => {
    const id = await putConversation(database, store, {
      question: [{ type: 'text', text: 'Hello?' }],
      answer: [],
      failureCode: 'model_timeout',
    });
    const shown = AdminConversation.parse(await (await get(`/conversations/${id}`)).json());
    expect(shown).toMatchObject({ status: 'failed', cost_micros: null });
    expect(shown.turn_log[0]?.failure_code).toBe('model_timeout');
  });

  it('are listed newest first, page by page, also when many have the same time', async () => {
    await using fresh = await testDatabase();
    const shop = await createStore(fresh, { key: 'busy' });
    const { visitorId } = await createVisitor(fresh, shop);
    for (let index = 0; index < 70; index++) {
      const moment = new Date(Date.UTC(2026, 0, 1, 0, Math.floor(index / 40)));
      await fresh.sql`
        insert into conversation (id, store_id, visitor_id, client_id, title, updated_at)
        values (${newId()}, ${shop.id}, ${visitorId}, ${`c${index}`}, ${`c${index}`}, ${moment})`;
    }
    const app = await adminApp(fresh);
    const signedIn = await app.signedIn();
    const titles: string[] = [];
    const times: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
      const response = await app.call(path(`/conversations${query}`, 'busy'), {
        headers: signedIn,
      });
      const page = AdminConversationPage.parse(await response.json());
      titles.push(...page.conversations.map(({ title }) => title));
      times.push(...page.conversations.map(({ updated_at }) => updated_at));
      cursor = page.next_cursor;
    }
    expect(new Set(titles).size).toBe(70);
    expect(titles).toHaveLength(70);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it('of another store look like none at all', async () => {
    const foreign = await putConversation(database, other, {
      question: [{ type: 'text', text: 'A secret' }],
      answer: [],
    });
    const found = await get(`/conversations/${foreign}`);
    const missing = await get(`/conversations/${newId()}`);
    expect(found.status).toBe(404);
    expect(await found.text()).toBe(await missing.text());
    const list = await (await get('/conversations')).text();
    expect(list).not.toContain(foreign);
  });
});

describe('photos', () => {
  it('come with headers that keep them pictures, and only from their own store', async () => {
    const { visitorId } = await createVisitor(database, store);
    const bytes = Buffer.from('not really a picture');
    const id = newId();
    await admin.images.add(
      {
        id,
        storeId: store.id,
        visitorId,
        mediaType: 'image/webp',
        width: 1,
        height: 1,
        bytes: bytes.length,
        sha256: Buffer.alloc(32),
        createdAt: new Date(),
      },
      bytes,
    );
    const response = await get(`/images/${id}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('cache-control')).toContain('no-store');
    const foreign = await admin.call(path(`/images/${id}`, 'other-shop'), { headers });
    expect(foreign.status).toBe(404);
  });
});

describe('settings', () => {
  it('change field by field, and a stale edit is refused', async () => {
    const before = AdminSettings.parse(await (await get('/settings')).json());
    const tag = `"${before.version}"`;
    const change = { greeting: 'Hi!', theme: { accent: '#aa3300' } };
    const response = await patch('/settings', change, tag);
    const after = AdminSettings.parse(await response.json());
    expect(after).toEqual({
      ...before,
      greeting: 'Hi!',
      theme: { ...before.theme, accent: '#aa3300' },
      version: before.version + 1,
    });
    expect((await patch('/settings', { greeting: 'Stale' }, tag)).status).toBe(412);
    expect((await patch('/settings', { greeting: 'Blind' })).status).toBe(428);
  });

  it('hold the budgets of a day, where none and nothing are two things', async () => {
    const { version } = AdminSettings.parse(await (await get('/settings')).json());
    const budgets = { day_budget_micros: 2_500_001, visitor_day_budget_micros: 0 };
    const saved = await patch('/settings', budgets, `"${version}"`);
    expect(AdminSettings.parse(await saved.json())).toMatchObject(budgets);
    const none = await patch('/settings', { day_budget_micros: null }, `"${version + 1}"`);
    expect(AdminSettings.parse(await none.json())).toMatchObject({
      day_budget_micros: null,
      visitor_day_budget_micros: 0,
    });
  });

  it('hold how long conversations are kept, which may be for ever', async () => {
    const { version } = AdminSettings.parse(await (await get('/settings')).json());
    for (const [index, days] of [30, null].entries()) {
      const saved = await patch('/settings', { retention_days: days }, `"${version + index}"`);
      expect(AdminSettings.parse(await saved.json()).retention_days).toBe(days);
    }
  });

  it.each([
    'https://shop.example/',
    'https://shop.example/path',
    'HTTPS://shop.example',
    'shop.example',
    '*',
    'null',
    'javascript:alert(1)',
    'https://user@shop.example',
    'file:///etc/passwd',
    'https://*.shop.example',
  ])('refuse %s as an allowed origin', async (origin) => {
    expect((await patch('/settings', { allowed_origins: [origin] }, '"1"')).status).toBe(400);
  });

  it.each([
    ['the identity secret', { identity_secret: 'mine' }],
    ['an unknown field', { admin: true }],
    ['a colour that is CSS', { theme: { accent: 'red;}' } }],
    ['seven starters', { starters: ['1', '2', '3', '4', '5', '6', '7'] }],
    ['a NUL', { instructions: '\0' }],
    ['half a character', { greeting: '\ud800' }],
    ['a negative budget', { day_budget_micros: -1 }],
    ['half a millionth of a dollar', { visitor_day_budget_micros: 0.5 }],
    ['a budget in words', { day_budget_micros: '2.50' }],
    ['a budget without measure', { day_budget_micros: 1_000_000_000_001 }],
    ['keeping nothing', { retention_days: 0 }],
    ['a wish to speak first without rules', { proactive: { enabled: true } }],
    ['keeping for eleven years', { retention_days: 4_015 }],
    ['keeping for half a day', { retention_days: 0.5 }],
  ])('refuse %s', async (_, change) => {
    expect((await patch('/settings', change, '"1"')).status).toBe(400);
    expect(admin.unexpected).toEqual([]);
  });

  it('never show the identity secret', async () => {
    expect(await (await get('/settings')).text()).not.toContain(store.identitySecret);
  });
});

describe('coupons', () => {
  it('tell what they take off, of what, and whether they work now', async () => {
    await database.sql`
      insert into coupon (id, store_id, code, title, percent_basis_points, percent_cap, minimum_subtotal, category_values)
      values (${newId()}, ${store.id}, 'SAVE10', 'Ten off', 1000, 5000, 10000, ${['Tents']})`;
    await database.sql`
      insert into coupon (id, store_id, code, title, amount, ends_at, usage_limit, times_used)
      values (${newId()}, ${store.id}, 'OLD5', 'Five off', 500, now() - interval '1 day', 10, 3)`;
    await database.sql`
      insert into coupon (id, store_id, code, title, amount) values (${newId()}, ${other.id}, 'THEIRS', 'x', 500)`;
    const { coupons } = AdminCouponList.parse(await (await get('/coupons')).json());
    expect(coupons.map(({ code, state }) => [code, state])).toEqual([
      ['OLD5', 'expired'],
      ['SAVE10', 'active'],
    ]);
    expect(coupons[1]).toMatchObject({
      discount: { kind: 'percent', basis_points: 1000, cap: 5000 },
      minimum_subtotal: 10000,
      scope: { kind: 'categories', values: ['Tents'] },
    });
  });
});

describe('bodies', () => {
  it('that are too large or no JSON are refused', async () => {
    const product = await storedProduct();
    const large = await patch(
      `/products/${product.id}`,
      { description: 'x'.repeat(9_000_000) },
      '"1"',
    );
    expect(large.status).toBe(413);
    const broken = await admin.call(path(`/products/${product.id}`), {
      method: 'PATCH',
      headers: { ...headers, 'if-match': '"1"' },
      body: '{"title":',
    });
    expect(broken.status).toBe(400);
    expect(admin.unexpected).toEqual([]);
  });
});
