import { expect, test } from 'vitest';
import { checkEndpoint } from '../../../../server/model/checks/check-endpoint.ts';
import type { Finding } from '../../../../server/model/checks/finding.ts';
import { FALLBACK_SETTINGS, MAIN_SETTINGS } from '../../../../server/model/checks/remedies.ts';
import type { ModelEndpoint } from '../../../../server/model/model-endpoint.ts';
import { type Abilities, startAbleModel } from '../../../fakes/able-model.ts';
import { FakeLlmServer, refusing, saying, streamHead } from '../../../fakes/fake-llm-server.ts';
import { shortLimits } from '../limits.ts';

const KEY = 'sk-very-secret-1234';

async function findings(
  server: FakeLlmServer,
  endpoint: Partial<ModelEndpoint> = {},
  options: { limitMs?: number; settings?: typeof MAIN_SETTINGS } = {},
): Promise<Finding[]> {
  const target = { baseUrl: server.baseUrl, model: 'large', apiKey: KEY, ...endpoint };
  const { signal } = new AbortController();
  const all = { settings: MAIN_SETTINGS, limits: shortLimits, limitMs: 10_000, signal, ...options };
  const found = await Array.fromAsync(checkEndpoint(target, all));
  expect(JSON.stringify(found)).not.toContain('secret');
  return found;
}

async function findingsOf(abilities: Abilities, endpoint: Partial<ModelEndpoint> = {}) {
  await using server = await startAbleModel(abilities);
  return await findings(server, endpoint);
}

const red = (found: Finding[]) =>
  found.flatMap((finding) => (finding.ok ? [] : [[finding.name, finding.found, finding.remedy]]));

test('finds nothing wrong with a good model', async () => {
  const found = await findingsOf({ key: KEY });
  expect(found.map(({ name, ok }) => [name, ok])).toEqual([
    ['key', true],
    ['model', true],
    ['streams', true],
    ['calls tools', true],
    ['sees images', true],
  ]);
});

test('says that a key is refused, and nothing more', async () => {
  const found = await findingsOf({ key: 'sk-another-key' });
  expect(red(found)).toEqual([
    ['key', expect.stringContaining('401'), 'check MODEL_API_KEY: this one is not accepted.'],
  ]);
  expect(found).toHaveLength(1);
});

test('does not believe an open list about the key', async () => {
  await using server = await FakeLlmServer.answering(({ method }) =>
    method === 'GET'
      ? [{ head: 200 }, { write: '{"data":[{"id":"large"}]}' }]
      : refusing(401, { message: 'No auth credentials found' }),
  );
  expect(red(await findings(server)).map(([name]) => name)).toEqual(['key']);
});

test('accepts a key that may ask but not list', async () => {
  await using server = await FakeLlmServer.answering(({ method }) =>
    method === 'GET'
      ? refusing(403, { message: 'Missing scopes: api.model.read' })
      : saying('a', 'b'),
  );
  const [key, model] = await findings(server);
  expect(key).toMatchObject({ name: 'key', ok: true });
  expect(model).toMatchObject({ ok: true, found: expect.stringContaining('at its word') });
});

test('offers the names that were meant when a model is not listed', async () => {
  const models = ['gpt-5-nano', 'gpt-5-mini', 'text-embedding-3-small'];
  const found = await findingsOf({ models }, { model: 'gpt-5-mni' });
  expect(red(found)).toEqual([
    [
      'model',
      expect.stringMatching(/^127\.0\.0\.1:\d+ does not list gpt-5-mni$/),
      'did you mean gpt-5-mini, gpt-5-nano? Set MODEL_NAME, or leave it: it answers all the same.',
    ],
  ]);
});

test('tells a model that is not there from one that is only not listed', async () => {
  await using server = await FakeLlmServer.answering(({ method }) =>
    method === 'GET'
      ? [{ head: 200 }, { write: '{"data":[{"id":"large"}]}' }]
      : refusing(404, { code: 'model_not_found', message: 'The model `tiny` does not exist' }),
  );
  expect(red(await findings(server, { model: 'tiny' }))).toEqual([
    ['model', expect.any(String), 'it lists 1, none like it. Set MODEL_NAME.'],
    ['streams', expect.any(String), 'check MODEL_NAME: the endpoint does not know this model.'],
  ]);
});

test('takes a tag that the provider adds, and a prefix that it leaves out, for the same name', async () => {
  const models = ['qwen2.5vl:latest', 'models/gemini-3'];
  expect(red(await findingsOf({ models }, { model: 'qwen2.5vl' }))).toEqual([]);
  expect(red(await findingsOf({ models }, { model: 'models/gemini-3' }))).toEqual([]);
});

test('takes a model at its word where nothing is listed', async () => {
  for (const models of [null, []]) expect(red(await findingsOf({ models }))).toEqual([]);
});

test('tells an answer in one piece from a stream', async () => {
  expect(red(await findingsOf({ streaming: 'document' }))).toEqual([
    ['streams', expect.stringContaining('in one piece'), expect.stringContaining('a proxy')],
  ]);
  expect(red(await findingsOf({ streaming: 'one-event' }))).toEqual([]);
});

test('says that a model calls no tools or sees nothing, whether it refuses or only ignores them', async () => {
  for (const abilities of [{ vision: false }, { sees: 'I see no picture that was shared.' }]) {
    expect(red(await findingsOf({ tools: false, ...abilities }))).toEqual([
      ['calls tools', expect.any(String), expect.stringContaining('function calling')],
      ['sees images', expect.any(String), expect.stringContaining('switch photos off')],
    ]);
  }
});

test('does not ask a fallback for what it is set not to do', async () => {
  await using server = await startAbleModel({ tools: false, vision: false });
  expect(red(await findings(server, { tools: false, images: false }))).toEqual([]);
  expect(server.requests).toHaveLength(2);
});

test('names the settings of a fallback', async () => {
  await using server = await startAbleModel({ key: 'sk-another-key' });
  const [key] = red(await findings(server, {}, { settings: FALLBACK_SETTINGS }));
  expect(key?.[2]).toContain('api_key in MODEL_FALLBACKS');
});

test('says what to do about an address where nothing answers as a model', async () => {
  await using page = await FakeLlmServer.answering(() => [
    { head: 404, headers: { 'content-type': 'text/html' } },
    { write: '<html><title>Welcome</title></html>' },
  ]);
  const [key] = red(await findings(page));
  expect(key).toEqual(['key', expect.stringContaining('could not be tried'), expect.any(String)]);
  expect(key?.[2]).toContain('MODEL_BASE_URL: it usually ends in /v1');
});

test('gives up on an endpoint that says nothing', async () => {
  await using silent = await FakeLlmServer.answering(() => [streamHead, { stall: true }]);
  expect(red(await findings(silent, {}, { limitMs: 100 }))).toEqual([
    ['key', 'could not be tried: no answer within 100 ms', expect.stringContaining('slow')],
  ]);
});

test('ends when it is told to', async () => {
  await using silent = await FakeLlmServer.answering(() => [streamHead, { stall: true }]);
  const stop = new AbortController();
  const options = { settings: MAIN_SETTINGS, limits: shortLimits, limitMs: 60_000 };
  const target = { baseUrl: silent.baseUrl, model: 'large' };
  const all = Array.fromAsync(checkEndpoint(target, { ...options, signal: stop.signal }));
  const [request] = [await silent.arrival(1)];
  stop.abort(new Error('stopped'));
  await expect(all).rejects.toThrow('stopped');
  await request.closed;
});
