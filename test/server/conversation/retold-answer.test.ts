import { expect, it } from 'vitest';
import { retellAnswer, type StoredAnswer } from '../../../server/conversation/retold-answer.ts';
import { foldChunk } from '../../../shared/fold-chunk.ts';
import type { ChatMessage, MessagePart } from '../../../shared/message.ts';

const PARTS: MessagePart[] = [
  { type: 'step-start' },
  { type: 'text', text: 'Let me look.', state: 'done' },
  {
    type: 'tool-search_products',
    toolCallId: 'a',
    state: 'output-available',
    input: { query: 'tent' },
    output: { found: 0 },
  },
  {
    type: 'tool-calculate_discount',
    toolCallId: 'b',
    state: 'output-error',
    input: {},
    errorText: 'There is no such coupon.',
  },
  { type: 'step-start' },
  { type: 'text', text: 'Nothing found.', state: 'done' },
];
const NOTICE: MessagePart = {
  type: 'data-notice',
  id: 'failure',
  data: { code: 'model_timeout', text: 'Please try again.', retryable: true },
};

function fold(answer: Partial<StoredAnswer>): ChatMessage {
  const chunks = retellAnswer({ messageId: 'm', parts: PARTS, status: 'done', ...answer });
  return chunks.reduce<ChatMessage>(foldChunk, { id: '', role: 'assistant', parts: [] });
}

const types = (answer: Partial<StoredAnswer>) =>
  retellAnswer({ messageId: 'm', parts: PARTS, status: 'done', ...answer }).map(({ type }) => type);

it('makes the same message as was stored', () => {
  expect(fold({})).toEqual({ id: 'm', role: 'assistant', parts: PARTS });
  const failed = [...PARTS, NOTICE];
  expect(fold({ parts: failed, status: 'failed' }).parts).toEqual(failed);
});

it('makes the same message of a call that was broken off', () => {
  const parts: MessagePart[] = [
    { type: 'step-start' },
    { type: 'tool-search_products', toolCallId: 'a', state: 'input-available', input: {} },
    { type: 'tool-search_products', toolCallId: 'b', state: 'input-streaming' },
  ];
  expect(fold({ parts, status: 'stopped' }).parts).toEqual(parts);
});

it('closes each step before the next begins and before the end', () => {
  const steps = types({}).filter((type) => type.endsWith('-step') || type === 'finish');
  expect(steps).toEqual(['start-step', 'finish-step', 'start-step', 'finish-step', 'finish']);
});

it('ends as the turn did', () => {
  expect(types({}).at(-1)).toBe('finish');
  expect(types({ status: 'stopped' }).at(-1)).toBe('abort');
  const failed = retellAnswer({ messageId: 'm', parts: [...PARTS, NOTICE], status: 'failed' });
  expect(failed.slice(-2)).toEqual([NOTICE, { type: 'error', errorText: 'Please try again.' }]);
  expect(failed.at(-3)).toEqual({ type: 'finish-step' });
});
