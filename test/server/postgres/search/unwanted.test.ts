import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProductQuery } from '../../../../server/shop/catalog.ts';
import { makeProduct } from '../../../support/make-product.ts';
import { type TestShop, testShop } from '../../../support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await testShop(PRODUCTS);
});
afterAll(() => shop[Symbol.asyncDispose]());

const PRODUCTS = [
  makeProduct({ handle: 'galaxy', title: 'Galaxy S24 Phone', metadata: { brand: 'Samsung' } }),
  makeProduct({ handle: 'pixel', title: 'Pixel 9 Phone', metadata: { brand: 'Google' } }),
  makeProduct({
    handle: 'edge',
    title: 'Edge 50 Phone',
    metadata: { brand: 'Motorola' },
    description: 'Faster than any Samsung.',
  }),
  makeProduct({
    handle: 'black-fridge',
    title: 'Black Fridge No Frost',
    metadata: { brand: 'Kalt' },
  }),
  makeProduct({ handle: 'white-fridge', title: 'White Fridge', metadata: { brand: 'Kalt' } }),
  makeProduct({ handle: 'frost', title: 'Frost Fridge', metadata: { brand: 'Eis' } }),
];

const find = async (query: string | Partial<ProductQuery>) => {
  const page = await shop.search(query);
  return page.products.map(({ handle }) => handle).sort();
};

test.each([
  'phone not Samsung',
  'phone, no Samsung please',
  'a phone other than a Samsung phone',
  'điện thoại không phải của Samsung',
  'phone không lấy Samsung',
])('"%s" finds what neither title nor brand calls so', async (text) => {
  expect(await find(text)).toEqual(['edge', 'pixel']);
});

test('colours are known by their other names', async () => {
  expect(await find('fridge, không thích màu đen')).toEqual(['frost', 'white-fridge']);
});

test('a title that says it has none of it stays', async () => {
  expect(await find('fridge, no frost')).toEqual(['black-fridge', 'white-fridge']);
});

test('what is not wanted is not given up where nothing else is found', async () => {
  const asked = { text: 'phone', brands: ['Samsung'], without: ['Samsung'], relax: true };
  const page = await shop.search(asked);
  expect(page.products.map(({ handle }) => handle).sort()).toEqual(['edge', 'pixel']);
  expect(page.relaxed?.map(({ filter }) => filter)).toEqual(['brand']);
  expect(await find({ text: 'galaxy', without: ['samsung'], relax: true })).toEqual([]);
});

test('pages, counts and lists to narrow to leave it out too', async () => {
  const asked = { text: 'phone not samsung', limit: 1, total: true, facets: true };
  const first = await shop.search(asked);
  expect(first.total).toEqual({ count: 2, exact: true });
  expect(first.facets?.brands.map(({ value }) => value).sort()).toEqual(['Google', 'Motorola']);
  const second = await shop.search({ ...asked, cursor: first.nextCursor });
  expect([...first.products, ...second.products].map(({ handle }) => handle).sort()).toEqual([
    'edge',
    'pixel',
  ]);
});

test('odd names break nothing', async () => {
  const without = ["'", ':A & !', '(', '', ' ', 'x'.repeat(5_000), '\u{1F600}', '💥'];
  expect(await find({ text: 'phone', without })).toEqual(['edge', 'galaxy', 'pixel']);
});
