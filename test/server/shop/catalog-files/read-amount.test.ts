import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DecimalMark } from '../../../../server/shop/catalog-files/catalog-file.ts';
import {
  decimalMarkOf,
  decimalText,
  markIn,
  readAmount,
} from '../../../../server/shop/catalog-files/read-amount.ts';

const DOLLARS = { decimalMark: 'unknown' as DecimalMark, currency: 'USD', exponent: 2 };

describe('a price', () => {
  test.each([
    ['12.99 USD', 1_299],
    ['1.299,00 $', 129_900],
    ['$1,299', 129_900],
    ['1,299.5', 129_950],
    ['12,5', 1_250],
    ['1 299,00', 129_900],
    ["1'299.00", 129_900],
    ['1.234.567', 123_456_700],
    ['.5', 50],
    ['0', 0],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('%s is read as people mean it', (text, amount) => {
    expect(readAmount(text, DOLLARS)).toEqual({ amount });
  });

  test.each([
    ['-4', 'price_unreadable'],
    ['free', 'price_unreadable'],
    ['0.999', 'price_unreadable'],
    ['12.34.5', 'price_unreadable'],
    ['90071992547409.92', 'price_unreadable'],
    ['3.00 EUR', 'currency_differs'],
    [`0.${'0'.repeat(1_000_000)}1`, 'price_unreadable'],
  ])('%.20s is refused', (text, reason) => {
    expect(readAmount(text, DOLLARS)).toEqual({ reason });
  });

  test('that can be read in two ways is read as the others of its file are', () => {
    expect(readAmount('1.299', { ...DOLLARS, decimalMark: ',' })).toEqual({ amount: 129_900 });
    expect(readAmount('1.290', { ...DOLLARS, decimalMark: '.' })).toEqual({ amount: 129 });
    const dinars = { decimalMark: 'unknown' as DecimalMark, currency: 'KWD', exponent: 3 };
    expect(readAmount('1.299', dinars)).toEqual({ reason: 'price_ambiguous' });
    const dong = { decimalMark: 'unknown' as DecimalMark, currency: 'VND', exponent: 0 };
    expect(readAmount('20.000.000 ₫', dong)).toEqual({ amount: 20_000_000 });
    expect(readAmount('350.000', dong)).toEqual({ amount: 350_000 });
  });

  test('comes back from how it is written, in any currency and either way of writing', () => {
    const amounts = fc.nat(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom(0, 2, 3),
        fc.boolean(),
        (amount, exponent, withComma) => {
          const text = decimalText(amount, exponent);
          const written = withComma ? text.replace('.', ',') : text;
          const decimalMark = withComma ? ',' : '.';
          const format = { decimalMark, currency: 'USD', exponent } as const;
          expect(readAmount(written, format)).toEqual({ amount });
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('the prices of a file tell its decimal mark, unless they contradict each other', () => {
  expect(['1.299,00', '12,5', '1.234.567'].map(markIn)).toEqual([',', ',', ',']);
  expect(['12.99', '0.999', '1,299.00'].map(markIn)).toEqual(['.', '.', '.']);
  expect(['1.299', '1,299', '15', ''].map(markIn)).toEqual(Array(4).fill('unknown'));
  expect(decimalMarkOf({ points: 3, commas: 0 })).toBe('.');
  expect(decimalMarkOf({ points: 3, commas: 1 })).toBe('unknown');
});
