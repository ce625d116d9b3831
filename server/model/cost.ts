import type { ModelUsage } from './model-client.ts';

/** US dollars for a million tokens, as providers print them. */
export interface ModelPrices {
  inputPerMillion: number;
  outputPerMillion: number;
}

/**
 * What a call cost in millionths of a US dollar; undefined when the price is unknown. Prices are taken to a
 * millionth of a dollar for a million tokens, the rest is integers, and the sum is rounded up to a whole
 * millionth once: a budget never pays less than the provider asks.
 */
export function costMicros(usage: ModelUsage, prices: ModelPrices | undefined): number | undefined {
  if (!prices) return undefined;
  const picoDollars =
    BigInt(usage.inputTokens) * microDollars(prices.inputPerMillion) +
    BigInt(billedOutputTokens(usage)) * microDollars(prices.outputPerMillion);
  return Number((picoDollars + 999_999n) / 1_000_000n);
}

/** xAI leaves reasoning out of its output tokens and bills it: then the total is larger than the sum. */
export function billedOutputTokens({ inputTokens, outputTokens, totalTokens }: ModelUsage): number {
  return Math.max(outputTokens, (totalTokens ?? 0) - inputTokens);
}

function microDollars(dollars: number): bigint {
  return BigInt(Math.round(dollars * 1_000_000));
}
