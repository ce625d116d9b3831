import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceBorders } from '../../../server/shop/price-bands.ts';

test('cuts where a person would', () => {
  expect(priceBorders([2_870, 9_120, 21_400, 48_700], { min: 950, max: 120_000 })).toEqual([
    3_000, 10_000, 20_000, 50_000,
  ]);
  expect(priceBorders([8_123_000, 15_490_000], { min: 690_000, max: 70_000_000 })).toEqual([
    7_500_000, 15_000_000,
  ]);
});

test('gives ascending borders within the range, none when all cost the same', () => {
  const price = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(fc.array(price, { minLength: 1, maxLength: 6 }), (prices) => {
      const [min, max] = [Math.min(...prices), Math.max(...prices)];
      const borders = priceBorders(prices, { min, max });
      expect(borders).toEqual([...new Set(borders)].sort((a, b) => a - b));
      expect(borders.every((border) => border > min && border <= max)).toBe(true);
      expect(priceBorders([min, min], { min, max: min })).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
