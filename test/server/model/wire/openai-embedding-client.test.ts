import { afterEach, expect, test } from 'vitest';
import { openaiEmbeddingClient } from '../../../../server/model/wire/openai-embedding-client.ts';
import { jsonAnswer, vectorsAnswer } from '../../../fakes/fake-embeddings.ts';
import { FakeLlmServer, type UpstreamStep } from '../../../fakes/fake-llm-server.ts';

afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});
const opened: (() => Promise<void>)[] = [];

async function clientOf(scripts: UpstreamStep[][], { timeoutMs = 2_000, dimensions = 0 } = {}) {
  const server = await FakeLlmServer.start(...scripts);
  const endpoint = { baseUrl: server.baseUrl, apiKey: 'sk-secret-key', model: 'small' };
  const client = openaiEmbeddingClient(dimensions ? { ...endpoint, dimensions } : endpoint, {
    timeoutMs,
  });
  opened.push(
    () => client.close(),
    () => server[Symbol.asyncDispose](),
  );
  return { server, client };
}

const signal = () => new AbortController().signal;

test('asks for all texts at once and gives vectors of length 1 back in their order', async () => {
  const data = [
    { index: 1, embedding: [0, 5] },
    { index: 0, embedding: [3, 4] },
  ];
  const { server, client } = await clientOf([jsonAnswer(200, { data })]);
  const vectors = await client.embed(['one', 'two'], signal());
  expect(vectors.map((vector) => [...vector])).toEqual([
    [expect.closeTo(0.6), expect.closeTo(0.8)],
    [0, 1],
  ]);
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/v1/embeddings',
    headers: { authorization: 'Bearer sk-secret-key' },
    body: { model: 'small', input: ['one', 'two'], encoding_format: 'float' },
  });
});

test('reads vectors that come as base64, and asks for fewer dimensions when told', async () => {
  const bytes = Buffer.from(Float32Array.from([0, -2]).buffer).toString('base64');
  const { server, client } = await clientOf([vectorsAnswer([bytes])], { dimensions: 2 });
  expect([...(await client.embed(['one'], signal()))[0]!]).toEqual([0, -1]);
  expect(server.requests[0]?.body).toMatchObject({ dimensions: 2 });
  expect(client.space).toBe('small/2');
});

test.each([
  ['a vector is missing', vectorsAnswer([[1, 0]])],
  [
    'a vector points nowhere',
    vectorsAnswer([
      [1, 0],
      [0, 0],
    ]),
  ],
  [
    'a vector holds words',
    vectorsAnswer([
      [1, 0],
      ['a', 'b'],
    ]),
  ],
  [
    'dimensions differ',
    vectorsAnswer([
      [1, 0],
      [1, 0, 0],
    ]),
  ],
  ['something else came', jsonAnswer(200, { hello: 'world' })],
])('refuses an answer when %s', async (_, answer) => {
  const { client } = await clientOf([answer]);
  const asked = client.embed(['one', 'two'], signal());
  await expect(asked).rejects.toMatchObject({ name: 'ModelFailure', reason: 'protocol' });
});

test.each([
  ['an index far away', { index: 4e9, embedding: [1, 0] }],
  ['more dimensions than a call can spread', { embedding: Array(500_000).fill(1) }],
])('refuses %s at once', async (_, item) => {
  const { client } = await clientOf([jsonAnswer(200, { data: [item] })]);
  await expect(client.embed(['one'], signal())).rejects.toMatchObject({ reason: 'protocol' });
});

test('refuses vectors of another dimension than the first ones', async () => {
  const { client } = await clientOf([vectorsAnswer([[1, 0]]), vectorsAnswer([[1, 0, 0]])]);
  await client.embed(['one'], signal());
  const again = client.embed(['one'], signal());
  await expect(again).rejects.toMatchObject({ reason: 'protocol', retryable: false });
});

test('says why it was refused, whether to try again, and never the key', async () => {
  const error = { message: 'Incorrect API key provided: sk-secret-key', code: 'invalid_api_key' };
  const { client } = await clientOf([
    jsonAnswer(401, { error }),
    jsonAnswer(429, { error: { message: 'slow down', code: 'rate_limit_exceeded' } }),
  ]);
  const refused = await client.embed(['one'], signal()).catch((failure) => failure);
  expect(refused).toMatchObject({ reason: 'auth', retryable: false });
  expect(refused.message).not.toContain('sk-secret-key');
  await expect(client.embed(['one'], signal())).rejects.toMatchObject({
    reason: 'rate_limit',
    retryable: true,
  });
});

test('gives up on a server that says nothing, and when nobody waits any more', async () => {
  const { client } = await clientOf([[{ stall: true }], [{ stall: true }]], { timeoutMs: 40 });
  await expect(client.embed(['one'], signal())).rejects.toMatchObject({ reason: 'timeout' });
  const abort = new AbortController();
  const asked = client.embed(['one'], abort.signal);
  abort.abort(new Error('gone'));
  await expect(asked).rejects.toThrow('gone');
});
