import fc from 'fast-check';
import { expect, test } from 'vitest';
import { billedOutputTokens, costMicros } from '../../../server/model/cost.ts';

test('counts millionths of a dollar', () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 500_000 };
  expect(costMicros(usage, { inputPerMillion: 0.15, outputPerMillion: 0.6 })).toBe(450_000);
});

test('rounds up once, at the end', () => {
  const prices = { inputPerMillion: 0.1, outputPerMillion: 0.1 };
  expect(costMicros({ inputTokens: 1, outputTokens: 1 }, prices)).toBe(1);
  expect(costMicros({ inputTokens: 0, outputTokens: 0 }, prices)).toBe(0);
});

test('does not know the cost without a price', () => {
  expect(costMicros({ inputTokens: 1, outputTokens: 1 }, undefined)).toBeUndefined();
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
      const cost = costMicros(
        { inputTokens, outputTokens },
        { inputPerMillion: input / 1_000_000, outputPerMillion: output / 1_000_000 },
      )!;
      const exact = BigInt(inputTokens) * BigInt(input) + BigInt(outputTokens) * BigInt(output);
      const over = BigInt(cost) * 1_000_000n - exact;
      expect(over >= 0n && over < 1_000_000n).toBe(true);
    }),
  );
});
