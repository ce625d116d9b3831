import { Agent, buildConnector } from 'undici';
import { expect, test } from 'vitest';
import type {
  ModelContent,
  ModelEvent,
  ModelRequest,
} from '../../../../server/model/model-client.ts';
import type { ModelEndpoint } from '../../../../server/model/model-endpoint.ts';
import { streamAnswer } from '../../../../server/model/stream-answer.ts';
import { openAiModelClient } from '../../../../server/model/wire/openai-model-client.ts';
import {
  dataEvent,
  deltaEvent,
  FakeLlmServer,
  refusing,
  saying,
  streamHead,
  type UpstreamStep,
} from '../../../fakes/fake-llm-server.ts';
import { collect } from '../collect.ts';
import { shortLimits } from '../limits.ts';

const question: ModelRequest = {
  system: 'You sell tents.',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Which one?' }] }],
  tools: [],
};
const never = new AbortController().signal;

function clientOf(
  server: FakeLlmServer,
  endpoint: Partial<ModelEndpoint> = {},
  maxEventChars?: number,
) {
  return openAiModelClient(
    { baseUrl: server.baseUrl, model: 'fake', ...endpoint },
    { limits: shortLimits, ...(maxEventChars !== undefined && { maxEventChars }) },
  );
}

/** The text and the failure that an answer of these steps ends with. */
async function outcome(...steps: UpstreamStep[]) {
  await using server = await FakeLlmServer.start(steps);
  return await listen(streamAnswer(clientOf(server), question, never));
}

async function listen(stream: AsyncIterable<ModelEvent>) {
  let text = '';
  try {
    for await (const event of stream) {
      if (event.type === 'text-delta') text += event.text;
      if (event.type === 'end') return { text, end: event };
    }
    throw new Error('no end');
  } catch (failure) {
    return { text, failure };
  }
}

test('asks for a plain stream with usage, with the key as a bearer token', async () => {
  await using server = await FakeLlmServer.start(saying('Hi'));
  await collect(streamAnswer(clientOf(server, { apiKey: 'sk-secret-1234' }), question, never));
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { authorization: 'Bearer sk-secret-1234', 'accept-encoding': 'identity' },
    body: { model: 'fake', stream: true, stream_options: { include_usage: true } },
  });
  expect(server.requests[0]?.body).not.toHaveProperty('tools');
});

test('sends no authorization without a key', async () => {
  await using server = await FakeLlmServer.start(saying('Hi'));
  await collect(streamAnswer(clientOf(server), question, never));
  expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
});

test('asks twice over one connection', async () => {
  await using server = await FakeLlmServer.start(saying('one'), saying('two'));
  const client = clientOf(server);
  await collect(streamAnswer(client, question, never));
  await collect(streamAnswer(client, question, never));
  expect(server.requests).toHaveLength(2);
  expect(server.connections).toBe(1);
});

test('reports usage that comes after the finish reason', async () => {
  const { end } = await outcome(...saying('a', 'b'));
  expect(end).toMatchObject({ reason: 'stop', usage: { inputTokens: 7, outputTokens: 2 } });
});

test('closes the socket at once when it is aborted, also while nobody reads', async () => {
  await using server = await FakeLlmServer.start([
    streamHead,
    deltaEvent({ content: 'a' }),
    { stall: true },
  ]);
  const abort = new AbortController();
  const stream = streamAnswer(clientOf(server), question, abort.signal)[Symbol.asyncIterator]();
  await stream.next();
  const { closed } = await server.arrival(1);
  abort.abort(new Error('stop'));
  expect(await within(500, closed)).toBe('closed');
  await expect(stream.next()).rejects.toThrow('stop');
});

test('closes the socket when it is aborted before the answer began', async () => {
  await using server = await FakeLlmServer.start([{ stall: true }]);
  const abort = new AbortController();
  const listening = listen(streamAnswer(clientOf(server), question, abort.signal));
  const { closed } = await server.arrival(1);
  const reason = new Error('stop');
  abort.abort(reason);
  expect(await within(500, closed)).toBe('closed');
  expect(await listening).toEqual({ text: '', failure: reason });
});

test('closes the socket when the reader leaves', async () => {
  await using server = await FakeLlmServer.start([
    streamHead,
    deltaEvent({ content: 'a' }),
    { stall: true },
  ]);
  for await (const _ of streamAnswer(clientOf(server), question, never)) break;
  expect(await within(500, (await server.arrival(1)).closed)).toBe('closed');
});

test('stops at [DONE] although the connection stays open', async () => {
  const { text, end } = await outcome(
    streamHead,
    deltaEvent({ content: 'a' }, 'stop'),
    dataEvent('[DONE]'),
    { stall: true },
  );
  expect({ text, reason: end?.reason }).toEqual({ text: 'a', reason: 'stop' });
});

test.each<[string, string, UpstreamStep[]]>([
  ['a clean end without a finish reason', 'truncated', [deltaEvent({ content: 'a' })]],
  ['a connection cut in the middle', 'network', [deltaEvent({ content: 'a' }), { cut: true }]],
  ['a connection reset', 'network', [deltaEvent({ content: 'a' }), { reset: true }]],
  [
    'an event cut at the end',
    'truncated',
    [deltaEvent({ content: 'a' }), { write: 'data: {"choices":[{"del' }],
  ],
])('keeps what was said and reports %s as truncated', async (_, reason, steps) => {
  const { text, failure } = await outcome(streamHead, ...steps);
  expect(text).toBe('a');
  expect(failure).toMatchObject({ code: 'model_truncated', reason, retryable: true });
});

test.each<[string, object, UpstreamStep[]]>([
  [
    'an error event',
    { code: 'model_overloaded', reason: 'overloaded', retryable: true },
    [{ write: 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n' }],
  ],
  [
    'an error beside the choices',
    { code: 'model_overloaded', reason: 'server' },
    [dataEvent({ choices: [], error: { code: 502, message: 'Provider disconnected' } })],
  ],
  [
    'a garbled event',
    { code: 'model_bad_response', reason: 'protocol' },
    [{ write: 'data: {"choices": oops\n\n' }, deltaEvent({}, 'stop')],
  ],
  [
    'a malformed call',
    { code: 'model_bad_response', reason: 'malformed_tool_call' },
    [deltaEvent({}, 'function_call_filter: MALFORMED_FUNCTION_CALL')],
  ],
])('keeps what was said before %s', async (_, expected, steps) => {
  const { text, failure } = await outcome(streamHead, deltaEvent({ content: 'a' }), ...steps);
  expect(text).toBe('a');
  expect(failure).toMatchObject(expected);
});

test.each<[string, object, UpstreamStep[]]>([
  ['nothing', { code: 'model_empty' }, []],
  ['heartbeats', { code: 'model_empty' }, [{ write: ': ping\n\n: ping\n\n' }]],
  ['[DONE] alone', { code: 'model_empty' }, [dataEvent('[DONE]')]],
  [
    'a web page',
    { code: 'model_bad_response', reason: 'bad_endpoint', retryable: false },
    [{ write: '<!DOCTYPE html><title>Relay</title>' }],
  ],
  [
    'plain words',
    { code: 'model_bad_response', reason: 'protocol' },
    [{ write: 'upstream connect error' }],
  ],
  [
    'an error document',
    { code: 'model_content_filter', retryable: false },
    [{ write: '{"error":{"code":"content_filter","message":"filtered"}}' }],
  ],
])('tells a 200 with %s from an answer', async (_, expected, steps) => {
  expect((await outcome(streamHead, ...steps)).failure).toMatchObject(expected);
});

test('takes a whole completion for an answer', async () => {
  const completion = { choices: [{ message: { content: 'Whole.' }, finish_reason: 'stop' }] };
  const head = { head: 200, headers: { 'content-type': 'application/json' } };
  const { text, end } = await outcome(head, { write: JSON.stringify(completion) });
  expect({ text, reason: end?.reason }).toEqual({ text: 'Whole.', reason: 'stop' });
});

test('refuses a compressed answer', async () => {
  const { failure } = await outcome({ head: 200, headers: { 'content-encoding': 'gzip' } });
  expect(failure).toMatchObject({ code: 'model_bad_response', retryable: false });
});

test('gives up on an event over the limit', async () => {
  await using server = await FakeLlmServer.start([
    streamHead,
    { write: `data: ${'x'.repeat(200)}` },
    { stall: true },
  ]);
  const { failure } = await listen(streamAnswer(clientOf(server, {}, 100), question, never));
  expect(failure).toMatchObject({ code: 'model_bad_response', retryable: false });
});

test('gives up on an answer that never stops', async () => {
  const many = Array.from({ length: 20 }, () => deltaEvent({ content: 'x'.repeat(20) }));
  await using server = await FakeLlmServer.start([streamHead, ...many, { stall: true }]);
  const { failure } = await listen(streamAnswer(clientOf(server, {}, 100), question, never));
  expect(failure).toMatchObject({ code: 'model_bad_response', retryable: false });
});

test('says that nobody answers at the address', async () => {
  const server = await FakeLlmServer.start();
  const client = clientOf(server);
  await server[Symbol.asyncDispose]();
  const { failure } = await listen(streamAnswer(client, question, never));
  expect(failure).toMatchObject({ code: 'model_unreachable', reason: 'network', retryable: true });
});

test('never repeats a key in what it throws', async () => {
  const apiKey = 'Zx81PlainWord99';
  const message = `Incorrect API key provided: ${apiKey}, or sk-abcdefgh12345678.`;
  await using server = await FakeLlmServer.start(refusing(401, { message }));
  const { failure } = await listen(streamAnswer(clientOf(server, { apiKey }), question, never));
  expect(failure).toMatchObject({ code: 'model_rejected', reason: 'auth', status: 401 });
  const everything = JSON.stringify(failure) + String(failure) + String((failure as Error).stack);
  expect(everything).not.toContain(apiKey);
  expect(everything).not.toContain('sk-abcdefgh');
});

test('asks again without what the endpoint refuses by name, and remembers it', async () => {
  await using server = await FakeLlmServer.start(
    refusing(400, {
      message: "Unsupported parameter: 'max_tokens' is not supported with this model.",
    }),
    refusing(400, { message: 'unknown field "stream_options"' }),
    saying('one'),
    saying('two'),
  );
  const client = clientOf(server, { maxOutputTokens: 500 });
  await collect(streamAnswer(client, question, never));
  await collect(streamAnswer(client, question, never));
  expect(server.requests).toHaveLength(4);
  expect(server.requests[3]?.body).toMatchObject({ max_completion_tokens: 500 });
  expect(server.requests[3]?.body).not.toHaveProperty('max_tokens');
  expect(server.requests[3]?.body).not.toHaveProperty('stream_options');
});

test('loses no lesson when requests learn at the same time', async () => {
  const late = { waitMs: 30 };
  await using server = await FakeLlmServer.start(
    [late, ...refusing(400, { message: 'unknown field "stream_options"' })],
    [late, ...refusing(400, { message: "Unsupported parameter: 'max_tokens'" })],
    saying('one'),
    saying('two'),
    saying('three'),
  );
  const client = clientOf(server, { maxOutputTokens: 500 });
  const ask = () => collect(streamAnswer(client, question, never));
  await Promise.all([ask(), ask()]);
  await ask();
  expect(server.requests).toHaveLength(5);
  expect(server.requests[4]?.body).not.toHaveProperty('stream_options');
  expect(server.requests[4]?.body).toMatchObject({ max_completion_tokens: 500 });
});

test('asks again also when another request has learnt the same already', async () => {
  const refusal = refusing(400, { message: "Unsupported parameter: 'max_tokens'" });
  await using server = await FakeLlmServer.start(
    refusal,
    [{ waitMs: 60 }, ...refusal],
    saying('one'),
    saying('two'),
  );
  const client = clientOf(server, { maxOutputTokens: 500 });
  const ask = () => collect(streamAnswer(client, question, never));
  await Promise.all([ask(), ask()]);
  expect(server.requests).toHaveLength(4);
  for (const { body } of server.requests.slice(2)) {
    expect(body).toMatchObject({ max_completion_tokens: 500 });
  }
});

test('gives up on an endpoint that refuses whatever is said differently', async () => {
  const passed = refusing(400, { message: 'reasoning_content must be passed back' });
  const refused = refusing(400, { message: 'unknown field reasoning_content' });
  const scripts = Array.from({ length: 20 }, (_, turn) => (turn % 2 === 0 ? passed : refused));
  await using server = await FakeLlmServer.start(...scripts);
  const { failure } = await listen(streamAnswer(clientOf(server), question, never));
  expect(failure).toMatchObject({ code: 'model_rejected' });
  expect(server.requests).toHaveLength(9);
});

test('tells the model of a document that the endpoint does not take, from then on', async () => {
  const manual: ModelContent = {
    type: 'document',
    mediaType: 'application/pdf',
    base64: 'JVBERi0=',
    filename: 'manual.pdf',
  };
  const request: ModelRequest = { ...question, messages: [{ role: 'user', content: [manual] }] };
  await using server = await FakeLlmServer.start(
    refusing(501, { message: 'Unknown part type: file', type: 'NotImplementedError' }),
    saying('one'),
    saying('two'),
  );
  const client = clientOf(server);
  await collect(streamAnswer(client, request, never));
  await collect(streamAnswer(client, request, never));
  const sent = server.requests.map(({ body }) => JSON.stringify(body));
  expect(sent[0]).toContain('data:application/pdf;base64,JVBERi0=');
  expect(sent).toHaveLength(3);
  for (const body of sent.slice(1)) {
    expect(body).not.toContain('JVBERi0=');
    expect(body).toContain('manual.pdf');
  }
});

test('asks once only when the refusal is about something else', async () => {
  await using server = await FakeLlmServer.start(
    refusing(400, { message: 'messages must not be empty' }),
  );
  const { failure } = await listen(streamAnswer(clientOf(server), question, never));
  expect(failure).toMatchObject({
    code: 'model_rejected',
    reason: 'invalid_request',
    retryable: false,
  });
  expect(server.requests).toHaveLength(1);
});

test('follows a redirect within the same origin and no other', async () => {
  await using elsewhere = await FakeLlmServer.start(saying('stolen'));
  await using server = await FakeLlmServer.start(
    [{ head: 307, headers: { location: '/v2/chat/completions' } }],
    saying('moved'),
    [{ head: 307, headers: { location: `${elsewhere.baseUrl}/chat/completions` } }],
  );
  const client = clientOf(server, { apiKey: 'sk-secret-1234' });
  expect((await listen(streamAnswer(client, question, never))).text).toBe('moved');
  expect(server.requests[1]?.path).toBe('/v2/chat/completions');
  expect((await listen(streamAnswer(client, question, never))).failure).toMatchObject({
    status: 307,
  });
  expect(elsewhere.requests).toHaveLength(0);
});

async function within(ms: number, closed: Promise<void>): Promise<'closed' | 'late'> {
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, ms, 'late' as const));
  return Promise.race([closed.then(() => 'closed' as const), late]);
}

test('may be forbidden to ask until its connection stands, and then nothing is sent', async () => {
  await using server = await FakeLlmServer.start(saying('Hi'));
  const order: string[] = [];
  const connect = buildConnector({});
  const dispatcher = new Agent({
    connect(options, done) {
      connect(options, (...connected) => {
        order.push('connected');
        setTimeout(() => done(...connected), 20);
      });
    },
  });
  const client = openAiModelClient(
    { baseUrl: server.baseUrl, model: 'fake' },
    { limits: shortLimits, dispatcher },
  );
  const confirm = async () => {
    order.push('asked whether it may');
    throw new Error('no longer');
  };
  const asking = collect(streamAnswer(client, { ...question, confirm }, never));
  await expect(asking).rejects.toThrow('no longer');
  expect(order).toEqual(['connected', 'asked whether it may']);
  expect(server.requests).toEqual([]);
  expect(await collect(streamAnswer(client, question, never))).toHaveLength(2);
});
