import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../server/postgres/connection/database.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';
import { raceForCoupons } from './coupon-races.ts';
import { killCheckouts } from './killed-checkouts.ts';

/** `npm run faults -- --money` does a hundred of each. */
const RACES = 5;
const KILLS = 3;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test(`no coupon is used too often in ${RACES} races of 200 orders`, {
  timeout: 60_000,
}, async () => {
  // As many connections as a process has.
  const crowd = openDatabase(database.url);
  const report = await raceForCoupons(crowd, RACES);
  await crowd.close(1_000);
  expect(report.wrong).toEqual([]);
  expect(report).toMatchObject({ races: RACES, oversold: 0 });
});

test(`nothing is lost, doubled or held for ever when ${KILLS} checkouts are killed`, {
  timeout: 60_000,
}, async () => {
  const report = await killCheckouts(database, KILLS);
  expect(report.wrong).toEqual([]);
  expect(report.confirmed).toBeGreaterThanOrEqual(KILLS);
});
