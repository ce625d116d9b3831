import fc from 'fast-check';
import { expect, test } from 'vitest';
import { billedOutputTokens, costMicros, highestCostMicros } from '../../../server/model/cost.ts';
import type { ModelPrice } from '../../../server/model/model-prices.ts';

function price(inputMicros: number, outputMicros: number, cachedInputMicros?: number): ModelPrice {
  return { inputMicros, outputMicros, cachedInputMicros };
}

test('counts millionths of a dollar', () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 500_000 };
  expect(costMicros(usage, price(150_000, 600_000))).toBe(450_000);
});

test('rounds up once, at the end', () => {
  const cheap = price(100_000, 100_000);
  expect(costMicros({ inputTokens: 1, outputTokens: 1 }, cheap)).toBe(1);
  expect(costMicros({ inputTokens: 0, outputTokens: 0 }, cheap)).toBe(0);
});

test('does not know the cost without a price', () => {
  expect(costMicros({ inputTokens: 1, outputTokens: 1 }, undefined)).toBeUndefined();
});

test('takes the price of cached input for the part that came from the cache, where there is one', () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 0, cachedInputTokens: 900_000 };
  expect(costMicros(usage, price(1_000, 0, 100))).toBe(190);
  expect(costMicros(usage, price(1_000, 0, 0))).toBe(100);
  expect(costMicros(usage, price(1_000, 0))).toBe(1_000);
});

test('never counts more cached input than input', () => {
  const usage = { inputTokens: 10, outputTokens: 0, cachedInputTokens: 1_000_000 };
  expect(costMicros(usage, price(1_000_000, 0, 100_000))).toBe(1);
});

test('takes the dearer input for the most that a call can cost', () => {
  const most = { inputTokens: 1_000_000, outputTokens: 1_000_000 };
  expect(highestCostMicros(most, price(300, 50, 75))).toBe(350);
  expect(highestCostMicros(most, price(300, 50, 375))).toBe(425);
});

test('bills reasoning that the provider left out of its output', () => {
  expect(billedOutputTokens({ inputTokens: 361, outputTokens: 26, totalTokens: 622 })).toBe(261);
  expect(billedOutputTokens({ inputTokens: 10, outputTokens: 5, totalTokens: 15 })).toBe(5);
  expect(billedOutputTokens({ inputTokens: 10, outputTokens: 5 })).toBe(5);
});

test('is never below the exact cost and less than a millionth above', () => {
  const tokens = fc.integer({ min: 0, max: 10_000_000 });
  const micros = fc.integer({ min: 0, max: 100_000_000 });
  fc.assert(
    fc.property(tokens, tokens, micros, micros, (inputTokens, outputTokens, input, output) => {
      const cost = costMicros({ inputTokens, outputTokens }, price(input, output))!;
      const exact = BigInt(inputTokens) * BigInt(input) + BigInt(outputTokens) * BigInt(output);
      const over = BigInt(cost) * 1_000_000n - exact;
      expect(over >= 0n && over < 1_000_000n).toBe(true);
    }),
  );
});
