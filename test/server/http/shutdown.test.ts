import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatMessage } from '../../../shared/message.ts';
import { Problem } from '../../../shared/problem.ts';
import {
  dataEvent,
  deltaEvent,
  FakeLlmServer,
  saying,
  streamHead,
} from '../../fakes/fake-llm-server.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, readSse, type Shopper, textOf } from '../../support/shopper.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const slowly = (ms: number) => [
  streamHead,
  deltaEvent({ content: 'One moment' }),
  { waitMs: ms },
  deltaEvent({ content: ', here it is.' }),
  deltaEvent({}, 'stop'),
  dataEvent('[DONE]'),
];

function start(upstream: FakeLlmServer): Promise<Installation> {
  return startInstallation({ MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'fake' }, { database });
}

function ask(shopper: Shopper, conversationId: string): Promise<Response> {
  const parts = [{ type: 'text', text: 'Do you have tents?' }];
  const message = { id: crypto.randomUUID(), role: 'user', parts };
  return shopper.request('/v1/chat', { method: 'POST', json: { id: conversationId, message } });
}

it('lets running turns end when it is asked to stop, and sends new ones elsewhere', async () => {
  await using upstream = await FakeLlmServer.start(slowly(700));
  await using aisle = await start(upstream);
  const shopper = await newShopper(aisle.url, 'demo-outdoor');
  const running = await ask(shopper, 'c1');
  await upstream.arrival(1);
  const stopped = aisle.aisle.stop({ drainMs: 10_000 });

  const refused = await ask(shopper, 'c2');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(Problem.parse(await refused.json()).code).toBe('shutting_down');
  expect((await fetch(`${aisle.url}/readyz`)).status).toBe(503);

  // Coming back to a turn that still runs is no new turn.
  const followed = readSse(await shopper.request('/v1/chat/c1/stream'));
  for (const events of [await readSse(running), await followed]) {
    expect(textOf(events)).toBe('One moment, here it is.');
    expect(events.at(-1)?.chunk).toBe('[DONE]');
  }
  await stopped;
});

it('hands turns over that take too long, and their readers find them whole in another process', async () => {
  await using upstream = await FakeLlmServer.start(slowly(60_000), saying('Here', ' it is.'));
  await using leaving = await start(upstream);
  const shopper = await newShopper(leaving.url, 'demo-outdoor');
  const running = await ask(shopper, 'c3');
  const seen = await upstream.arrival(1);
  await using staying = await start(upstream);
  await leaving.aisle.stop({ drainMs: 50 });

  const events = await readSse(running);
  expect(events.at(-1)?.chunk).not.toBe('[DONE]');
  await seen.closed;
  const there: Shopper = { ...shopper, request: (path) => get(staying, shopper, path) };
  await expect.poll(() => lastAnswer(there, 'c3')).toBe('Here it is.');
});

function get({ url }: Installation, { token }: Shopper, path: string): Promise<Response> {
  return fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

async function lastAnswer(shopper: Shopper, conversationId: string): Promise<string | undefined> {
  const response = await shopper.request(`/v1/chat/${conversationId}`);
  const { messages }: { messages: ChatMessage[] } = await response.json();
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return undefined;
  return last.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
