import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loginLimiter } from '../../../../server/admin/login-limiter.ts';
import { openDatabase, type Sql } from '../../../../server/postgres/connection/database.ts';
import { deleteExpiredRateLimits } from '../../../../server/postgres/limits/expired-rate-limits.ts';
import { postgresRateLimits } from '../../../../server/postgres/limits/rate-limits.ts';
import { rateLimitsContract } from '../../../contracts/rate-limits-contract.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** Nothing here may be counted by one process alone. */
const away: unknown[] = [];
const open = (sql: Sql) =>
  postgresRateLimits(sql, { onAway: (error) => away.push(error), limitMs: 5_000 });

describe('rate limits in Postgres', () => {
  afterEach(() => expect(away).toEqual([]));

  rateLimitsContract(() => ({
    rateLimits: open(database.sql),
    async pass(milliseconds) {
      await database.sql`update rate_limit set expire = expire - ${milliseconds}`;
    },
  }));

  it('hold across processes: of 50 at once through two of them, as many pass as were left', async () => {
    await using other = openOther();
    const limit = { of: 'shared', times: 100, seconds: 60 };
    const processes = [database.sql, other.sql].map((sql) => open(sql).limiter(limit));
    for (let n = 0; n < 93; n += 1) await processes[n % 2]!.take('a');
    const waits = await Promise.all(
      Array.from({ length: 50 }, (_, n) => processes[n % 2]!.take('a')),
    );
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(7);
  });

  it('refuse a flood without asking the database', async () => {
    const { take } = open(database.sql).limiter({ of: 'flood', times: 3, seconds: 60 });
    for (let n = 0; n < 100; n += 1) await take('a');
    const [row] = await database.sql`select points from rate_limit where key = 'flood:a'`;
    expect(row?.points).toBe(4);
  });
});

describe('while the counts cannot be asked', () => {
  const limit = { of: 'insured', times: 6, seconds: 60 };

  it('half the limit is left to each process, and none when that is used', async () => {
    const errors: unknown[] = [];
    const other = openDatabase('postgres://127.0.0.1:1/nowhere');
    const away = postgresRateLimits(other.sql, { onAway: (error) => errors.push(error) });
    const { take } = away.limiter(limit);
    const waits: number[] = [];
    for (let n = 0; n < 6; n += 1) waits.push(await take('a'));
    expect(waits.map((waitMs) => waitMs > 0)).toEqual([false, false, false, true, true, true]);
    // Said once, not for every request.
    expect(errors).toHaveLength(1);
    await other.close(0);
  });

  it('nobody has more tries to sign in than before', async () => {
    const other = openDatabase('postgres://127.0.0.1:1/nowhere');
    const { take } = loginLimiter(postgresRateLimits(other.sql, { onAway: () => {} }));
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => take(['network'])));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await other.close(0);
  });

  it('nobody waits for them longer than the limit, and those who follow not at all', async () => {
    await using other = openOther();
    const errors: unknown[] = [];
    const counts = postgresRateLimits(other.sql, {
      onAway: (error) => errors.push(error),
      limitMs: 50,
    });
    const { take } = counts.limiter({ ...limit, of: 'frozen' });
    await database.sql.begin(async (transaction) => {
      await transaction`lock table rate_limit in access exclusive mode`;
      expect(await take('a')).toBe(0);
      expect(errors).toMatchObject([{ message: 'no answer within 50 ms' }]);
      for (let n = 0; n < 5; n += 1) await take('a');
      expect(errors).toHaveLength(1);
    });
  });

  it('they are asked again after a while', async () => {
    const errors: unknown[] = [];
    await using other = openOther();
    const counts = postgresRateLimits(other.sql, {
      onAway: (error) => errors.push(error),
      limitMs: 50,
      awayMs: 20,
    });
    const { take } = counts.limiter({ ...limit, of: 'back' });
    await database.sql.begin(async (transaction) => {
      await transaction`lock table rate_limit in access exclusive mode`;
      await take('a');
    });
    const taken = async () =>
      (await database.sql`select 1 from rate_limit where key = 'back:b'`).length;
    await expect.poll(async () => (await take('b')) >= 0 && taken()).toBe(1);
  });
});

describe('counts whose window is over', () => {
  it('are deleted in batches, and no others', async () => {
    const long = Date.now() - 3_600_000;
    await database.sql`truncate rate_limit`;
    await database.sql`
      insert into rate_limit select 'old ' || n, 1, ${long}::bigint from generate_series(1, 25) n`;
    await database.sql`insert into rate_limit values ('new', 1, ${Date.now()}::bigint)`;
    const deleted: number[] = [];
    while (deleted.at(-1) !== 0) deleted.push(await deleteExpiredRateLimits(database.sql, 10));
    expect(deleted).toEqual([10, 10, 5, 0]);
    expect(await database.sql`select 1 from rate_limit where key = 'new'`).toHaveLength(1);
  });

  it('are left alone while they are counted', async () => {
    await database.sql`insert into rate_limit values ('counted', 1, 0)`;
    await database.sql.begin(async (transaction) => {
      await transaction`update rate_limit set points = 2 where key = 'counted'`;
      expect(await deleteExpiredRateLimits(database.sql)).toBe(0);
    });
    expect(await deleteExpiredRateLimits(database.sql)).toBe(1);
  });
});

/** One more process's connections to the same database. */
function openOther() {
  const other = openDatabase(database.url);
  return { ...other, [Symbol.asyncDispose]: () => other.close(1_000) };
}
