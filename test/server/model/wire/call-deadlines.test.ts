import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { ModelRequest } from '../../../../server/model/model-client.ts';
import { streamAnswer } from '../../../../server/model/stream-answer.ts';
import type { ModelTimeLimits } from '../../../../server/model/wire/call-deadlines.ts';
import { openAiModelClient } from '../../../../server/model/wire/openai-model-client.ts';
import {
  deltaEvent,
  FakeLlmServer,
  saying,
  streamHead,
  type UpstreamStep,
} from '../../../fakes/fake-llm-server.ts';
import { shortLimits } from '../limits.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };
const never = new AbortController().signal;

async function answer(limits: Partial<ModelTimeLimits>, steps: UpstreamStep[], pauseMs = 0) {
  await using server = await FakeLlmServer.start(steps);
  return await answerOf(server.baseUrl, limits, pauseMs);
}

async function answerOf(baseUrl: string, limits: Partial<ModelTimeLimits>, pauseMs = 0) {
  const endpoint = { baseUrl, model: 'fake' };
  const client = openAiModelClient(endpoint, { limits: { ...shortLimits, ...limits } });
  let text = '';
  try {
    for await (const event of streamAnswer(client, question, never)) {
      if (event.type === 'text-delta') text += event.text;
      if (pauseMs > 0) await pause(pauseMs);
    }
    return { text };
  } catch (failure) {
    return { text, failure };
  }
}

const timedOut = (message: string) =>
  expect.objectContaining({
    code: 'model_timeout',
    retryable: true,
    message: expect.stringContaining(message),
  });

test('waits no longer for a connection than it may', async () => {
  // Accepts and then never greets: the TLS handshake is part of connecting.
  const silent = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const sockets = new Set<{ destroy(): void }>();
  silent.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
  const { port } = silent.address() as AddressInfo;
  const { failure } = await answerOf(`https://127.0.0.1:${port}/v1`, { connectMs: 50 });
  expect(failure).toMatchObject({ code: 'model_unreachable', reason: 'network', retryable: true });
  expect(failure).toMatchObject({ message: expect.stringContaining('CONNECT_TIMEOUT') });
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test('waits no longer for the head than it may', async () => {
  const { failure } = await answer({ firstByteMs: 50 }, [{ stall: true }]);
  expect(failure).toEqual(timedOut('no answer began within 50 ms'));
});

test('does not take comments and empty chunks for content', async () => {
  const beats = Array.from({ length: 20 }, () => [
    { write: ': keep-alive\n\n' },
    deltaEvent({ role: 'assistant', content: '' }),
    { waitMs: 10 },
  ]).flat();
  const { failure } = await answer({ firstContentMs: 60 }, [streamHead, ...beats, { stall: true }]);
  expect(failure).toEqual(timedOut('said nothing within 60 ms'));
});

test('does not let comments keep a silent model alive', async () => {
  const beats = Array.from({ length: 20 }, () => [{ write: ': ping\n\n' }, { waitMs: 10 }]).flat();
  const steps = [streamHead, deltaEvent({ content: 'a' }), ...beats, { stall: true as const }];
  const { text, failure } = await answer({ idleMs: 60 }, steps);
  expect(text).toBe('a');
  expect(failure).toEqual(timedOut('nothing more within 60 ms'));
});

test('bears a slow model that goes on thinking', async () => {
  const thoughts = Array.from({ length: 8 }, () => [
    deltaEvent({ reasoning_content: 'hm' }),
    { waitMs: 50 },
  ]);
  const steps = [streamHead, ...thoughts.flat(), ...saying('a').slice(1)];
  expect(await answer({ firstContentMs: 250, idleMs: 250 }, steps)).toEqual({ text: 'a' });
});

test('does not blame the model for a slow reader', async () => {
  expect(await answer({ idleMs: 40 }, saying('a', 'b', 'c'), 100)).toEqual({ text: 'abc' });
});

test('ends a call that takes too long altogether', async () => {
  const words = Array.from({ length: 30 }, () => [deltaEvent({ content: 'a' }), { waitMs: 10 }]);
  const { text, failure } = await answer({ totalMs: 80 }, [streamHead, ...words.flat()]);
  expect(text).toMatch(/^a+$/);
  expect(failure).toEqual(timedOut('did not finish within 80 ms'));
});

test('does not wait for usage and [DONE] for ever once the model has finished', async () => {
  const steps = [streamHead, deltaEvent({ content: 'a' }, 'stop'), { stall: true as const }];
  expect(await answer({ idleMs: 50 }, steps)).toEqual({ text: 'a' });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
