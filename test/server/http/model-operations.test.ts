import { expect, test } from 'vitest';
import { startAbleModel } from '../../fakes/able-model.ts';
import { FakeLlmServer, refusing, saying } from '../../fakes/fake-llm-server.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, textOf } from '../../support/shopper.ts';

/** What operators see of models of their own, over HTTP and in the log. */

const hostOf = (server: FakeLlmServer) => new URL(server.baseUrl).host;

function fallback(server: FakeLlmServer, more = {}): Record<string, string> {
  const endpoint = { base_url: server.baseUrl, name: 'small', ...more };
  return { MODEL_FALLBACKS: JSON.stringify([endpoint]) };
}

async function readiness({ url }: Installation) {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
}

test('the start says what is wrong with each model, without waiting for it and without its key', async () => {
  await using main = await startAbleModel({ key: 'sk-right-key-123', models: ['large'] });
  await using other = await startAbleModel({ models: ['smaller'] });
  await using aisle = await startInstallation({
    MODEL_BASE_URL: main.baseUrl,
    MODEL_NAME: 'large',
    MODEL_API_KEY: 'sk-wrong-key-123',
    ...fallback(other),
    MODEL_CHECK_AT_START: 'true',
  });
  const findings = () =>
    aisle.logged
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => /^model: (fine|wrong)$/.test(msg));
  await expect.poll(findings, { timeout: 10_000 }).toHaveLength(6);
  const of = (server: FakeLlmServer) =>
    findings().filter(({ endpoint }) => endpoint.startsWith(hostOf(server)));
  expect(of(main)).toEqual([
    expect.objectContaining({
      level: 50,
      check: 'key',
      remedy: 'check MODEL_API_KEY: this one is not accepted.',
    }),
  ]);
  expect(of(other).map(({ level, check }) => [level, check])).toEqual([
    [30, 'key'],
    [50, 'model'],
    [30, 'streams'],
    [30, 'calls tools'],
    [30, 'sees images'],
  ]);
  expect(of(other)[1].remedy).toContain('did you mean smaller?');
  expect(aisle.logged.join('')).not.toMatch(/sk-(right|wrong)/);
  // They cost money like any other question.
  const calls = () => aisle.database.sql`select outcome from model_call order by outcome`;
  await expect
    .poll(async () => (await calls()).map(({ outcome }) => outcome), { timeout: 10_000 })
    .toEqual(['answered', 'answered', 'answered', 'auth']);
});

test('a process that stops does not wait for a model that does not answer', async () => {
  await using silent = await FakeLlmServer.answering(() => [{ stall: true }]);
  {
    await using _aisle = await startInstallation({
      MODEL_BASE_URL: silent.baseUrl,
      MODEL_NAME: 'large',
      MODEL_CHECK_AT_START: 'true',
    });
    await silent.arrival(1);
  }
  await Promise.all(silent.requests.map(({ closed }) => closed));
});

test('asks nothing at the start when told not to', async () => {
  await using main = await startAbleModel();
  await using aisle = await startInstallation({
    MODEL_BASE_URL: main.baseUrl,
    MODEL_NAME: 'large',
    MODEL_CHECK_AT_START: 'false',
  });
  await fetch(`${aisle.url}/readyz`);
  expect(main.requests.map(({ method }) => method)).toEqual(['GET']);
});

test('is ready, if degraded, while one endpoint takes our key, and not when none does', async () => {
  await using refuses = await startAbleModel({ key: 'right' });
  await using answers = await startAbleModel({ models: ['small', 'large'] });
  const wrong = { MODEL_BASE_URL: refuses.baseUrl, MODEL_NAME: 'large', MODEL_API_KEY: 'wrong' };
  {
    await using aisle = await startInstallation({ ...wrong, ...fallback(answers) });
    const { status, body } = await readiness(aisle);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      model: { state: 'rejected', name: 'large', demo: false },
      models: [
        { state: 'rejected', name: `${hostOf(refuses)}/large`, demo: false },
        { state: 'ok', name: `${hostOf(answers)}/small`, demo: false, models: 2 },
      ],
    });
  }
  await using aisle = await startInstallation({ ...wrong, ...fallback(refuses) });
  const { status, body } = await readiness(aisle);
  expect(status).toBe(503);
  expect(body.status).toBe('unavailable');
});

test('tells calls, tokens, an open breaker and a fallback after a question', async () => {
  await using fails = await FakeLlmServer.answering(({ method }) =>
    method === 'GET'
      ? [{ head: 200 }, { write: '{"data":[{"id":"large"}]}' }]
      : refusing(500, { message: 'oh no' }),
  );
  await using answers = await FakeLlmServer.answering(({ method }) =>
    method === 'GET' ? refusing(404, { message: 'no list' }) : saying('All', ' is well.'),
  );
  await using aisle = await startInstallation({
    MODEL_BASE_URL: fails.baseUrl,
    MODEL_NAME: 'large',
    MODEL_MAX_TRIES: '1',
    MODEL_BREAKER_FAILURES: '1',
    ...fallback(answers),
  });
  const shopper = await newShopper(aisle.url, 'demo-outdoor');
  expect(textOf(await shopper.ask('c1', 'hello'))).toBe('All is well.');

  const { status, body } = await readiness(aisle);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'degraded',
    model: { state: 'ok' },
    models: [{ state: 'open' }, { state: 'ok' }],
  });
  const metrics = await (await fetch(`${aisle.url}/metrics`)).text();
  const [large, small] = [`${hostOf(fails)}/large`, `${hostOf(answers)}/small`];
  for (const line of [
    `aisle_model_calls_total{endpoint="${large}",model="large",outcome="server"} 1`,
    `aisle_model_calls_total{endpoint="${small}",model="small",outcome="answered"} 1`,
    `aisle_model_output_tokens_total{endpoint="${small}",model="small"} 2`,
    `aisle_model_time_to_first_content_seconds_count{endpoint="${small}",model="small"} 1`,
    `aisle_model_breaker_state{endpoint="${large}"} 2`,
    `aisle_model_breaker_state{endpoint="${small}"} 0`,
    `aisle_model_queue_length{endpoint="${small}"} 0`,
  ]) {
    expect(metrics).toContain(line);
  }
});
