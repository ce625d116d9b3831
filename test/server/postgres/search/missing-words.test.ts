import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import type { Catalog, CatalogWriter } from '../../../../server/shop/catalog.ts';
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
  await catalog.upsert(storeId, PRODUCTS);
});
afterAll(() => database[Symbol.asyncDispose]());

const PRODUCTS = [
  makeProduct({
    handle: 'mouse',
    title: 'Silent Mouse M1',
    categories: [{ value: 'Mice' }],
    metadata: { brand: 'Clavo', attributes: { Connection: 'Bluetooth' } },
  }),
  makeProduct({
    handle: 'laptop',
    title: 'Campus Laptop 15',
    description: 'Loud speakers. Charges your iPhone.',
    metadata: { brand: 'Minao', attributes: { GPU: 'RTX 4050' } },
  }),
  makeProduct({
    handle: 'bag',
    title: 'Sleeping Bag',
    description: 'Has a pocket for a pillow.',
  }),
];

const missing = async (text: string) => {
  const { relaxed = [] } = await catalog.search(storeId, { text, relax: true, limit: 5 });
  return relaxed.map(({ filter, was, now }) => [filter, was, now]);
};

test.each([
  ['a thing that is only mentioned', 'Pillow', 'Pillow'],
  ['a thing beside what it is like', 'bluetooth speaker', 'speaker'],
  ['by another name', 'loa bluetooth', 'loa'],
  ['beside a thing that there is', 'laptop macbook', 'macbook'],
  ['a number that stands nowhere', 'laptop RTX 5090', '5090'],
  ['a brand', 'laptop from Dell', 'Dell'],
  ['a brand that is nearly a word of the shop', 'laptop from Jampus', 'Jampus'],
  ['a thing beside a number that there is', 'iPhone 15', 'iPhone'],
])('says what the shop does not have: %s', async (_, text, word) => {
  expect(await missing(text)).toEqual([['words', word, null]]);
});

test.each([
  'laptop',
  'máy tính',
  'bluetooth mouse',
  'bluetooth',
  'RTX 4050',
  'a decent laptop',
  'laptpo',
  'Campus Laptop',
  'laptop with speakers',
])('has nothing to say of "%s"', async (text) => {
  expect(await missing(text)).toEqual([]);
});

test('nothing is said where nobody asked for what comes close', async () => {
  const { relaxed } = await catalog.search(storeId, { text: 'pillow', limit: 5 });
  expect(relaxed).toBeUndefined();
});
