import { expect, test } from 'vitest';
import { mergeReasoningDetails } from '../../../../server/model/wire/echo.ts';

function merge(...chunks: unknown[][]) {
  const details: unknown[] = [];
  for (const chunk of chunks) mergeReasoningDetails(details, chunk);
  return details;
}

test('joins thoughts that come in pieces and keeps their signature', () => {
  expect(
    merge(
      [{ type: 'reasoning.text', index: 0, text: 'Look ', format: 'x', signature: null }],
      [{ type: 'reasoning.text', index: 0, text: 'it up.' }],
      [{ type: 'reasoning.text', index: 0, signature: 'abc' }],
    ),
  ).toEqual([
    { type: 'reasoning.text', index: 0, text: 'Look it up.', format: 'x', signature: 'abc' },
  ]);
});

test('keeps encrypted blocks and blocks of another index apart', () => {
  const blocks = [
    { type: 'reasoning.summary', index: 0, summary: 'a' },
    { type: 'reasoning.summary', index: 1, summary: 'b' },
    { type: 'reasoning.encrypted', index: 1, data: 'c' },
    { type: 'reasoning.encrypted', index: 1, data: 'd' },
  ];
  expect(merge(...blocks.map((block) => [block]))).toEqual(blocks);
});
