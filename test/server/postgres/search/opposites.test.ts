import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProduct } from '../../../support/make-product.ts';
import { type TestShop, testShop } from '../../../support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await testShop(PRODUCTS);
});
afterAll(() => shop[Symbol.asyncDispose]());

const made = (
  handle: string,
  title: string,
  attributes: Record<string, string>,
  tags: string[] = [],
) => makeProduct({ handle, title, metadata: { attributes }, tags });
const PRODUCTS = [
  made('silent', 'Chuột không dây Silent', { 'Kết nối': '2,4 GHz' }),
  made('fang', 'Chuột gaming Fang', { 'Kết nối': '2,4 GHz, USB-C' }, ['không dây']),
  made('ergo', 'Chuột dọc Ergo', { 'Kết nối': 'Bluetooth', Pin: 'Sạc USB-C' }),
  made('basic', 'Chuột Basic', { 'Kết nối': 'USB-A' }),
  made('plain', 'Wired mouse Plain', {}),
  made('tkl', 'Bàn phím TKL', { 'Kết nối': 'USB-C, Bluetooth' }),
  made('slim', 'Bàn phím Slim', { 'Kết nối': 'Bluetooth' }),
  made('buds', 'Tai nghe Buds', { 'Kết nối': 'Bluetooth' }),
  { ...made('bag', 'Balo Armor', {}), description: { plain: 'Có ngăn cho tai nghe.' } },
  made('raid', 'Laptop Raid', { GPU: 'RTX 4060 8GB' }),
  made('leaf', 'Laptop Leaf', { GPU: 'Intel UHD tích hợp' }),
];

const find = async (text: string) => {
  const page = await shop.search({ text, limit: 10 });
  return page.products.map(({ handle }) => handle).sort();
};

describe('what is asked for as it is not otherwise', () => {
  test.each(['chuột có dây', 'wired mouse'])('"%s" finds no wireless one', async (text) => {
    expect(await find(text)).toEqual(['basic', 'plain']);
  });

  test('what can be both is found', async () => {
    expect(await find('bàn phím có dây')).toEqual(['tkl']);
  });

  test.each(['chuột không dây', 'wireless mouse'])(
    '"%s" finds the wireless first',
    async (text) => {
      const { products } = await shop.search({ text, limit: 3 });
      expect(products.map(({ handle }) => handle).sort()).toEqual(['ergo', 'fang', 'silent']);
    },
  );

  test.each([
    'laptop không card rời',
    'laptop without a dedicated gpu',
    'laptop with integrated graphics',
  ])('"%s" finds none that has one', async (text) => {
    expect(await find(text)).toEqual(['leaf']);
  });

  test('what is only the opposite is found when nothing else is, and that is said', async () => {
    const relax = async (text: string) => {
      const { products, relaxed } = await shop.search({ text, limit: 1, relax: true });
      return { handles: products.map(({ handle }) => handle), relaxed };
    };
    expect(await relax('Tai nghe có dây')).toEqual({
      handles: ['buds'],
      relaxed: [{ filter: 'words', was: 'có dây', now: null }],
    });
    expect((await relax('chuột có dây')).relaxed).toBeUndefined();
  });

  test('"laptop card rời" finds what is only called by its chip', async () => {
    const { products } = await shop.search({ text: 'laptop card rời', limit: 1 });
    expect(products.map(({ handle }) => handle)).toEqual(['raid']);
  });
});
