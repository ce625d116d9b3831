import type { ModelUsage } from './model-client.ts';
import { asNumber, asObject } from './read-json.ts';

/** Tokens as a provider counted them, in the spellings of OpenAI, DeepSeek, Moonshot, Mistral and the Responses API. */
export function readUsage(value: unknown): ModelUsage | undefined {
  const usage = asObject(value);
  if (!usage) return undefined;
  const input = asNumber(usage.prompt_tokens) ?? asNumber(usage.input_tokens);
  const output = asNumber(usage.completion_tokens) ?? asNumber(usage.output_tokens);
  if (input === undefined && output === undefined) return undefined;
  const prompt = asObject(usage.prompt_tokens_details) ?? asObject(usage.input_tokens_details);
  const completion =
    asObject(usage.completion_tokens_details) ?? asObject(usage.output_tokens_details);
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    totalTokens: asNumber(usage.total_tokens),
    cachedInputTokens:
      asNumber(prompt?.cached_tokens) ??
      asNumber(usage.prompt_cache_hit_tokens) ??
      asNumber(usage.cached_tokens) ??
      asNumber(usage.num_cached_tokens),
    reasoningTokens: asNumber(completion?.reasoning_tokens) ?? asNumber(usage.reasoning_tokens),
  };
}
