import { expect, test } from 'vitest';
import { createCallQueue } from '../../../server/model/call-queue.ts';
import { endpointRate } from '../../../server/model/endpoint-rate.ts';
import type { ModelRequest } from '../../../server/model/model-client.ts';
import { modelFailure } from '../../../server/model/model-failures.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { withRateLimit } from '../../../server/model/with-rate-limit.ts';
import { FakeModelRate } from '../../fakes/fake-model-rate.ts';
import { type ScriptedAnswer, ScriptedModel } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };
const never = new AbortController().signal;
const ESTIMATE = 500;

function limited(...answers: ScriptedAnswer[]) {
  const buckets = new FakeModelRate();
  const endpoint = { baseUrl: 'https://models.example/v1', model: 'm', requestsPerMinute: 10 };
  const rate = endpointRate(endpoint, { rate: buckets, log: { warn() {} } });
  const line = createCallQueue({ rate, maxLength: 5, maxWaitMs: 1_000, noticeMs: 10 });
  const model = new ScriptedModel(answers);
  const client = withRateLimit(model, { rate, line, estimateTokens: () => ESTIMATE });
  return {
    buckets,
    model,
    ask: (signal = never) => collect(streamAnswer(client, question, signal)),
  };
}

test('takes what the request is estimated to need, and corrects it by what was used', async () => {
  const usage = { inputTokens: 300, outputTokens: 40, totalTokens: 390 };
  const { buckets, ask } = limited({ text: 'Hi', end: { usage } });
  expect((await ask()).at(-1)).toMatchObject({ type: 'end', usage });
  expect(buckets.takes).toEqual([ESTIMATE]);
  expect(buckets.corrections).toEqual([{ requests: 0, tokens: -110 }]);
});

test('tells the place before anything is said, and asks the model when its turn has come', async () => {
  const { buckets, model, ask } = limited({ text: 'Hi' });
  buckets.answers.push(40);
  const events = await ask();
  expect(events.slice(0, 2)).toEqual([
    { type: 'waiting', place: 1 },
    { type: 'text-delta', text: 'Hi' },
  ]);
  expect(model.requests).toHaveLength(1);
});

test('does not ask the model when the wait would be too long', async () => {
  const { buckets, model, ask } = limited({ text: 'unused' });
  buckets.answers.push(60_000);
  await expect(ask()).rejects.toMatchObject({ reason: 'queue_full' });
  expect(model.requests).toHaveLength(0);
});

test('leaves the provider alone for as long as it asks, when it has had too much', async () => {
  for (const reason of ['rate_limit', 'overloaded'] as const) {
    const failure = modelFailure(reason, 'slow down', { retryAfterMs: 7_000 });
    const { buckets, ask } = limited({ failure });
    await expect(ask()).rejects.toBe(failure);
    await expect.poll(() => buckets.learnt).toMatchObject([{ blockedForMs: 7_000 }]);
  }
});

test('gives back what was taken for a call that was never made', async () => {
  for (const reason of ['circuit_open', 'budget_exhausted', 'budget_unreachable'] as const) {
    const failure = modelFailure(reason, 'nobody was asked');
    const { buckets, ask } = limited({ failure });
    await expect(ask()).rejects.toBe(failure);
    await expect.poll(() => buckets.corrections).toEqual([{ requests: -1, tokens: -ESTIMATE }]);
  }
});

test('keeps what a failed call took', async () => {
  const { buckets, ask } = limited({ failure: modelFailure('server', 'oops') });
  await expect(ask()).rejects.toMatchObject({ reason: 'server' });
  await new Promise(setImmediate);
  expect(buckets.corrections).toEqual([]);
  expect(buckets.learnt).toEqual([]);
});
