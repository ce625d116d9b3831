import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../server/postgres/connection/database.ts';
import { postgresModelRate } from '../../../../server/postgres/models/model-rate.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const rate = () => postgresModelRate(database.db);

/** How long to wait: 0 is taken. */
async function take(endpoint: string, tokens: number): Promise<number> {
  return (await rate().take(endpoint, tokens)).waitMs;
}

/** As if so many seconds had passed. */
function pass(endpoint: string, seconds: number) {
  return database.sql`
    update model_rate
    set filled_at = filled_at - ${seconds} * interval '1 second',
      blocked_until = blocked_until - ${seconds} * interval '1 second'
    where endpoint = ${endpoint}`;
}

/** What so many concurrent takes were told; 0 is taken. */
function race(count: number, take: (n: number) => Promise<number>) {
  return Promise.all(Array.from({ length: count }, (_, n) => take(n)));
}
const taken = (answers: number[]) => answers.filter((waitMs) => waitMs === 0).length;

describe('the buckets of an endpoint', () => {
  it('never give out more requests than there are to 50 who ask at once', async () => {
    await rate().configure('requests', { requestsPerMinute: 5 });
    const answers = await race(50, () => take('requests', 1));
    expect(taken(answers)).toBe(5);
    for (const waitMs of answers.filter(Boolean)) expect(waitMs).toBeLessThanOrEqual(12_000);
  });

  it('never give out more tokens than there are to 50 who ask at once', async () => {
    await rate().configure('tokens', { requestsPerMinute: 1_000, tokensPerMinute: 1_000 });
    const answers = await race(50, () => take('tokens', 300));
    expect(taken(answers)).toBe(3);
    const [left] = await database.sql`select requests from model_rate where endpoint = 'tokens'`;
    // Whoever got no tokens took no request either.
    expect(left?.requests).toBeGreaterThanOrEqual(1_000 - 3);
  });

  it('are shared by processes', async () => {
    const other = openDatabase(database.url);
    try {
      const processes = [rate(), postgresModelRate(other.db)] as const;
      for (const each of processes) await each.configure('shared', { requestsPerMinute: 5 });
      const answers = await race(50, (n) =>
        processes[n % 2]!.take('shared', 1).then(({ waitMs }) => waitMs),
      );
      expect(taken(answers)).toBe(5);
    } finally {
      await other.close(1_000);
    }
  });

  it('fill with time, up to what there is in a minute', async () => {
    await rate().configure('time', { requestsPerMinute: 6 });
    expect(taken(await race(7, () => take('time', 1)))).toBe(6);
    const waitMs = await take('time', 1);
    expect(waitMs).toBeGreaterThan(1_000);
    expect(waitMs).toBeLessThanOrEqual(10_000);
    await pass('time', waitMs / 1000);
    expect(taken(await race(2, () => take('time', 1)))).toBe(1);
    await pass('time', 3_600);
    expect(taken(await race(10, () => take('time', 1)))).toBe(6);
  });

  it('let a request that is larger than a minute go when they are full, and owe the rest', async () => {
    await rate().configure('large', { tokensPerMinute: 600 });
    expect(await take('large', 900)).toBe(0);
    const waitMs = await take('large', 100);
    expect(waitMs).toBeGreaterThan(30_000);
    expect(waitMs).toBeLessThanOrEqual(40_000);
  });

  it('give nothing while the endpoint wants to be left alone, and tell how long', async () => {
    await rate().learn('blocked', { blockedForMs: 30_000 });
    await rate().learn('blocked', { blockedForMs: 1_000 });
    const waitMs = await take('blocked', 1);
    expect(waitMs).toBeGreaterThan(25_000);
    expect(waitMs).toBeLessThanOrEqual(30_000);
    await pass('blocked', 30);
    expect(await take('blocked', 1)).toBe(0);
  });

  it('tell the pace when requests are what is short, and only then', async () => {
    await rate().configure('pace', { requestsPerMinute: 2, tokensPerMinute: 100 });
    expect(await rate().take('pace', 90)).toEqual({ waitMs: 0, paceMs: 0 });
    expect(await rate().take('pace', 90)).toMatchObject({ paceMs: 0 });
    expect(await rate().take('pace', 1)).toEqual({ waitMs: 0, paceMs: 0 });
    expect(await rate().take('pace', 1)).toMatchObject({ paceMs: 30_000 });
  });

  it('hold nobody back while no limit is known', async () => {
    expect(await take('unknown', 1_000_000)).toBe(0);
  });

  it('are corrected by what was used', async () => {
    await rate().configure('used', { requestsPerMinute: 100, tokensPerMinute: 1_000 });
    expect(await take('used', 200)).toBe(0);
    await rate().correct('used', { requests: 0, tokens: 700 });
    expect(await take('used', 500)).toBeGreaterThan(0);
    await rate().correct('used', { requests: -1, tokens: -800 });
    expect(await take('used', 500)).toBe(0);
  });
});

describe('what is known of limits', () => {
  it('is learnt from the endpoint, with what it says is left', async () => {
    await rate().learn('learnt', { requestsPerMinute: 5, requestsLeft: 2 });
    expect(taken(await race(5, () => take('learnt', 1)))).toBe(2);
    await rate().learn('learnt', { tokensPerMinute: 100 });
    await pass('learnt', 60);
    expect(await take('learnt', 90)).toBe(0);
    expect(await take('learnt', 90)).toBeGreaterThan(0);
  });

  it('believes the endpoint when less is left than we thought, never more', async () => {
    await rate().configure('less', { requestsPerMinute: 5 });
    await rate().learn('less', { requestsPerMinute: 5, requestsLeft: 1 });
    expect(taken(await race(3, () => take('less', 1)))).toBe(1);
    await rate().learn('less', { requestsPerMinute: 5, requestsLeft: 4 });
    expect(await take('less', 1)).toBeGreaterThan(0);
  });

  it('is what the operator says when a process starts, and what was left stays left', async () => {
    await rate().learn('told', { requestsPerMinute: 10, tokensPerMinute: 10, tokensLeft: 0 });
    await race(10, () => take('told', 0));
    await rate().configure('told', { requestsPerMinute: 5 });
    expect(await take('told', 1_000)).toBeGreaterThan(0);
    await pass('told', 60);
    expect(taken(await race(20, () => take('told', 1_000)))).toBe(5);
  });
});
