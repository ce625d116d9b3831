import type { ModelUsage } from './model-client.ts';
import type { ModelPrice } from './model-prices.ts';

/**
 * What a call cost in millionths of a US dollar; undefined when the price is unknown. All integers, and rounded up to
 * a whole millionth once: a budget never pays less than the provider asks.
 */
export function costMicros(usage: ModelUsage, price: ModelPrice | undefined): number | undefined {
  if (!price) return undefined;
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const picoDollars =
    BigInt(usage.inputTokens - cached) * BigInt(price.inputMicros) +
    BigInt(cached) * BigInt(price.cachedInputMicros ?? price.inputMicros) +
    BigInt(billedOutputTokens(usage)) * BigInt(price.outputMicros);
  return roundUp(picoDollars);
}

/** The most that a call of so many tokens can cost, whatever of its input the provider has in its cache. */
export function highestCostMicros(
  { inputTokens, outputTokens }: Pick<ModelUsage, 'inputTokens' | 'outputTokens'>,
  price: ModelPrice,
): number {
  const inputMicros = Math.max(price.inputMicros, price.cachedInputMicros ?? 0);
  return roundUp(
    BigInt(inputTokens) * BigInt(inputMicros) + BigInt(outputTokens) * BigInt(price.outputMicros),
  );
}

/** xAI leaves reasoning out of its output tokens and bills it: then the total is larger than the sum. */
export function billedOutputTokens({ inputTokens, outputTokens, totalTokens }: ModelUsage): number {
  return Math.max(outputTokens, (totalTokens ?? 0) - inputTokens);
}

function roundUp(picoDollars: bigint): number {
  return Number((picoDollars + 999_999n) / 1_000_000n);
}
