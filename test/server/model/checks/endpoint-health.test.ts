import { expect, test } from 'vitest';
import {
  endpointHealth,
  type HealthOptions,
} from '../../../../server/model/checks/endpoint-health.ts';
import { type Abilities, startAbleModel } from '../../../fakes/able-model.ts';
import { FakeLlmServer, refusing } from '../../../fakes/fake-llm-server.ts';

function healthOf(server: FakeLlmServer, options?: HealthOptions) {
  return endpointHealth({ baseUrl: server.baseUrl, model: 'large', apiKey: 'right' }, options);
}

test.each<[Abilities, unknown]>([
  [{ models: ['large', 'small'] }, { state: 'ok', models: 2 }],
  [{ models: null }, { state: 'ok' }],
  [{ key: 'another' }, { state: 'rejected' }],
])('%j is %j', async (abilities, health) => {
  await using server = await startAbleModel(abilities);
  expect(await healthOf(server)()).toEqual(health);
});

test('a key that may ask but not list is not refused', async () => {
  const message = 'You have insufficient permissions. Missing scopes: api.model.read.';
  await using server = await FakeLlmServer.answering(() => refusing(403, { message }));
  expect(await healthOf(server)()).toEqual({ state: 'ok' });
  await using other = await FakeLlmServer.answering(() => refusing(403, { message: 'Blocked.' }));
  expect(await healthOf(other)()).toEqual({ state: 'rejected' });
});

test('an endpoint that does not answer in time is out of reach', async () => {
  await using silent = await FakeLlmServer.answering(() => [{ stall: true }]);
  expect(await healthOf(silent, { limitMs: 50 })()).toEqual({ state: 'unreachable' });
});

test('asks again only when an answer is no longer fresh', async () => {
  await using server = await startAbleModel();
  const fresh = healthOf(server, { freshMs: 60_000 });
  await Promise.all([fresh(), fresh(), fresh()]);
  expect(server.requests).toHaveLength(1);
  const never = healthOf(server, { freshMs: -1 });
  await never();
  await never();
  await expect.poll(() => server.requests.length).toBe(3);
});

test('tells what it knew last while an endpoint that hangs is asked again', async () => {
  const server = await startAbleModel();
  const health = healthOf(server, { freshMs: -1, limitMs: 60_000 });
  expect((await health()).state).toBe('ok');
  await server[Symbol.asyncDispose]();
  expect((await health()).state).toBe('ok');
  await expect.poll(async () => (await health()).state).toBe('unreachable');
});

test('believes what calls have shown of the key before what the list says', async () => {
  await using closed = await startAbleModel({ key: 'another' });
  const accepted = { verdict: () => 'accepted' as const };
  expect(await healthOf(closed, { key: accepted })()).toEqual({ state: 'ok' });
  await using open = await startAbleModel({ models: ['large'] });
  const refused = { verdict: () => 'refused' as const };
  expect(await healthOf(open, { key: refused })()).toEqual({ state: 'rejected', models: 1 });
});
