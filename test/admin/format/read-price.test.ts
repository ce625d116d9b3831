import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceText, readPrice } from '../../../admin/format/read-price.ts';

describe('readPrice', () => {
  it.each([
    ['19.99', 2, 1999],
    ['19,99', 2, 1999],
    ['19.9', 2, 1990],
    ['19', 2, 1900],
    ['$1,299.00', 2, 129900],
    ['1.299,00 €', 2, 129900],
    ["1'299.00", 2, 129900],
    ['1 299,5', 2, 129950],
    ['1,299', 2, 129900],
    ['1.299', 2, 129900],
    ['USD 5', 2, 500],
    ['5 USD', 2, 500],
    ['0.50', 2, 50],
    ['0.500', 2, 50],
    ['20.000.000 ₫', 0, 20_000_000],
    ['20,000,000', 0, 20_000_000],
    ['20000000đ', 0, 20_000_000],
    ['2,00,00,000', 0, 20_000_000],
    ['24.990.000 VND', 0, 24_990_000],
    ['1.5', 3, 1500],
    ['1.234', 3, 1234],
    ['0', 0, 0],
  ])('reads %s with %i decimals', (text, exponent, expected) => {
    expect(readPrice(text, exponent)).toBe(expected);
  });

  it.each([
    ['', 2],
    ['abc', 2],
    ['-5', 2],
    ['19.999,999', 2],
    ['1,2,3', 2],
    ['1.2.3', 0],
    ['19.5', 0],
    ['1e3', 2],
    ['20tr', 0],
    ['500k', 0],
    ['٣', 2],
    ['5.', 2],
    ['.5', 2],
    ['99999999999999999', 2],
    ['1'.repeat(400), 2],
    ['Infinity', 2],
  ])('refuses to guess at %s', (text, exponent) => {
    expect(readPrice(text, exponent)).toBeUndefined();
  });

  it('reads back every amount that it writes, in every locale', () => {
    const locales = ['en-US', 'vi', 'de', 'de-CH', 'fr', 'en-IN', 'ar-EG', 'ja', 'pt-BR'];
    fc.assert(
      fc.property(
        fc.nat({ max: Number.MAX_SAFE_INTEGER }),
        fc.constantFrom(0, 2, 3),
        fc.constantFrom(...locales),
        (amount, exponent, locale) => {
          expect(readPrice(priceText(amount, exponent, locale), exponent)).toBe(amount);
        },
      ),
    );
  });

  it('never throws and never answers with a fraction', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.constantFrom(0, 2, 3), (text, exponent) => {
        const amount = readPrice(text, exponent);
        expect(amount === undefined || Number.isSafeInteger(amount)).toBe(true);
      }),
    );
  });
});
