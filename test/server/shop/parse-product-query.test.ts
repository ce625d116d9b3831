import { describe, expect, test } from 'vitest';
import { parseProductQuery } from '../../../server/shop/parse-product-query.ts';

type Case = [typed: string, text: string, minPrice?: number, maxPrice?: number];

const DOLLARS: Case[] = [
  ['a tent for 4 people under $300', 'a tent for 4 people', undefined, 30_000],
  ['tent under 300', 'tent', undefined, 30_000],
  ['boots between $50 and $120', 'boots', 5_000, 12_000],
  ['tent $100-200', 'tent', 10_000, 20_000],
  ['jacket over 1,299.50 dollars', 'jacket', 129_950],
  ['$19.99 or less', '', undefined, 1_999],
  ['stove at least $40', 'stove', 4_000],
  ['backpack around $100', 'backpack', 8_500, 11_500],
  ['tent, max $2k', 'tent,', undefined, 200_000],
];

const DONG: Case[] = [
  ['laptop dưới 20 triệu', 'laptop', undefined, 20_000_000],
  ['laptop duoi 20tr', 'laptop', undefined, 20_000_000],
  ['laptop 20tr', 'laptop', undefined, 20_000_000],
  ['laptop 15-20tr', 'laptop', 15_000_000, 20_000_000],
  ['laptop từ 15 đến 20 triệu', 'laptop', 15_000_000, 20_000_000],
  ['laptop từ 5 triệu trở lên', 'laptop', 5_000_000],
  ['laptop khoảng 20 triệu', 'laptop', 17_000_000, 23_000_000],
  ['laptop 15tr5', 'laptop', undefined, 15_500_000],
  ['laptop 20.000.000đ', 'laptop', undefined, 20_000_000],
  ['tai nghe 500k', 'tai nghe', undefined, 500_000],
  ['Tôi muốn mua laptop, budget 20 triệu', 'laptop,', undefined, 20_000_000],
];

describe('a price inside a search', () => {
  test.each(DOLLARS)('of a store in dollars: %s', (typed, text, minPrice, maxPrice) => {
    expect(parseProductQuery(typed, 'USD')).toEqual({ text, minPrice, maxPrice });
  });

  test.each(DONG)('of a store in dong: %s', (typed, text, minPrice, maxPrice) => {
    expect(parseProductQuery(typed, 'VND')).toEqual({ text, minPrice, maxPrice });
  });

  test.each([
    'backpack under 2 kg',
    'laptop over 16 gb',
    'tent for 4 people',
    'tent from 2 to 4 people',
    'sleeping bag 0 to 10 degrees',
    'iphone 15',
    'usb 3.0',
    'monitor 4k',
    'i7-13620h 144hz',
    'rtx 4060 16gb',
    'under 15.6 inch',
  ])('is not seen in "%s"', (typed) => {
    expect(parseProductQuery(typed, 'USD')).toEqual({ text: typed });
  });

  test('in another currency is taken out and filters nothing', () => {
    expect(parseProductQuery('tent under $300', 'VND')).toEqual({ text: 'tent' });
    expect(parseProductQuery('lều dưới 2 triệu', 'USD')).toEqual({ text: 'leu' });
  });

  test('that nobody means in dong is no price', () => {
    expect(parseProductQuery('laptop dưới 20', 'VND')).toEqual({ text: 'laptop duoi 20' });
  });
});

test('leaves out the words around a wish, Vietnamese ones only with their diacritics', () => {
  expect(parseProductQuery('Mình cần tìm áo mưa', 'VND').text).toBe('ao mua');
  expect(parseProductQuery('ao mua', 'VND').text).toBe('ao mua');
  expect(parseProductQuery('I want something waterproof', 'USD').text).toBe('waterproof');
});

test('reads a hostile text in no time', () => {
  const digits = '1 000 '.repeat(5_000);
  expect(parseProductQuery(`under ${digits}x`, 'USD').text.length).toBeGreaterThan(0);
});
