import { expect, test } from 'vitest';
import type { ModelRequest } from '../../../server/model/model-client.ts';
import { requireAnswer } from '../../../server/model/require-answer.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { type ScriptedAnswer, ScriptedModel } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };

function ask(answer: ScriptedAnswer) {
  const client = requireAnswer(new ScriptedModel([answer]));
  return collect(streamAnswer(client, question, new AbortController().signal));
}

test.each<[string, ScriptedAnswer]>([
  ['nothing', {}],
  ['white space', { text: ['\n', ' '] }],
])('takes %s for an empty answer', async (_, answer) => {
  await expect(ask(answer)).rejects.toMatchObject({ code: 'model_empty', retryable: true });
});

test.each<[string, ScriptedAnswer]>([
  ['a filtered answer', { reason: 'content-filter' }],
  ['a refusal', { end: { refusal: 'I cannot help with that.' } }],
])('takes %s for withheld', async (_, answer) => {
  await expect(ask(answer)).rejects.toMatchObject({
    code: 'model_content_filter',
    retryable: false,
  });
});

test('lets words pass with the white space before them', async () => {
  const events = await ask({ text: ['\n\n', 'Hi', ' '] });
  expect(events.slice(0, 2)).toEqual([
    { type: 'text-delta', text: '\n\nHi' },
    { type: 'text-delta', text: ' ' },
  ]);
});

test('lets an answer pass that consists of a call', async () => {
  const events = await ask({ toolCalls: [{ name: 'search', arguments: {} }] });
  expect(events.map(({ type }) => type)).toEqual(['tool-call', 'end']);
});

test('lets an answer pass whose words were all thoughts when the limit came', async () => {
  expect(await ask({ reason: 'length' })).toHaveLength(1);
});
