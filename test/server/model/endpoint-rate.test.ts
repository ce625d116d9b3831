import { expect, test } from 'vitest';
import { endpointRate } from '../../../server/model/endpoint-rate.ts';
import type { ModelEndpoint } from '../../../server/model/model-endpoint.ts';
import { FakeModelRate } from '../../fakes/fake-model-rate.ts';

const taken = { waitMs: 0 };
const plain: ModelEndpoint = { baseUrl: 'https://models.example/v1', model: 'm' };

function rateOf(endpoint: ModelEndpoint, limitMs?: number) {
  const buckets = new FakeModelRate();
  const warnings: unknown[] = [];
  const log = { warn: (about: unknown) => void warnings.push(about) };
  const rate = endpointRate(endpoint, { rate: buckets, log, ...(limitMs && { limitMs }) });
  return { buckets, warnings, rate };
}

test('asks nobody while the endpoint has no limit that we know', async () => {
  const { buckets, rate } = rateOf(plain);
  expect(await rate.take(100)).toEqual({ waitMs: 0, paceMs: 0 });
  rate.correct({ requests: 0, tokens: 5 });
  rate.learn({ requestsPerMinute: undefined, tokensLeft: undefined });
  expect(buckets.buckets.size).toBe(0);
});

test('tells the buckets once what the operator says, before anything is taken', async () => {
  const { buckets, rate } = rateOf({ ...plain, requestsPerMinute: 10 });
  await rate.take(1);
  await rate.take(2);
  expect(buckets.configured).toEqual([{ requestsPerMinute: 10, tokensPerMinute: undefined }]);
  expect(buckets.takes).toEqual([1, 2]);
});

test('asks from the first limit on that the endpoint tells', async () => {
  const { buckets, rate } = rateOf(plain);
  rate.learn({ tokensPerMinute: 1_000, tokensLeft: 900 });
  await expect.poll(() => buckets.learnt).toEqual([{ tokensPerMinute: 1_000, tokensLeft: 900 }]);
  buckets.answers.push(700);
  expect(await rate.take(100)).toMatchObject({ waitMs: 700 });
});

test('believes the operator about limits and the endpoint about what is left', async () => {
  const { buckets, rate } = rateOf({ ...plain, requestsPerMinute: 10 });
  rate.learn({ requestsPerMinute: 5_000, requestsLeft: 3, tokensPerMinute: 90 });
  await expect
    .poll(() => buckets.learnt)
    .toEqual([{ requestsPerMinute: 10, requestsLeft: 3, tokensPerMinute: 90 }]);
});

test('asks while the endpoint wants to be left alone, which is five minutes at most', async () => {
  const { buckets, rate } = rateOf(plain);
  rate.learn({ blockedForMs: 86_400_000 });
  await expect.poll(() => buckets.learnt).toMatchObject([{ blockedForMs: 300_000 }]);
  buckets.answers.push(299_000);
  expect(await rate.take(1)).toMatchObject({ waitMs: 299_000 });
});

test('has buckets of its own for each key, whose names do not hold it', async () => {
  const names = await Promise.all(
    ['sk-one', 'sk-two', undefined].map(async (apiKey) => {
      const { buckets, rate } = rateOf({ ...plain, apiKey, requestsPerMinute: 1 });
      await rate.take(1);
      return [...buckets.buckets].join();
    }),
  );
  expect(new Set(names).size).toBe(3);
  expect(names.join()).not.toMatch(/sk-/);
  expect(names.every((name) => name.startsWith('models.example/m'))).toBe(true);
});

test('lets calls go on when the buckets cannot be asked, and says so once', async () => {
  const { buckets, warnings, rate } = rateOf({ ...plain, requestsPerMinute: 10 });
  buckets.failure = new Error('the database is away');
  expect(await Promise.all([rate.take(1), rate.take(2)])).toMatchObject([taken, taken]);
  expect(await rate.take(3)).toMatchObject(taken);
  rate.correct({ requests: 0, tokens: 1 });
  expect(warnings).toEqual([{ err: buckets.failure, endpoint: 'models.example/m' }]);
});

test('does not wait long for buckets that say nothing', async () => {
  const { buckets, warnings, rate } = rateOf({ ...plain, requestsPerMinute: 10 }, 20);
  buckets.answers.push(new Promise<number>(() => {}));
  expect(await rate.take(1)).toMatchObject(taken);
  expect(warnings).toHaveLength(1);
});
