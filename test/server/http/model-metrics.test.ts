import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import {
  modelMetrics,
  type ObservedModelCall,
  type ObservedModelEndpoint,
} from '../../../server/http/model-metrics.ts';

const CALL: ObservedModelCall = {
  endpoint: 'api.example/large',
  model: 'large',
  outcome: 'answered',
  usage: { inputTokens: 100, outputTokens: 70, cachedInputTokens: 40, reasoningTokens: 20 },
  costMicros: 500_000,
  firstContentMs: 400,
  durationMs: 1_400,
};
const LABELS = '{endpoint="api.example/large",model="large"}';

async function scrape(
  calls: Partial<ObservedModelCall>[],
  endpoints: ObservedModelEndpoint[] = [],
): Promise<string[]> {
  const registry = new Registry();
  const observe = modelMetrics(registry, () => endpoints);
  for (const call of calls) observe({ ...CALL, ...call });
  return (await registry.metrics()).split('\n');
}

test('tells calls by outcome, tokens by kind, money in dollars and times in seconds', async () => {
  const lines = await scrape([{}, {}, { outcome: 'timeout', firstContentMs: undefined }]);
  expect(lines).toEqual(
    expect.arrayContaining([
      'aisle_model_calls_total{endpoint="api.example/large",model="large",outcome="answered"} 2',
      'aisle_model_calls_total{endpoint="api.example/large",model="large",outcome="timeout"} 1',
      `aisle_model_input_tokens_total${LABELS} 300`,
      `aisle_model_cached_input_tokens_total${LABELS} 120`,
      `aisle_model_output_tokens_total${LABELS} 210`,
      `aisle_model_reasoning_tokens_total${LABELS} 60`,
      `aisle_model_spend_usd_total${LABELS} 1.5`,
      `aisle_model_time_to_first_content_seconds_count${LABELS} 2`,
      `aisle_model_time_to_first_content_seconds_sum${LABELS} 0.8`,
    ]),
  );
});

test('takes the rate from what was written after the first content, of whole answers only', async () => {
  const lines = await scrape([
    {},
    { outcome: 'truncated' },
    { firstContentMs: 1_399 },
    { usage: { inputTokens: 1, outputTokens: 0 } },
  ]);
  // 50 tokens in one second; the 20 of its reasoning came before.
  expect(lines).toContain(`aisle_model_output_tokens_per_second_count${LABELS} 1`);
  expect(lines).toContain(`aisle_model_output_tokens_per_second_sum${LABELS} 50`);
});

test('does not take an unknown price for none', async () => {
  const lines = await scrape([{ costMicros: undefined }]);
  expect(lines.filter((line) => line.startsWith('aisle_model_spend_usd_total{'))).toEqual([]);
});

const endpoint = (name: string, state: 'closed' | 'half-open' | 'open', length: number) => ({
  name,
  breaker: () => state,
  waiting: () => length,
});

test('tells the worse breaker and both lines of two endpoints that differ in their keys only', async () => {
  const lines = await scrape([], [endpoint('a', 'open', 2), endpoint('a', 'closed', 3)]);
  expect(lines).toContain('aisle_model_breaker_state{endpoint="a"} 2');
  expect(lines).toContain('aisle_model_queue_length{endpoint="a"} 5');
});

test('looks at breakers and lines when it is asked', async () => {
  const lines = await scrape(
    [],
    [endpoint('a', 'closed', 0), endpoint('b', 'half-open', 2), endpoint('c', 'open', 0)],
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      'aisle_model_breaker_state{endpoint="a"} 0',
      'aisle_model_breaker_state{endpoint="b"} 1',
      'aisle_model_breaker_state{endpoint="c"} 2',
      'aisle_model_queue_length{endpoint="b"} 2',
    ]),
  );
});
