import { expect, it } from 'vitest';
import { testDatabase } from '../../support/test-database.ts';

/** They belong to the installation; an API key may belong to a store. */
const OF_NO_STORE = [
  'admin',
  'admin_session',
  'model_price',
  'model_rate',
  'model_reservation',
  'model_spend',
  'rate_limit',
  'store',
];

it('gives every table but those of the installation the store that a row belongs to', async () => {
  await using database = await testDatabase();
  const tables = await database.sql`
    select name from pg_tables, lateral (select tablename::text as name) as named
    where schemaname = 'public' and not exists (
      select 1 from information_schema.columns
      where table_schema = 'public' and table_name = name and column_name = 'store_id'
    )
    order by name`;
  expect(tables.map(({ name }) => name)).toEqual(OF_NO_STORE);
});

it('forgets everything of a store together with the store', async () => {
  await using database = await testDatabase();
  const leftBehind = await database.sql`
    select conrelid::regclass::text as table_name, conname as name from pg_constraint
    where contype = 'f' and confdeltype <> 'c' order by 1`;
  // The bill outlives whom it was for, without the name; it goes with the store by a key of its own.
  expect([...leftBehind].map(({ table_name }) => table_name)).toEqual(['model_call']);
});
