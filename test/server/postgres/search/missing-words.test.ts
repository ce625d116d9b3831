import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProduct } from '../../../support/make-product.ts';
import { type TestShop, testShop } from '../../../support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await testShop(PRODUCTS);
});
afterAll(() => shop[Symbol.asyncDispose]());

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
  const { relaxed = [] } = await shop.search({ text, relax: true });
  return relaxed.map(({ filter, was, now }) => [filter, was, now]);
};

const found = async (text: string) => {
  const { products } = await shop.search(text);
  return products.map(({ title }) => title);
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
  'sleeping bag for 0 degrees F',
  'printer bag',
  'a laptop that is for the office',
])('has nothing to say of "%s"', async (text) => {
  expect(await missing(text)).toEqual([]);
});

test('a word is taken for another one only where both begin with the same letter, or nothing else is wrong', async () => {
  expect(await found('baptop')).toEqual(['Campus Laptop 15']);
  expect(await found('aptop')).toEqual(['Campus Laptop 15']);
  expect(await found('bluetoafh')).toEqual(['Silent Mouse M1']);
  expect(await found('sluetoath')).toEqual([]);
});

test('what only mentions the thing is none that the budget buys: the budget is moved', async () => {
  await using small = await testShop([
    makeProduct({ handle: 'campus-15', title: 'Campus Laptop 15', price: 50_000 }),
    makeProduct({
      handle: 'sleeve',
      title: 'Grey Sleeve',
      metadata: { attributes: { Fits: 'Laptop', Holds: 'Laptop' } },
      price: 2_000,
    }),
    makeProduct({
      handle: 'mug',
      title: 'Grey Mug',
      description: 'Stands on a laptop.',
      price: 2_000,
    }),
  ]);
  const page = await small.search({ text: 'laptop', maxPrice: 3_000, relax: true });
  expect(page.relaxed).toEqual([{ filter: 'max_price', was: 3_000, now: 50_000 }]);
  expect(page.products[0]?.title).toBe('Campus Laptop 15');
});

test('nothing is said where nobody asked for what comes close', async () => {
  const { relaxed } = await shop.search('pillow');
  expect(relaxed).toBeUndefined();
});
