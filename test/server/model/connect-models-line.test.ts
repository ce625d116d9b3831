import { expect, test } from 'vitest';
import { connectModels } from '../../../server/model/connect-models.ts';
import type { ModelRequest } from '../../../server/model/model-client.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { FakeLlmServer, refusing, saying } from '../../fakes/fake-llm-server.ts';
import { FakeModelRate } from '../../fakes/fake-model-rate.ts';
import { collect } from './collect.ts';
import { shortLimits } from './limits.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };

/** Two endpoints, of which the first has a limit. */
function connect(first: FakeLlmServer, second: FakeLlmServer) {
  const buckets = new FakeModelRate();
  const { client, endpoints } = connectModels(
    [
      { baseUrl: first.baseUrl, model: 'first', contextTokens: 8_000, requestsPerMinute: 10 },
      { baseUrl: second.baseUrl, model: 'second', contextTokens: 8_000 },
    ],
    {
      limits: { ...shortLimits, tries: 2 },
      care: { breakerFailures: 5, breakerOpenMs: 60_000, queueLength: 10, queueMs: 30_000 },
      rate: buckets,
      log: { warn() {} },
    },
  );
  const ask = async () => {
    const events = await collect(streamAnswer(client, question, new AbortController().signal));
    return events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : [])).join('');
  };
  return { buckets, endpoints, ask };
}

test('does not stand in line for long where another endpoint is free', async () => {
  await using first = await FakeLlmServer.start(saying('first'));
  await using second = await FakeLlmServer.start(saying('second'));
  const { buckets, endpoints, ask } = connect(first, second);
  buckets.answers.push(2_100);
  expect(await ask()).toBe('second');
  expect(first.requests).toHaveLength(0);
  expect(endpoints.map(({ waiting }) => waiting())).toEqual([0, 0]);
  buckets.answers.push(20);
  expect(await ask()).toBe('first');
});

test('stands in line anew for another try', async () => {
  await using first = await FakeLlmServer.start(
    refusing(429, { message: 'slow down' }, { 'retry-after-ms': '5' }),
    saying('first'),
  );
  await using second = await FakeLlmServer.start();
  const { buckets, ask } = connect(first, second);
  expect(await ask()).toBe('first');
  expect(buckets.takes).toHaveLength(2);
  expect(buckets.learnt).toMatchObject([{ blockedForMs: 5 }]);
});
