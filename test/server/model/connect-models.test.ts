import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { connectModels } from '../../../server/model/connect-models.ts';
import type { ModelContent, ModelEvent, ModelRequest } from '../../../server/model/model-client.ts';
import type { ModelRate } from '../../../server/model/model-rate.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import {
  deltaEvent,
  FakeLlmServer,
  refusing,
  saying,
  streamHead,
  type UpstreamStep,
} from '../../fakes/fake-llm-server.ts';
import { collect } from './collect.ts';
import { shortLimits } from './limits.ts';

const OPEN_MS = 200;
const never = new AbortController().signal;
const broken: UpstreamStep[] = refusing(500, { message: 'broken' });
const picture: ModelContent = {
  type: 'image',
  mediaType: 'image/png',
  base64: 'AAAA',
  detail: 'auto',
};

/** As many requests as anybody likes. */
const unlimited: ModelRate = {
  async configure() {},
  async take() {
    return { waitMs: 0, paceMs: 0 };
  },
  async correct() {},
  async learn() {},
};

function connect(servers: FakeLlmServer[], { tries = 1, openMs = 60_000 } = {}) {
  const log: string[] = [];
  const [first, ...others] = servers.map(({ baseUrl }, position) => ({
    baseUrl,
    model: `model-${position + 1}`,
    contextTokens: 8_000,
  }));
  const { client, endpoints } = connectModels([first!, ...others], {
    limits: { ...shortLimits, tries },
    care: { breakerFailures: 2, breakerOpenMs: openMs, queueLength: 10, queueMs: 1_000 },
    rate: unlimited,
    log: { warn: (_: unknown, message?: string) => log.push(message ?? '') },
  });
  const ask = (content: ModelContent[] = [{ type: 'text', text: 'Which tent?' }]) => {
    const request: ModelRequest = { system: '', messages: [{ role: 'user', content }], tools: [] };
    return collect(streamAnswer(client, request, never));
  };
  return { ask, log, states: () => endpoints.map(({ breaker }) => breaker()), endpoints };
}

function answerOf(events: ModelEvent[]): string {
  const end = events.at(-1);
  const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
  return `${text} by ${end?.type === 'end' ? end.endpoint?.split('/').at(-1) : 'nobody'}`;
}

test('answers from the next endpoint while the first is open, without asking the first', async () => {
  await using first = await FakeLlmServer.start(broken, broken);
  await using second = await FakeLlmServer.start(saying('1'), saying('2'), saying('3'));
  const { ask, states, endpoints } = connect([first, second]);
  expect(endpoints.map(({ name, model }) => [name, model])).toEqual([
    [`${new URL(first.baseUrl).host}/model-1`, 'model-1'],
    [`${new URL(second.baseUrl).host}/model-2`, 'model-2'],
  ]);
  const answers = [await ask(), await ask(), await ask()].map(answerOf);
  expect(answers).toEqual(['1 by model-2', '2 by model-2', '3 by model-2']);
  expect(first.requests).toHaveLength(2);
  expect(states()).toEqual(['open', 'closed']);
});

test('comes back to the first endpoint when it answers again', async () => {
  await using first = await FakeLlmServer.start(
    broken,
    broken,
    broken,
    saying('back'),
    saying('on'),
  );
  await using second = await FakeLlmServer.start(saying('1'), saying('2'), saying('3'));
  const { ask, states } = connect([first, second], { openMs: OPEN_MS });
  await ask();
  await ask();
  await sleep(OPEN_MS + 20);
  expect(states()[0]).toBe('half-open');
  expect(answerOf(await ask())).toBe('3 by model-2');
  expect(first.requests).toHaveLength(3);
  await sleep(OPEN_MS + 20);
  expect(answerOf(await ask())).toBe('back by model-1');
  expect(states()[0]).toBe('closed');
  expect(answerOf(await ask())).toBe('on by model-1');
});

test('lets one call try the first endpoint and answers the others elsewhere meanwhile', async () => {
  await using first = await FakeLlmServer.start(broken, broken, [
    streamHead,
    { waitMs: 1_000 },
    deltaEvent({ content: 'back' }, 'stop'),
  ]);
  await using second = await FakeLlmServer.start(
    ...['1', '2', '3', '4'].map((word) => saying(word)),
  );
  const { ask } = connect([first, second], { openMs: OPEN_MS });
  await ask();
  await ask();
  await sleep(OPEN_MS + 20);
  const trying = ask();
  await first.arrival(3);
  expect(answerOf(await ask())).toBe('3 by model-2');
  expect(answerOf(await ask())).toBe('4 by model-2');
  expect(answerOf(await trying)).toBe('back by model-1');
  expect(first.requests).toHaveLength(3);
});

test('counts every try, and says what went wrong rather than that it stopped asking', async () => {
  await using only = await FakeLlmServer.start(broken, broken);
  const { ask } = connect([only], { tries: 3 });
  await expect(ask()).rejects.toMatchObject({ reason: 'server', message: /broken/ });
  expect(only.requests).toHaveLength(2);
  await expect(ask()).rejects.toMatchObject({ reason: 'circuit_open', message: /broken/ });
  expect(only.requests).toHaveLength(2);
});

test('does not close an endpoint to all for what one shopper sends', async () => {
  const refusal = refusing(400, { message: 'messages must not be odd' });
  await using only = await FakeLlmServer.start(refusal, refusal, refusal, saying('fine'));
  const { ask, states } = connect([only]);
  for (let odd = 0; odd < 3; odd++) {
    await expect(ask()).rejects.toMatchObject({ reason: 'invalid_request' });
  }
  expect(states()).toEqual(['closed']);
  expect(answerOf(await ask())).toBe('fine by model-1');
});

test('shows a picture to the endpoint that sees, from the first refusal on', async () => {
  const refusal = refusing(400, { message: 'this model does not support image input' });
  await using first = await FakeLlmServer.start(refusal, saying('words'));
  await using second = await FakeLlmServer.start(saying('a tent'), saying('a stove'));
  const { ask, log } = connect([first, second]);
  expect(answerOf(await ask([picture]))).toBe('a tent by model-2');
  expect(answerOf(await ask([picture]))).toBe('a stove by model-2');
  expect(first.requests).toHaveLength(1);
  expect(answerOf(await ask())).toBe('words by model-1');
  expect(log).toEqual(['model: fall back', 'model: fall back']);
});

test('asks without the picture where nobody sees', async () => {
  const refusal = refusing(400, { message: 'this model does not support image input' });
  await using only = await FakeLlmServer.start(refusal, saying('sorry'));
  const { ask } = connect([only]);
  expect(answerOf(await ask([picture]))).toBe('sorry by model-1');
  expect(JSON.stringify(only.requests[1]?.body)).toContain('could not look at');
});

test('asks the next endpoint instead of waiting long for another try', async () => {
  const busy = refusing(429, { message: 'slow down' }, { 'retry-after': '20' });
  await using first = await FakeLlmServer.start(busy, saying('late'));
  await using second = await FakeLlmServer.start(saying('now'));
  const { ask } = connect([first, second], { tries: 3 });
  expect(answerOf(await ask())).toBe('now by model-2');
  expect(first.requests).toHaveLength(1);
});
