import { expect, test } from 'vitest';
import { watchKey } from '../../../../server/model/checks/key-watch.ts';
import type { ModelRequest } from '../../../../server/model/model-client.ts';
import { modelFailure } from '../../../../server/model/model-failures.ts';
import { streamAnswer } from '../../../../server/model/stream-answer.ts';
import { type ScriptedAnswer, ScriptedModel } from '../../../fakes/scripted-model.ts';
import { collect } from '../collect.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };
const never = new AbortController().signal;
const REFUSED = { failure: modelFailure('auth', 'no such key') };

async function verdictAfter(answers: ScriptedAnswer[], refusedMs?: number) {
  const key = watchKey({ ...(refusedMs !== undefined && { refusedMs }) });
  const client = key.around(new ScriptedModel(answers));
  for (const _ of answers) await collect(streamAnswer(client, question, never)).catch(() => {});
  return key.verdict();
}

test('knows nothing of a key before a call, and after a failure that is not about it', async () => {
  expect(await verdictAfter([])).toBeUndefined();
  expect(await verdictAfter([{ failure: modelFailure('server', 'oops') }])).toBeUndefined();
});

test('goes by the last call that took or refused it', async () => {
  expect(await verdictAfter([{ text: 'Hi' }])).toBe('accepted');
  expect(await verdictAfter([{ text: 'Hi' }, REFUSED])).toBe('refused');
  expect(await verdictAfter([REFUSED, { text: 'Hi' }])).toBe('accepted');
});

test('forgets a refusal after a while, since no call may come that could end it', async () => {
  expect(await verdictAfter([REFUSED], 0)).toBeUndefined();
});

test('passes on what the call says and how it fails', async () => {
  const client = watchKey().around(new ScriptedModel([{ text: 'Hi' }, REFUSED]));
  expect((await collect(streamAnswer(client, question, never)))[0]).toMatchObject({ text: 'Hi' });
  await expect(collect(streamAnswer(client, question, never))).rejects.toBe(REFUSED.failure);
});
