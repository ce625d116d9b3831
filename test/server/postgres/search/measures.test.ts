import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProduct } from '../../../support/make-product.ts';
import { type TestShop, testShop } from '../../../support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await testShop(PRODUCTS);
});
afterAll(() => shop[Symbol.asyncDispose]());

const PRODUCTS = [
  ...[180, 234, 300, 406, 500].map((litres) =>
    makeProduct({
      handle: `fridge-${litres}`,
      title: `Fridge ${litres} litres`,
      price: litres * 100,
    }),
  ),
  makeProduct({ handle: 'small', title: 'Laptop One', description: '8 GB RAM 512 GB SSD, 1.9 kg' }),
  makeProduct({
    handle: 'large',
    title: 'Laptop Two',
    description: '32GB DDR4-SDRAM, 256 GB SSD, 2,4 kg',
  }),
  makeProduct({
    handle: 'light',
    title: 'Laptop Three',
    metadata: { attributes: { RAM: '16 GB', Storage: '1 TB', Weight: '990 g' } },
  }),
];

const find = async (text: string) => {
  const page = await shop.search(text);
  return page.products.map(({ handle }) => handle);
};

test('what is large enough comes first, whatever the number is', async () => {
  expect((await find('fridge over 300 litres')).slice(0, 2).sort()).toEqual([
    'fridge-406',
    'fridge-500',
  ]);
  expect((await find('fridge from 200 to 300 l')).slice(0, 2).sort()).toEqual([
    'fridge-234',
    'fridge-300',
  ]);
  expect((await find('fridge at least 300 litres under $350'))[0]).toBe('fridge-300');
});

test('a gigabyte of one thing is none of another', async () => {
  expect((await find('laptop with at least 16 GB RAM')).slice(0, 2).sort()).toEqual([
    'large',
    'light',
  ]);
  expect((await find('laptop ssd 512 gb or more'))[0]).toBe('small');
});

test('is compared in other units too', async () => {
  expect((await find('laptop under 1 kg'))[0]).toBe('light');
  expect((await find('laptop with 1000 gb storage or more'))[0]).toBe('light');
  expect((await find('laptop under 2000 g')).slice(0, 2).sort()).toEqual(['light', 'small']);
});

test('where the shop has none that large, the words alone count', async () => {
  expect(await find('fridge over 900 litres')).toHaveLength(5);
});

test('a price may be said in words', async () => {
  expect(await find('fridge under two hundred dollars')).toEqual(['fridge-180']);
});
