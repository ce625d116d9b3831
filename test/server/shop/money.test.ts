import { describe, expect, test } from 'vitest';
import { currencyExponent, toMinorUnits } from '../../../server/shop/money.ts';

test('knows how many decimals a currency has', () => {
  expect(['USD', 'VND', 'KWD'].map(currencyExponent)).toEqual([2, 0, 3]);
  expect(() => currencyExponent('dollars')).toThrow(RangeError);
});

describe('an amount as people say it', () => {
  test.each<[number | string, string, number]>([
    [300, 'USD', 30_000],
    [19.99, 'USD', 1_999],
    ['19.990', 'USD', 1_999],
    [1.1, 'USD', 110],
    [0, 'USD', 0],
    [20_000_000, 'VND', 20_000_000],
    ['1.234', 'KWD', 1_234],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
  ])('%s %s becomes minor units exactly', (amount, currency, minor) => {
    expect(toMinorUnits(amount, currency)).toBe(minor);
  });

  test.each<[number | string, string]>([
    [-1, 'USD'],
    [19.999, 'USD'],
    [0.5, 'VND'],
    [Number.NaN, 'USD'],
    [Number.POSITIVE_INFINITY, 'USD'],
    [1e21, 'USD'],
    [1e-7, 'USD'],
    ['1e3', 'USD'],
    ['1,000', 'USD'],
    ['', 'USD'],
    ['٣', 'USD'],
    ['90071992547409.92', 'USD'],
  ])('%s %s is none', (amount, currency) => {
    expect(toMinorUnits(amount, currency)).toBeUndefined();
  });
});
