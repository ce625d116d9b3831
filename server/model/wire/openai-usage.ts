import type { ModelUsage } from '../model-client.ts';
import { asNumber, asObject } from './read-json.ts';

/** No call has more. Beside it stands only what some bug of a provider made, and what no column could keep. */
const MOST_TOKENS = 100_000_000;

/** Tokens as a provider counted them, in the spellings of OpenAI, DeepSeek, Moonshot, Mistral and the Responses API. */
export function readUsage(value: unknown): ModelUsage | undefined {
  const usage = asObject(value);
  if (!usage) return undefined;
  const input = tokens(usage.prompt_tokens) ?? tokens(usage.input_tokens);
  const output = tokens(usage.completion_tokens) ?? tokens(usage.output_tokens);
  if (input === undefined && output === undefined) return undefined;
  const prompt = asObject(usage.prompt_tokens_details) ?? asObject(usage.input_tokens_details);
  const completion =
    asObject(usage.completion_tokens_details) ?? asObject(usage.output_tokens_details);
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    totalTokens: tokens(usage.total_tokens),
    cachedInputTokens:
      tokens(prompt?.cached_tokens) ??
      tokens(usage.prompt_cache_hit_tokens) ??
      tokens(usage.cached_tokens) ??
      tokens(usage.num_cached_tokens),
    reasoningTokens: tokens(completion?.reasoning_tokens) ?? tokens(usage.reasoning_tokens),
  };
}

/** What is no whole, plausible count is as good as absent. */
function tokens(value: unknown): number | undefined {
  const count = asNumber(value);
  const plausible = Number.isInteger(count) && count! >= 0 && count! <= MOST_TOKENS;
  return plausible ? count : undefined;
}
