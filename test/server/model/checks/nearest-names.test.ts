import { expect, test } from 'vitest';
import { nearestNames } from '../../../../server/model/checks/nearest-names.ts';

test.each<[string, string, string[], string[]]>([
  ['a letter left out', 'gpt-5-mni', ['gpt-4o', 'o3', 'gpt-5-mini'], ['gpt-5-mini']],
  ['another case', 'GPT-5-Mini', ['gpt-5-nano', 'gpt-5-mini'], ['gpt-5-mini', 'gpt-5-nano']],
  ['a prefix of Gemini', 'models/gemini-3', ['gemini-2', 'gemini-3'], ['gemini-3', 'gemini-2']],
  ['a vendor that a relay names', 'gpt-5-mini', ['openai/gpt-5-mini'], ['openai/gpt-5-mini']],
  ['a date left out', 'gpt-5', ['gpt-6', 'gpt-5-2025-08-07'], ['gpt-5-2025-08-07', 'gpt-6']],
])('knows who meant another name: %s', (_, wanted, names, nearest) => {
  expect(nearestNames(wanted, names)).toEqual(nearest);
});

test('offers three at most, the likest first', () => {
  const names = ['gpt-5-max', 'gpt-5-nano', 'gpt-5-mini-2025', 'gpt-5-mini-x', 'GPT-5-MINI'];
  expect(nearestNames('gpt-5-mini', names)).toEqual([
    'GPT-5-MINI',
    'gpt-5-mini-x',
    'gpt-5-mini-2025',
  ]);
});

test('offers nothing that is not like it, nothing that steers a terminal and nothing endless', () => {
  expect(nearestNames('tiny', ['large', 'tiny\u001b[2J', `tiny${'y'.repeat(5_000)}`, ''])).toEqual(
    [],
  );
});

test('is done with a list of a hundred thousand in no time that anybody waits for', () => {
  const names = Array.from({ length: 100_000 }, (_, n) => `${'model-of-a-relay'.repeat(5)}-${n}`);
  const startedAt = performance.now();
  expect(nearestNames('gpt-5-mini', names)).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
