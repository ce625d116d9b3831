import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../../server/postgres/connection/database.ts';
import { postgresModelPrices } from '../../../../server/postgres/models/model-prices.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const aClock = () => {
  const clock = { time: Date.now(), now: () => new Date(clock.time) };
  return clock;
};

test('knows that the demo model is free', async () => {
  const prices = postgresModelPrices(database.db, aClock());
  expect(await prices.priceOf('aisle-demo')).toMatchObject({ inputMicros: 0, outputMicros: 0 });
});

test('tells the price that was set last within seconds', async () => {
  const clock = aClock();
  const prices = postgresModelPrices(database.db, clock);
  expect(await prices.priceOf('new')).toBeUndefined();
  await database.sql`insert into model_price (model, input_micros, output_micros) values ('new', 3, 4)`;
  clock.time += 2_000;
  expect(await prices.priceOf('new')).toEqual({
    inputMicros: 3,
    outputMicros: 4,
    cachedInputMicros: undefined,
  });
  await database.sql`update model_price set cached_input_micros = 1 where model = 'new'`;
  clock.time += 2_000;
  expect(await prices.priceOf('new')).toMatchObject({ cachedInputMicros: 1 });
});

test('keeps to the last prices while the database is away, and has none when it always was', async () => {
  const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { statementLimitMs: 100 });
  let away = true;
  const db = new Proxy(database.db, {
    get: (_, name) => Reflect.get(away ? gone.db : database.db, name),
  });
  const clock = aClock();
  const prices = postgresModelPrices(db, clock);
  await expect(prices.priceOf('aisle-demo')).rejects.toThrow();
  away = false;
  expect(await prices.priceOf('aisle-demo')).toBeDefined();
  away = true;
  clock.time += 60_000;
  expect(await prices.priceOf('aisle-demo')).toBeDefined();
  await gone.close(100);
});
