import { expect, test } from 'vitest';
import { type ListModelsOptions, listModels } from '../../../../server/model/wire/list-models.ts';
import { FakeLlmServer, refusing, type UpstreamStep } from '../../../fakes/fake-llm-server.ts';

async function list(steps: UpstreamStep[], options: ListModelsOptions = {}) {
  await using server = await FakeLlmServer.start(steps);
  const endpoint = { baseUrl: server.baseUrl, model: 'm', apiKey: 'sk-secret-1234' };
  const models = await listModels(endpoint, options);
  return { models, request: server.requests[0] };
}

function json(value: unknown): UpstreamStep[] {
  return [{ head: 200 }, { write: JSON.stringify(value) }];
}

test('reads the list with the key', async () => {
  const { models, request } = await list(json({ data: [{ id: 'a' }, { id: 'b' }] }));
  expect(models).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(request).toMatchObject({
    method: 'GET',
    path: '/v1/models',
    headers: { authorization: 'Bearer sk-secret-1234' },
  });
});

test.each<[string, unknown, unknown]>([
  ['a bare list', [{ id: 'a', context_length: 8 }], [{ id: 'a', contextLength: 8 }]],
  ["Gemini's prefix", { data: [{ id: 'models/gemini-3' }] }, [{ id: 'gemini-3' }]],
  ["vLLM's window", { data: [{ id: 'q', max_model_len: 9 }] }, [{ id: 'q', contextLength: 9 }]],
  [
    "Mistral's window",
    { data: [{ id: 'm', max_context_length: 9 }] },
    [{ id: 'm', contextLength: 9 }],
  ],
  ['no data', { data: null }, []],
  ['entries without an id', { data: [null, {}, { id: 5 }] }, []],
])('understands %s', async (_, body, expected) => {
  expect((await list(json(body))).models).toEqual(expected);
});

test('knows nothing of the models where there is no list', async () => {
  expect((await list(refusing(404, { message: 'not found' }))).models).toBeUndefined();
});

test('fails when the key is refused', async () => {
  await expect(list(refusing(401, { message: 'bad key' }))).rejects.toMatchObject({
    reason: 'auth',
  });
});

test('fails when a web page comes', async () => {
  const page = list([{ head: 200 }, { write: '<html></html>' }]);
  await expect(page).rejects.toMatchObject({ reason: 'bad_endpoint' });
});

test('fails when no list comes in time', async () => {
  const late = list([{ head: 200 }, { stall: true }], { timeoutMs: 50 });
  await expect(late).rejects.toMatchObject({ code: 'model_timeout' });
});

test('throws the reason when it is aborted', async () => {
  const reason = new Error('stop');
  await expect(list(json({}), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
