import { DefaultChatTransport, readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeLlmServer, saying } from '../../fakes/fake-llm-server.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, partsOf, readSse, type Shopper, textOf } from '../../support/shopper.ts';

/** A whole Aisle whose model may be asked 20 times a minute, and whose bucket is nearly empty. */

let upstream: FakeLlmServer;
let aisle: Installation;
let shopper: Shopper;

beforeAll(async () => {
  upstream = await FakeLlmServer.start(saying('First.'), saying('Second.'), saying('Third.'));
  aisle = await startInstallation({
    MODEL_BASE_URL: upstream.baseUrl,
    MODEL_NAME: 'fake',
    MODEL_REQUESTS_PER_MINUTE: '20',
    MODEL_QUEUE_TIMEOUT_MS: '10000',
  });
  shopper = await newShopper(aisle.url, 'demo-laptop');
  expect(textOf(await shopper.ask('before', 'xin chào'))).toBe('First.');
});
afterAll(async () => {
  await aisle[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** Leaves so much of one request in the bucket. */
function leave(requests: number) {
  return aisle.database.sql`
    update model_rate set requests = ${requests}, filled_at = clock_timestamp()`;
}

const queued = {
  type: 'data-notice',
  id: 'queue',
  transient: true,
  data: { code: 'queued', place: 1, retryable: false, text: expect.stringContaining('đến lượt') },
};

describe('a question that must wait for the model', () => {
  it('is told its place in its language, also to readers who come back, and nothing of that is kept', async () => {
    // A bit more than two seconds from room: after two, the shopper is told.
    await leave(0.2);
    const transport = new DefaultChatTransport<UIMessage>({
      api: `${aisle.url}/v1/chat`,
      headers: { authorization: `Bearer ${shopper.token}` },
    });
    const question: UIMessage = {
      id: 'q',
      role: 'user',
      parts: [{ type: 'text', text: 'còn tôi?' }],
    };
    const stream = await transport.sendMessages({
      trigger: 'submit-message',
      chatId: 'waits',
      messageId: undefined,
      messages: [question],
      abortSignal: undefined,
    });
    const again = await transport.reconnectToStream({ chatId: 'waits' });
    const [chunks, parts] = stream.tee();
    const [seen, seenAgain, messages] = await Promise.all([
      Array.fromAsync<UIMessageChunk>(chunks),
      Array.fromAsync<UIMessageChunk>(again!),
      Array.fromAsync(readUIMessageStream({ stream: parts })),
    ]);
    expect(seen).toContainEqual(queued);
    expect(seenAgain).toEqual(seen);
    const types = messages.at(-1)?.parts.map(({ type }) => type);
    expect(types).toEqual(['step-start', 'text']);
    const kept = await (await shopper.request('/v1/chat/waits')).json();
    expect(JSON.stringify(kept.messages)).not.toContain('queue');
    expect(kept.messages[1].parts).toMatchObject([{ type: 'step-start' }, { text: 'Second.' }]);
  });

  it('is not asked any more when the shopper stops it meanwhile', async () => {
    // Six seconds from room.
    await leave(-1);
    const message = { id: 's', role: 'user', parts: [{ type: 'text', text: 'còn tôi?' }] };
    const json = { id: 'stopped', message };
    const response = await shopper.request('/v1/chat', { method: 'POST', json });
    await shopper.request('/v1/chat/stopped/stop', { method: 'POST' });
    expect((await readSse(response)).map(({ chunk }) => chunk)).toContainEqual({ type: 'abort' });
    const kept = await (await shopper.request('/v1/chat/stopped')).json();
    expect(kept.messages[1]).toMatchObject({ metadata: { status: 'stopped' } });
    const [bucket] = await aisle.database.sql`select requests from model_rate`;
    expect(bucket).toEqual({ requests: -1 });
    expect(upstream.requests).toHaveLength(2);
  });

  it('is turned away at once when the wait would be too long', async () => {
    await leave(-10);
    const events = await shopper.ask('too-long', 'còn tôi?');
    expect(partsOf(events, 'data-notice')).toMatchObject([
      { id: 'failure', data: { code: 'model_overloaded', retryable: true } },
    ]);
    expect(upstream.requests).toHaveLength(2);
  });
});
