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
  ['not over 300', '', undefined, 30_000],
  ["I don't want to spend more than 300 on a tent", 'a tent', undefined, 30_000],
  ["won't pay more than $99.99 for boots", 'boots', undefined, 9_999],
  ['nothing over $50', '', undefined, 5_000],
  ['without exceeding 500 dollars', '', undefined, 50_000],
  ['stove, not less than 30', 'stove,', 3_000],
  ['no waterproof jacket over $50', 'no waterproof jacket', 5_000],
  ['tent under a hundred dollars', 'tent', undefined, 10_000],
  ['something for around fifty dollars', '', 4_250, 5_750],
  ['tent between one hundred and two hundred dollars', 'tent', 10_000, 20_000],
  ['two person tent under two hundred', 'two person tent', undefined, 20_000],
  ['headlamp 20 and under', 'headlamp', undefined, 2_000],
  ['headlamp between 20 & 30', 'headlamp', 2_000, 3_000],
  ['headlamp starting from 30', 'headlamp', 3_000],
  ['headlamp in the $30 range', 'headlamp', 2_550, 3_450],
  ['a lamp that costs less than 40 USD', 'a lamp', undefined, 4_000],
  ['pad under 2 kg and under $90', 'pad under 2 kg and', undefined, 9_000],
  ['I have $800 to spend on a bike', 'a bike', undefined, 80_000],
  ['cheapest tent under $90', 'tent', undefined, 9_000],
  ['lightest tent under $90', 'tent', undefined, 9_000],
  ['best rated tent', 'tent'],
  ['ssd 2 tera under $90', 'ssd 2 tb', undefined, 9_000],
  ['4tera drive', '4 tb drive'],
  ['boots size 12 or more', 'boots size 12 or more'],
];

const DONG: Case[] = [
  ['laptop dưới 20 triệu', 'laptop', undefined, 20_000_000],
  ['laptop duoi 20tr', 'laptop', undefined, 20_000_000],
  ['laptop 20tr', 'laptop', undefined, 20_000_000],
  ['laptop 15-20tr', 'laptop', 15_000_000, 20_000_000],
  ['laptop under 25m', 'laptop', undefined, 25_000_000],
  ['laptop dưới 25m', 'laptop', undefined, 25_000_000],
  ['laptop from 15m to 20m', 'laptop', 15_000_000, 20_000_000],
  ['laptop budget 20.5m', 'laptop', undefined, 20_500_000],
  ['cáp hdmi dưới 5m', 'cap hdmi duoi 5m', undefined, undefined],
  ['hdmi cable under 5m', 'hdmi cable under 5m', undefined, undefined],
  ['loa bluetooth 10m', 'loa bluetooth 10m', undefined, undefined],
  ['laptop từ 15 đến 20 triệu', 'laptop', 15_000_000, 20_000_000],
  ['laptop từ 5 triệu trở lên', 'laptop', 5_000_000],
  ['laptop khoảng 20 triệu', 'laptop', 17_000_000, 23_000_000],
  ['laptop 15tr5', 'laptop', undefined, 15_500_000],
  ['laptop 20.000.000đ', 'laptop', undefined, 20_000_000],
  ['tai nghe 500k', 'tai nghe', undefined, 500_000],
  ['Tôi muốn mua laptop, budget 20 triệu', 'laptop,', undefined, 20_000_000],
  ['laptop không quá 20 triệu', 'laptop', undefined, 20_000_000],
  ['laptop không hơn 20 triệu', 'laptop', undefined, 20_000_000],
  ['laptop khong qua 20tr', 'laptop', undefined, 20_000_000],
  ['laptop chưa tới 20 triệu', 'laptop', undefined, 20_000_000],
  ['laptop không dưới 20 triệu', 'laptop', 20_000_000],
  ['laptop 20 triệu trở xuống', 'laptop', undefined, 20_000_000],
  ['màn hình tầm 5 triệu đổ lại', 'man hinh', undefined, 5_000_000],
  ['quạt giá dưới một triệu rưỡi', 'quat', undefined, 1_500_000],
  ['quạt hai trăm nghìn', 'quat', undefined, 200_000],
  ['quạt dưới 1 triệu 2', 'quat', undefined, 1_200_000],
  ['lều dưới 1 triệu 2 người', 'leu 2 nguoi', undefined, 1_000_000],
  ['laptop rtx 4060 trở lên', 'laptop rtx 4060 tro len'],
  ['điện thoại 2tr350', 'dien thoai', undefined, 2_350_000],
  ['giữa 5 và 7 triệu', '', 5_000_000, 7_000_000],
  ['tivi tầm giá 10 đến 12 triệu', 'tivi', 10_000_000, 12_000_000],
  ['ngân sách 15 triệu mua laptop', 'laptop', undefined, 15_000_000],
  ['laptop giá rẻ dưới 15tr', 'laptop', undefined, 15_000_000],
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
    'tv over 500 nits',
    'lens between 300 and 400 mm',
    'two hundred watt speaker',
    'may anh 24 trieu diem anh',
    'hai ba trieu',
  ])('is not seen in "%s"', (typed) => {
    expect(parseProductQuery(typed, 'USD')).toEqual({ text: typed });
  });

  test('in another currency is taken out and filters nothing', () => {
    expect(parseProductQuery('tent under $300', 'VND')).toEqual({ text: 'tent' });
    expect(parseProductQuery('lều dưới 2 triệu', 'USD')).toEqual({ text: 'leu' });
    expect(parseProductQuery('lều dưới 100 đô', 'VND')).toEqual({ text: 'leu' });
    expect(parseProductQuery('lều dưới 100 đô', 'USD')).toEqual({ text: 'leu', maxPrice: 10_000 });
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

test('keeps what only looks like such a word', () => {
  const left = (typed: string) => parseProductQuery(typed, 'VND').text;
  expect(left('shop có tai nghe không dây không ạ?')).toBe('shop tai nghe khong day');
  expect(left('áo không tay')).toBe('ao khong tay');
  expect(left('mình cần tìm bàn là hơi nước')).toBe('ban la hoi nuoc');
  expect(left('tôi muốn mua cần câu cá')).toBe('can cau ca');
});

test('reads a hostile text in no time', () => {
  const digits = '1 000 '.repeat(5_000);
  expect(parseProductQuery(`under ${digits}x`, 'USD').text.length).toBeGreaterThan(0);
  expect(parseProductQuery(`${'not want to spend '.repeat(2_000)}`, 'USD').text).not.toBe('');
});

test.each([
  ['rain jacket for women', ['kids']],
  ["men's boots", ['kids']],
  ['jacket for women and kids', undefined],
  ['a two-person tent', undefined],
  ['laptop, no Asus', ['asus']],
])('%s is not to be %j', (typed, without) => {
  expect(parseProductQuery(typed, 'USD').without).toEqual(without);
});
