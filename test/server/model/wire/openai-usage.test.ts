import { expect, test } from 'vitest';
import { readUsage } from '../../../../server/model/wire/openai-usage.ts';

test('reads the tokens that a provider counted', () => {
  const usage = { prompt_tokens: 12, completion_tokens: 30, total_tokens: 42 };
  expect(readUsage(usage)).toMatchObject({ inputTokens: 12, outputTokens: 30, totalTokens: 42 });
});

test.each([-5, 1.5, 9e15, 1e300, '12', null])('does not believe a count of %s', (count) => {
  const usage = { prompt_tokens: count, completion_tokens: 7, total_tokens: count };
  expect(readUsage(usage)).toMatchObject({ inputTokens: 0, outputTokens: 7 });
  expect(readUsage(usage)?.totalTokens).toBeUndefined();
  expect(readUsage({ prompt_tokens: count })).toBeUndefined();
});
