import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogPictureRoutes } from '../../../../server/http/catalog-picture-routes.ts';
import { catalogPictureId } from '../../../../server/images/matching/catalog-picture-url.ts';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import { postgresProductBulkEditor } from '../../../../server/postgres/catalog/product-bulk-editor.ts';
import { postgresProductEditor } from '../../../../server/postgres/catalog/product-editor.ts';
import { pictureJobs } from '../../../../server/retention/picture-jobs.ts';
import type { Store } from '../../../../server/shop/store.ts';
import {
  AdminProduct,
  AdminProductPage,
  BulkResponse,
  type NewProduct,
  ProductPreview,
  UploadedMedia,
} from '../../../../shared/admin-products.ts';
import { Problem } from '../../../../shared/problem.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import { drawing } from '../../images/decoder/drawings.ts';
import { type AdminApp, adminApp } from './admin-app.ts';

let database: TestDatabase;
let admin: AdminApp;
let store: Store;
let headers: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database);
  store = await createStore(database);
  await createStore(database, { key: 'other-shop' });
  headers = await admin.signedIn();
});
afterAll(() => database[Symbol.asyncDispose]());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

async function call(method: Method, rest: string, options: { body?: unknown; at?: number } = {}) {
  const { body, at } = options;
  const match: Record<string, string> = at === undefined ? {} : { 'if-match': `"${at}"` };
  return await admin.call(`/admin/api/stores/test-shop${rest}`, {
    method,
    headers: { ...headers, ...match },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function made(product: NewProduct): Promise<AdminProduct> {
  const response = await call('POST', '/products', { body: product });
  expect(response.status).toBe(201);
  return AdminProduct.parse(await response.json());
}

async function changed(product: AdminProduct, body: unknown): Promise<AdminProduct> {
  const response = await call('PATCH', `/products/${product.id}`, { body, at: product.version });
  expect([response.status, response.status === 200 ? '' : await response.text()]).toEqual([
    200,
    '',
  ]);
  return AdminProduct.parse(await response.json());
}

async function refusal(response: Response) {
  const { status, code, errors = [] } = Problem.parse(await response.json());
  return { status, code, pointers: errors.map(({ pointer }) => pointer) };
}

const RED = { name: 'Colour', label: 'Red' };
const BLUE = { name: 'Colour', label: 'Blue' };
const shirt: NewProduct = {
  title: 'Merino shirt',
  options: [{ name: 'Colour', values: [{ label: 'Red' }, { label: 'Blue' }] }],
  variants: [
    { price: 4_900, options: [RED] },
    { price: 4_900, options: [BLUE] },
  ],
};

describe('a new product', () => {
  it('gets a handle of its title, titles of its options, and is found at once', async () => {
    const first = await made({ title: 'Lều Đôi Siêu Nhẹ', variants: [{ price: 19_900 }] });
    const second = await made({ title: 'Lều Đôi Siêu Nhẹ', variants: [{ price: 1 }] });
    expect([first.handle, second.handle]).toEqual(['leu-doi-sieu-nhe', 'leu-doi-sieu-nhe-2']);
    expect(first.variants[0]).toMatchObject({ title: 'Default', availability: 'in_stock' });
    const catalog = postgresCatalog(database.db, { publicUrl: 'http://localhost' });
    const page = await catalog.search(store.id, { text: 'leu doi', limit: 10 });
    expect(page.products.map(({ id }) => id)).toEqual(
      expect.arrayContaining([first.id, second.id]),
    );
    expect((await made(shirt)).variants.map(({ title }) => title)).toEqual(['Red', 'Blue']);
  });

  it('says which product has its handle or SKU already', async () => {
    await made({ title: 'Kettle', handle: 'kettle', variants: [{ price: 1, sku: 'K-1' }] });
    for (const [change, pointer] of [
      [{ handle: 'kettle' }, '/handle'],
      [{ variants: [{ price: 1, sku: 'K-1' }] }, '/variants'],
    ] as const) {
      const body = { title: 'Another', variants: [{ price: 1 }], ...change };
      const response = await call('POST', '/products', { body });
      const problem = Problem.parse(await response.json());
      expect([problem.status, problem.code]).toEqual([409, 'conflict']);
      expect(problem.errors).toEqual([{ pointer, detail: problem.detail }]);
      expect(problem.detail).toContain('"Kettle"');
    }
  });

  it.each([
    ['a price that is no number', { price: Number.NaN }],
    ['a price beyond 2^53', { price: 2 ** 53 }],
    ['a price below zero', { price: -1 }],
    ['half a cent', { price: 0.5 }],
    ['more pieces than can be counted', { price: 1, stock: 2_147_483_648 }],
    ['a NUL in a SKU', { price: 1, sku: 'a\0b' }],
    ['half a character in a title', { price: 1, title: '\ud800' }],
    ['a picture that is a script', { price: 1, media: [{ type: 'image', url: 'javascript:x' }] }],
    ['a field that does not exist', { price: 1, colour: 'red' }],
  ])('is refused with %s', async (_, variant) => {
    const body = { title: 'Wrong', variants: [variant] };
    const { status, pointers } = await refusal(await call('POST', '/products', { body }));
    expect(status).toBe(400);
    expect(pointers[0]).toMatch(/^\/variants\/0/);
  });

  it('is refused with ten thousand variants, or ten megabytes', async () => {
    const variants = Array.from({ length: 10_000 }, () => ({ price: 1 }));
    const many = await call('POST', '/products', { body: { title: 'Many', variants } });
    expect((await refusal(many)).status).toBe(400);
    const body = { title: 'Long', description: 'x'.repeat(10_000_000), variants: [{ price: 1 }] };
    expect(await refusal(await call('POST', '/products', { body }))).toMatchObject({
      status: 413,
      code: 'payload_too_large',
    });
    expect(admin.unexpected).toEqual([]);
  });
});

describe('a change', () => {
  it('replaces every field that it names', async () => {
    const product = await made({ title: 'Stove', variants: [{ price: 5_000 }] });
    const fields = {
      title: 'Gas stove',
      handle: 'gas-stove',
      description: 'Boils a litre in three minutes.',
      brand: 'Fjordlys',
      url: 'https://shop.example/gas-stove',
      tags: ['camping', 'gas'],
      categories: ['Camping > Cooking', 'Gifts'],
      attributes: [
        { name: 'Weight', value: '300 g' },
        { name: 'Fuel', value: 'Gas' },
      ],
      media: [
        { type: 'image', url: '/media/a.webp', alt_text: 'From the front', width: 3, height: 2 },
        { type: 'image', url: 'https://cdn.example/b.jpg' },
      ],
    };
    const after = await changed(product, fields);
    expect(after).toMatchObject({ ...fields, version: 2 });
    const reordered = await changed(after, { media: fields.media.toReversed(), tags: [] });
    expect(reordered.media).toEqual(fields.media.toReversed());
    expect(reordered.tags).toEqual([]);
    expect(reordered.categories).toEqual(fields.categories);
  });

  it('renames options and values, and the variants follow', async () => {
    const product = await made(shirt);
    const options = [
      {
        name: 'Color',
        was: 'Colour',
        values: [{ label: 'Crimson', was: 'Red' }, { label: 'Blue' }],
      },
    ];
    const after = await changed(product, { options });
    expect(after.variants.map(({ title, options }) => [title, options[0]])).toEqual([
      ['Crimson', { name: 'Color', label: 'Crimson' }],
      ['Blue', { name: 'Color', label: 'Blue' }],
    ]);
  });

  it('adds, removes and orders variants', async () => {
    const product = await made(shirt);
    const [red, blue] = product.variants.map(({ id }) => id);
    const added = await changed(product, {
      options: [{ name: 'Colour', values: [{ label: 'Green' }, { label: 'Blue' }] }],
      remove_variants: [red],
      add_variants: [
        { price: 5_900, sku: 'S-G', options: [{ name: 'Colour', label: 'Green' }], stock: 3 },
      ],
    });
    expect(added.variants.map(({ title }) => title)).toEqual(['Blue', 'Green']);
    const green = added.variants[1]?.id;
    const ordered = await changed(added, { variant_order: [green, blue] });
    expect(ordered.variants.map(({ title }) => title)).toEqual(['Green', 'Blue']);
    const swapped = await changed(
      await changed(ordered, { variants: [{ id: blue, sku: 'S-B' }] }),
      {
        variants: [
          { id: blue, sku: 'S-G' },
          { id: green, sku: 'S-B' },
        ],
      },
    );
    expect(swapped.variants.map(({ sku }) => sku)).toEqual(['S-B', 'S-G']);
  });

  it('is refused where it does not fit, field by field', async () => {
    const product = await made(shirt);
    const [red, blue] = product.variants.map(({ id }) => id);
    const elsewhere = (await made(shirt)).variants[0]?.id;
    for (const [body, pointers] of [
      [{ variants: [{ id: elsewhere, price: 1 }] }, ['/variants/0/id']],
      [{ variants: [{ id: red, list_price: 1 }] }, ['/variants/0/list_price']],
      [{ variants: [{ id: red, options: [BLUE] }] }, ['/options']],
      [{ add_variants: [{ price: 1, options: [RED] }] }, ['/add_variants/0']],
      [{ options: [{ name: 'Colour', values: [{ label: 'Red' }] }] }, ['/options']],
      [{ remove_variants: [red, blue] }, ['/remove_variants']],
      [{ variant_order: [red] }, ['/variant_order']],
      [
        {
          add_variants: [
            { price: 1, sku: 'D' },
            { price: 1, sku: 'D' },
          ],
        },
        ['/add_variants/0/sku', '/add_variants/1/sku'],
      ],
      [
        {
          attributes: [
            { name: 'a', value: '' },
            { name: 'a', value: '' },
          ],
        },
        ['/attributes/1/name'],
      ],
    ] as const) {
      const response = await call('PATCH', `/products/${product.id}`, { body, at: 1 });
      expect([body, await refusal(response)]).toEqual([
        body,
        { status: 400, code: 'invalid_request', pointers },
      ]);
    }
    expect(AdminProduct.parse(await (await call('GET', `/products/${product.id}`)).json())).toEqual(
      product,
    );
  });
});

describe('what was done', () => {
  async function lastEntry(subject: string) {
    const [entry] = await database.sql`
      select action, before, after, subject_version from audit_entry
      where subject_id = ${subject} order by at desc, id desc limit 1`;
    return entry ?? {};
  }

  it('is written down with the fields that differ, and taken back by sending them', async () => {
    const product = await made(shirt);
    const [red, blue] = product.variants.map(({ id }) => id);
    const after = await changed(product, {
      title: 'Merino tee',
      options: [],
      remove_variants: [red],
      variants: [{ id: blue, price: 3_900, title: 'One colour' }],
    });
    const entry = await lastEntry(product.id);
    expect(entry).toMatchObject({ action: 'product.change', subject_version: 2 });
    expect(Object.keys(entry.after).sort()).toEqual([
      'options',
      'remove_variants',
      'title',
      'variants',
    ]);
    const back = await changed(after, entry.before);
    expect(back).toEqual({ ...product, version: 3, updated_at: back.updated_at });
  });

  it('brings a deleted product back, ids and all', async () => {
    const product = await made({ ...shirt, categories: ['Shirts'], brand: 'Fjordlys' });
    expect((await call('DELETE', `/products/${product.id}`)).status).toBe(428);
    expect((await call('DELETE', `/products/${product.id}`, { at: 7 })).status).toBe(412);
    expect((await call('DELETE', `/products/${product.id}`, { at: 1 })).status).toBe(204);
    expect((await call('GET', `/products/${product.id}`)).status).toBe(404);
    const { before } = await lastEntry(product.id);
    const editor = postgresProductEditor(database.db);
    const actor = { kind: 'person', name: 'owner' } as const;
    const back = await editor.restore(store.id, before, { actor });
    const { created_at, updated_at } = back;
    expect(back).toEqual({ ...product, created_at, updated_at });
  });
});

describe('a bulk edit', () => {
  const bulk = async (given: { id: string; version: number }[], change: unknown) => {
    const products = given.map(({ id, version }) => ({ id, version }));
    const response = await call('POST', '/products/bulk', { body: { products, change } });
    expect(response.status).toBe(200);
    return BulkResponse.parse(await response.json());
  };
  const read = async ({ id }: { id: string }) =>
    AdminProduct.parse(await (await call('GET', `/products/${id}`)).json());

  it('changes each product, tells of those that it cannot, and is one group in the log', async () => {
    const tent = await made({ title: 'Tent', tags: ['old'], variants: [{ price: 20_000 }] });
    const tarp = await made({
      title: 'Tarp',
      variants: [{ price: 999 }, { price: 1_333, title: 'L' }],
    });
    const listed = await made({ title: 'Lamp', variants: [{ price: 100, list_price: 110 }] });
    const stale = await made({ title: 'Stale', variants: [{ price: 100 }] });
    const gone = '00000000-0000-4000-8000-000000000000';
    const { group_id, results } = await bulk(
      [tent, tarp, listed, { id: stale.id, version: 5 }, { id: gone, version: 1 }],
      { price: { kind: 'percent', basis_points: 2_500 }, add_tags: ['new'], remove_tags: ['old'] },
    );
    expect(results).toEqual([
      { id: tent.id, result: 'changed', version: 2 },
      { id: tarp.id, result: 'changed', version: 2 },
      { id: listed.id, result: 'refused', detail: expect.stringContaining('list_price') },
      { id: stale.id, result: 'conflict', version: 1 },
      { id: gone, result: 'not_found' },
    ]);
    expect(await read(tent)).toMatchObject({ tags: ['new'], variants: [{ price: 25_000 }] });
    expect((await read(tarp)).variants.map(({ price }) => price)).toEqual([1_249, 1_666]);
    const entries = await database.sql`
      select subject_id from audit_entry where group_id = ${group_id}`;
    expect(entries.map(({ subject_id }) => subject_id).sort()).toEqual([tent.id, tarp.id].sort());
  });

  it('counts, files and deletes', async () => {
    const box = await made({
      title: 'Box',
      variants: [
        { price: 1, stock: 2 },
        { price: 1, title: 'B' },
      ],
    });
    await bulk([box], {
      stock: { kind: 'add', amount: -5 },
      add_categories: ['Boxes'],
      brand: 'B',
    });
    expect(await read(box)).toMatchObject({
      categories: ['Boxes'],
      brand: 'B',
      variants: [{ stock: 0, availability: 'out_of_stock' }, { stock: null }],
    });
    const { results } = await bulk([{ id: box.id, version: 2 }], { delete: true });
    expect(results).toEqual([{ id: box.id, result: 'deleted' }]);
    expect((await call('GET', `/products/${box.id}`)).status).toBe(404);
    const both = { products: [{ id: box.id, version: 2 }], change: { delete: true, brand: 'x' } };
    expect((await call('POST', '/products/bulk', { body: both })).status).toBe(400);
  });
});

it('tells of a bulk edit that takes too long what is done and what is not', async () => {
  const [first, second] = [
    await made({ title: 'First', variants: [{ price: 1 }] }),
    await made({ title: 'Second', variants: [{ price: 1 }] }),
  ];
  const impatient = postgresProductBulkEditor(database.patient, { atOnce: 1, limitMs: 0 });
  const products = [first, second].map(({ id, version }) => ({ id, version }));
  const actor = { kind: 'system', name: 'test' } as const;
  const { results } = await impatient.change(store.id, { products, change: { brand: 'B' } }, actor);
  expect(results).toEqual([
    { id: first.id, result: 'changed', version: 2 },
    { id: second.id, result: 'refused', detail: expect.stringContaining('time') },
  ]);
  expect((await changed(second, { brand: 'C' })).version).toBe(2);
});

describe('the list', () => {
  const listed = async (query: string, key = 'sorted') => {
    const response = await admin.call(`/admin/api/stores/${key}/products?${query}`, { headers });
    expect(response.status).toBe(200);
    return AdminProductPage.parse(await response.json());
  };
  const titles = async (query: string) => (await listed(query)).products.map(({ title }) => title);

  beforeAll(async () => {
    await createStore(database, { key: 'sorted' });
    const media = [{ type: 'image', url: '/media/a.webp' }];
    for (const body of [
      {
        title: 'Axe',
        brand: 'Fjordlys',
        variants: [
          { price: 300, stock: 1 },
          { price: 700, title: 'L', stock: 2 },
        ],
      },
      { title: 'Bag', description: 'A bag.', media, variants: [{ price: 500, stock: 0 }] },
      { title: 'Cup', categories: ['Camping > Cups'], variants: [{ price: 100 }] },
      {
        title: 'Dish',
        categories: ['Camping'],
        brand: 'fjordlys',
        variants: [{ price: 900, stock: 9, availability: 'discontinued' }],
      },
    ]) {
      const path = '/admin/api/stores/sorted/products';
      const response = await admin.call(path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(201);
    }
  });

  it.each([
    ['', ['Axe', 'Bag', 'Cup', 'Dish']],
    ['sort=-title', ['Dish', 'Cup', 'Bag', 'Axe']],
    ['sort=price', ['Cup', 'Axe', 'Bag', 'Dish']],
    ['sort=-stock', ['Dish', 'Axe', 'Bag', 'Cup']],
    ['sort=updated', ['Axe', 'Bag', 'Cup', 'Dish']],
    ['category=Camping', ['Cup', 'Dish']],
    ['brand=FJORDLYS', ['Axe', 'Dish']],
    ['availability=out_of_stock', ['Bag']],
    ['availability=discontinued', ['Dish']],
    ['stock_below=4&sort=-stock', ['Axe', 'Bag']],
    ['min_price=600&max_price=800', ['Axe']],
    ['missing=picture&sort=-price', ['Dish', 'Axe', 'Cup']],
    ['missing=description', ['Axe', 'Cup', 'Dish']],
    ['missing=category', ['Axe', 'Bag']],
    ['q=cup', ['Cup']],
    ['q=fjordlys&sort=-price', ['Dish', 'Axe']],
  ])('asked %s gives %j', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it.each(['title', '-title', 'price', '-price', 'stock', '-stock', 'updated', '-updated'])(
    'comes in pages by %s, each product once',
    async (sort) => {
      const whole = await titles(`sort=${sort}`);
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await listed(`sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`);
        expect(page.total).toEqual({ count: 4, exact: true });
        seen.push(...page.products.map(({ title }) => title));
        cursor = page.next_cursor;
      }
      expect(seen).toEqual(whole);
    },
  );

  it.each(['9'.repeat(19), '1:2', '', '2026-02-30 00:00:00+00'])(
    'refuses a cursor whose place was made %j',
    async (key) => {
      for (const sort of ['price', 'stock', 'updated']) {
        const { next_cursor } = await listed(`sort=${sort}&limit=1`);
        const said = JSON.parse(Buffer.from(next_cursor ?? '', 'base64url').toString());
        const forged = JSON.stringify({ ...said, end: { ...said.end, key } });
        const cursor = Buffer.from(forged).toString('base64url');
        const path = `/admin/api/stores/sorted/products?sort=${sort}&limit=1&cursor=${cursor}`;
        expect((await admin.call(path, { headers })).status).toBe(400);
      }
    },
  );

  it('shows sums and ranges, and refuses a cursor of another list', async () => {
    const page = await listed('limit=1');
    expect(page.products[0]).toMatchObject({
      stock: 3,
      price_range: { min: 300, max: 700 },
      variant_count: 2,
    });
    for (const query of [
      `cursor=${page.next_cursor}&sort=price`,
      'cursor=x',
      'min_price=1e3',
      'limit=0',
    ]) {
      const path = `/admin/api/stores/sorted/products?${query}`;
      expect((await admin.call(path, { headers })).status).toBe(400);
    }
  });
});

describe('a preview', () => {
  it('shows the card and what the assistant is told, of a draft too', async () => {
    const draft = { ...shirt, brand: 'Fjordlys', description: 'Warm.' };
    const response = await call('POST', '/products/preview?language=vi', { body: draft });
    expect(response.status).toBe(200);
    const preview = ProductPreview.parse(await response.json());
    expect(preview.card).toMatchObject({
      title: 'Merino shirt',
      price_range: { min: { amount: 4_900, currency: 'USD' } },
      options: [{ name: 'Colour', count: 2 }],
    });
    expect(preview.told).toMatchObject({ description: 'Warm.', variants: [{ title: 'Red' }, {}] });
    expect(preview.sentences[0]).toBe('Merino shirt, thương hiệu Fjordlys.');
    const saved = await made(draft);
    const ofSaved = await call('GET', `/products/${saved.id}/preview`);
    expect(ProductPreview.parse(await ofSaved.json()).sentences[1]).toBe('It costs $49.00.');
  });
});

describe('an uploaded picture', () => {
  const upload = async (bytes: Uint8Array, type = 'image/png') =>
    await admin.call('/admin/api/stores/test-shop/media', {
      method: 'POST',
      headers: { ...headers, 'content-type': type },
      body: new Uint8Array(bytes),
    });

  it('is made anew, and refused when it is none', async () => {
    const response = await upload(await drawing(1));
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      type: 'image',
      url: expect.stringMatching(/^\/media\/[0-9a-f-]{36}\.webp$/),
      width: expect.any(Number),
      height: expect.any(Number),
    });
    expect((await refusal(await upload(new TextEncoder().encode('<svg/>')))).code).toBe(
      'unsupported_image',
    );
    expect((await refusal(await upload(new Uint8Array(1), 'text/html'))).code).toBe(
      'unsupported_media_type',
    );
  });

  it('is served to everybody for ever, and nothing but a picture', async () => {
    const { url } = UploadedMedia.parse(await (await upload(await drawing(2))).json());
    const shop = catalogPictureRoutes(admin).onError(() => new Response(null, { status: 404 }));
    const served = await shop.request(url);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    const bytes = Buffer.from(await served.arrayBuffer());
    expect(bytes.subarray(8, 12).toString()).toBe('WEBP');
    for (const path of ['/media/..%2f..%2fetc%2fpasswd', '/media/x.webp', url.toUpperCase()]) {
      expect((await shop.request(path)).ok).toBe(false);
    }
  });

  it('goes after a day when no product shows it, and after a month when none does any more', async () => {
    const uploaded = async () =>
      UploadedMedia.parse(await (await upload(await drawing(3))).json()).url;
    const [unused, used] = [await uploaded(), await uploaded()];
    const media = [{ type: 'image', url: used }];
    const product = await made({ title: 'Shown', media, variants: [{ price: 1 }] });
    const [sweep] = pictureJobs(admin);
    const isThere = async (url: string) =>
      (await admin.pictures.read(catalogPictureId(url) ?? '')) !== undefined;
    const left = () => Promise.all([unused, used].map(isThere));
    const pass = async (hours: number) => {
      admin.clock.passMinutes(60 * hours);
      await sweep?.run(new AbortController().signal);
      return await left();
    };
    admin.clock.passMinutes(-60 * 24 * 40);
    await database.sql`update catalog_picture set created_at = ${admin.clock.now()}`;
    expect(await pass(23)).toEqual([true, true]);
    expect(await pass(2)).toEqual([false, true]);
    await changed(product, { media: [] });
    expect(await pass(24 * 29)).toEqual([false, true]);
    expect(await pass(24 * 2)).toEqual([false, false]);
    const removals = await database.sql`select count(*)::int as count from image_removal`;
    expect(removals[0]?.count).toBeGreaterThanOrEqual(2);
  });
});
