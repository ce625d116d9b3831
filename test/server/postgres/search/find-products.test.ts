import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import type { Drizzle } from '../../../../server/postgres/connection/database.ts';
import { findProducts } from '../../../../server/postgres/search/find-products.ts';
import type { Catalog, CatalogWriter, ProductQuery } from '../../../../server/shop/catalog.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { makeProduct } from '../../../support/make-product.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
let catalog: Catalog & CatalogWriter;
let storeId: string;
beforeAll(async () => {
  database = await testDatabase();
  catalog = postgresCatalog(database.patient, { publicUrl: 'https://aisle.example' });
  storeId = await insertStore(database);
  await catalog.upsert(storeId, [...LAPTOPS, ...OTHERS]);
});
afterAll(() => database[Symbol.asyncDispose]());

const LAPTOPS = Array.from({ length: 30 }, (_, place) =>
  makeProduct({
    handle: `laptop-${place}`,
    title: `Laptop model ${'abcdefghijklmnopqrstuvwxyzäöüß'[place]}`,
    categories: [{ value: place % 2 ? 'Laptop gaming' : 'Laptop văn phòng' }],
    metadata: {
      brand: place % 3 ? 'Kestria' : 'Vexora',
      attributes: { RAM: `${8 + (place % 2) * 8} GB` },
    },
    price: 100_000 + 1_000 * ((place * 7) % 30),
  }),
);
const OTHERS = [
  makeProduct({
    handle: 'bag',
    title: 'Bag for a laptop',
    categories: [{ value: 'Bags' }],
    price: 2_000,
  }),
  makeProduct({ handle: 'lamp', title: 'Lamp', description: 'Lights up a laptop.', price: 1_500 }),
];

const find = async (query: Partial<ProductQuery>) => {
  const page = await catalog.search(storeId, { limit: 10, ...query });
  return page.products.map(({ handle }) => handle);
};

/** Every handle that the pages of `query` show, with `between` done after each. */
async function allPages(
  { catalog, storeId }: { catalog: Catalog; storeId: string },
  query: Partial<ProductQuery>,
  between: () => Promise<unknown> = async () => {},
): Promise<string[]> {
  const shown: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalog.search(storeId, { limit: 4, ...query, cursor });
    shown.push(...page.products.map(({ handle }) => handle));
    cursor = page.nextCursor;
    await between();
  } while (cursor !== undefined && shown.length < 200);
  return shown;
}

describe('an order by what no hit tells', () => {
  test('is the one by relevance, and so is what is counted', async () => {
    const asked = { text: 'laptop', sort: 'attribute_desc', sortBy: 'battery' } as const;
    const page = await catalog.search(storeId, { ...asked, total: true, limit: 100 });
    const relevant = await find({ text: 'laptop', limit: 100 });
    expect(page.products.map(({ handle }) => handle)).toEqual(relevant);
    expect(page.total?.count).toBe(relevant.length);
    expect(page.sortedBy).toBeUndefined();
  });

  test('and what tells it is of the kind that was asked for', async () => {
    const page = await catalog.search(storeId, {
      text: 'laptop',
      sort: 'attribute_desc',
      sortBy: 'memory',
      limit: 100,
    });
    expect(page.sortedBy).toBe('RAM');
    expect(page.products).toHaveLength(LAPTOPS.length);
    const amounts = page.products.map(({ metadata }) => metadata?.attributes?.RAM);
    expect(amounts).toEqual([...Array(15).fill('16 GB'), ...Array(15).fill('8 GB')]);
  });
});

describe('the cheapest', () => {
  test('is the cheapest of all that is called so, not of the best hits, and no accessory', async () => {
    expect(await find({ text: 'laptop', sort: 'price_asc', limit: 3 })).toEqual([
      'laptop-0',
      'laptop-13',
      'laptop-26',
    ]);
    expect(await find({ text: 'laptop', sort: 'price_desc', limit: 1 })).toEqual(['laptop-17']);
    expect(await find({ text: 'laptop bag', sort: 'price_asc', limit: 1 })).toEqual(['bag']);
  });
});

describe('pages', () => {
  test.each(['price_asc', 'price_desc', 'relevance', 'title', 'newest'] as const)(
    'by %s show everything once with words',
    async (sort) => {
      const shown = await allPages({ catalog, storeId }, { text: 'laptop', sort });
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown).toEqual(expect.arrayContaining(LAPTOPS.map(({ handle }) => handle)));
    },
  );

  test.each(['price_asc', 'price_desc'] as const)(
    'by %s show nothing twice while all prices change',
    async (sort) => {
      const ownStore = await insertStore(database);
      await catalog.upsert(ownStore, LAPTOPS);
      let factor = 1;
      const shown = await allPages({ catalog, storeId: ownStore }, { sort }, async () => {
        factor = -factor;
        await database.sql`
          update variant set price = 1000000 + ${factor}::int * (price - 1000000) + (hashtext(id::text) % 9000)
          where store_id = ${ownStore} and hashtext(id::text) % 2 = 0`;
      });
      expect(shown.length).toBeGreaterThan(8);
      expect(new Set(shown).size).toBe(shown.length);
    },
  );

  test('belong to one question: its filters, its order and its store', async () => {
    const { nextCursor: cursor } = await catalog.search(storeId, { sort: 'price_asc', limit: 2 });
    const others: Partial<ProductQuery>[] = [
      { sort: 'price_desc' },
      { sort: 'price_asc', brands: ['Kestria'] },
      { sort: 'price_asc', options: [{ name: 'Colour', value: 'Red' }] },
      { sort: 'price_asc', relax: true },
    ];
    for (const other of others) {
      const search = catalog.search(storeId, { limit: 2, ...other, cursor });
      await expect(search).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });

  test.each(['price_asc', 'newest', 'relevance'] as const)(
    'refuse a cursor by %s that was tampered with',
    async (sort) => {
      const query = { text: 'laptop', sort, limit: 2 };
      const { nextCursor = '' } = await catalog.search(storeId, query);
      const [said = '', marks = ''] = nextCursor.split('.');
      const json = JSON.parse(Buffer.from(said, 'base64url').toString());
      for (const rank of ['nonsense', '1e9', '-1', '9'.repeat(40)]) {
        const forged = JSON.stringify({ ...json, after: { ...json.after, rank } });
        const cursor = `${Buffer.from(forged).toString('base64url')}.${marks}`;
        const search = catalog.search(storeId, { ...query, cursor });
        await expect(search, rank).rejects.toMatchObject({ code: 'invalid_request' });
      }
    },
  );
});

describe('filters', () => {
  test('follow an edit at once, whoever makes it', async () => {
    const ownStore = await insertStore(database);
    const jacket = (label: string, value: string) =>
      makeProduct({
        handle: 'jacket',
        metadata: { attributes: { Filling: value } },
        variants: [{ id: 'jacket-1', price: 5_000, options: [{ name: 'Colour', label }] }],
      });
    await catalog.upsert(ownStore, [jacket('Red', 'Down')]);
    const has = async (query: Partial<ProductQuery>) =>
      (await catalog.search(ownStore, { limit: 5, ...query })).products.length === 1;
    const filled = (value: string) => ({ attributes: [{ name: 'filling', value }] });
    const coloured = (value: string) => ({ options: [{ name: 'colour', value }] });
    expect(await has(filled('downs'))).toBe(true);
    expect(await has(coloured('red'))).toBe(true);

    await catalog.upsert(ownStore, [jacket('Blue', 'Wool')]);
    expect([await has(filled('down')), await has(filled('wool'))]).toEqual([false, true]);
    expect([await has(coloured('red')), await has(coloured('blue'))]).toEqual([false, true]);

    await database.sql`
      update variant set options = '[{"name": "Colour", "label": "Green"}]' where store_id = ${ownStore}`;
    expect([await has(coloured('blue')), await has(coloured('green'))]).toEqual([false, true]);
  });

  test('take a price out of the words, and say so when they have to move it', async () => {
    const page = await catalog.search(storeId, {
      text: 'laptop under $500',
      limit: 5,
      relax: true,
      attributes: [{ name: 'ram', value: '16gb' }],
    });
    expect(page.relaxed).toEqual([{ filter: 'max_price', was: 50_000, now: 105_000 }]);
    expect(page.products).toHaveLength(3);
    for (const product of page.products) {
      expect(product.price_range.min.amount).toBeLessThanOrEqual(105_000);
      expect(product.metadata?.attributes?.RAM).toBe('16 GB');
    }
  });
});

test('every order without words walks an index, also with filters', async () => {
  // The store of a test is small: what matters is that an index can serve at all.
  const settings = ['seqscan', 'sort', 'bitmapscan', 'hashjoin', 'mergejoin'];
  const planOf = async (query: Partial<ProductQuery>) => {
    let plan = '';
    const execute = (asked: SQL) =>
      database.db.transaction(async (tx) => {
        for (const name of settings) await tx.execute(sql.raw(`set local enable_${name} = off`));
        const rows = await tx.execute(sql`explain ${asked}`);
        plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
        return await tx.execute(asked);
      });
    const explaining = { execute } as unknown as Drizzle;
    await findProducts(explaining, storeId, { limit: 5, ...query });
    return plan;
  };
  expect(await planOf({ sort: 'title' })).toContain('product_by_title');
  expect(await planOf({ sort: 'newest' })).toContain('product_by_age');
  for (const sort of ['price_asc', 'price_desc'] as const) {
    const plan = await planOf({ sort, minPrice: 1_000 });
    expect(plan).toContain('variant_by_price');
    expect(plan).not.toContain('Seq Scan');
  }
  expect(await planOf({ brands: ['Vexora'] })).not.toContain('Seq Scan');
});
