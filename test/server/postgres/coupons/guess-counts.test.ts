import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresGuessCounts } from '../../../../server/postgres/coupons/guess-counts.ts';
import { describeGuessCounts } from '../../../contracts/guess-counts-contract.ts';
import { fakeGuessCounts } from '../../../fakes/fake-guess-counts.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

describeGuessCounts('counts of guesses in Postgres', () => postgresGuessCounts(database.sql));
describeGuessCounts('counts of guesses in memory', () =>
  fakeGuessCounts({ now: () => new Date() }),
);

test('an hour that is over begins anew', async () => {
  const counts = postgresGuessCounts(database.sql);
  await counts.take('v', { times: 10, limit: 10 });
  expect(await counts.take('v', { times: 1, limit: 10 })).toBeGreaterThan(3_500_000);
  await database.sql`update rate_limit set expire = expire - 3600000 where key = 'v'`;
  expect(await counts.take('v', { times: 10, limit: 10 })).toBe(0);
  expect(await counts.take('v', { times: 1, limit: 10 })).toBeGreaterThan(0);
});
