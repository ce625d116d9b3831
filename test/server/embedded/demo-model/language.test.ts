import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAmounts } from '../../../../server/embedded/demo-model/amounts.ts';
import { measureOf } from '../../../../server/embedded/demo-model/measures.ts';
import { fold, readUtterance } from '../../../../server/embedded/demo-model/utterance.ts';
import { Conversation, OUTDOOR } from './conversation.ts';

describe('The language of a message', () => {
  it.each<[string, 'en' | 'vi']>([
    ['Tôi muốn mua lều', 'vi'],
    ['toi muon mua leu', 'vi'],
    ['con hang khong', 'vi'],
    ['I want a tent', 'en'],
    ['do you have a café chair?', 'en'],
    ['is the Điện tent good for me and my dog', 'en'],
    ['a coat on the Summit Den 4', 'en'],
  ])('%s', (text, language) => {
    expect(readUtterance(text, language === 'en' ? 'vi' : 'en').language).toBe(language);
  });

  it("is the shop's when the words do not tell", () => {
    expect(readUtterance('laptop 32GB RAM', 'vi').language).toBe('vi');
    expect(readUtterance('SAVE10', 'en').language).toBe('en');
  });
});

describe('Amounts of money', () => {
  it.each<[string, number, string | undefined]>([
    ['20 triệu', 20_000_000, 'VND'],
    ['1tr5', 1_500_000, 'VND'],
    ['15tr9', 15_900_000, 'VND'],
    ['2 triệu rưỡi', 2_500_000, 'VND'],
    ['1,5 triệu', 1_500_000, 'VND'],
    ['20.000.000đ', 20_000_000, 'VND'],
    ['500k', 500_000, undefined],
    ['hai mươi lăm triệu', 25_000_000, 'VND'],
    ['$1,200.50', 1200.5, 'USD'],
    ['300 đô', 300, 'USD'],
    ['two hundred fifty dollars', 250, 'USD'],
    ['20 million', 20_000_000, undefined],
    ['€99.90', 99.9, 'EUR'],
  ])('%s', (text, value, currency) => {
    expect(findAmounts(readUtterance(text, 'en'), 'USD')).toMatchObject([{ value, currency }]);
  });

  it.each([
    ['4 people'],
    ['15.6 inch'],
    ['16GB RAM'],
    ['4K'],
    ['RTX 4060'],
    ['SAVE10'],
    ['iPhone15'],
    ['size 42'],
  ])('%s is none for certain', (text) => {
    expect(findAmounts(readUtterance(text, 'en'), 'USD').filter(({ certain }) => certain)).toEqual(
      [],
    );
  });
});

describe('Measures of attributes', () => {
  it.each<[string, number | undefined]>([
    ['1,35 kg', 1350],
    ['7 lb 1 oz (3.2 kg)', 3200],
    ['86 g', 86],
    ['5,000 mm', 5000],
    ['-10 °F (-23 °C)', -10],
    ['1 TB', 1024],
    ['24 tháng', 24],
    ['2 years', 24],
    ['Quilt', undefined],
  ])('%s', (text, value) => {
    expect(measureOf(text)).toBe(value);
  });
});

describe('Any text at all', () => {
  it('is folded to the same positions', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { raw, folded } = readUtterance(text, 'en');
        expect(folded.length).toBe(raw.length);
      }),
    );
    expect(fold('Lều ĐỎ')).toBe('leu do');
  });

  it('gets exactly one move, and every call is of a tool that was offered', () => {
    const words = fc.constantFrom(
      ...'mua laptop 20 triệu $ under so sánh cái thứ hai mã SUMMER2025 it the compare tent first 👍 cheaper rẻ hơn size 42 blue còn hàng không ? - ** # in'.split(
        ' ',
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(words).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(text, (utterance) => {
        const offered = ['search_products', 'calculate_discount'];
        const move = new Conversation(OUTDOOR).offering(offered).user(utterance).next();
        if ('say' in move) expect(move.say).not.toBe('');
        else expect(move.call.every(({ name }) => offered.includes(name))).toBe(true);
      }),
    );
  });
});
