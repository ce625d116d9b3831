import { expect, it } from 'vitest';
import { testDatabase } from '../../support/test-database.ts';

/** They belong to the installation; an API key may belong to a store. */
const OF_NO_STORE = [
  'admin',
  'admin_invitation',
  'admin_session',
  'model_price',
  'model_rate',
  'model_reservation',
  'model_spend',
  'rate_limit',
  'secret_key_use',
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
    with recursive gone as (
      select 'store'::regclass::oid as id
      union
      select conrelid from pg_constraint join gone on confrelid = gone.id
      where contype = 'f' and confdeltype = 'c'
    )
    select tablename::text as name from pg_tables
    where schemaname = 'public' and (schemaname || '.' || quote_ident(tablename))::regclass not in (select id from gone)
    order by name`;
  const kept = OF_NO_STORE.filter((name) => name !== 'store');
  // The files of what is gone, until they are gone too.
  expect(leftBehind.map(({ name }) => name)).toEqual([...kept, 'image_removal'].sort());
});

it('lets only what has to outlive what it is about', async () => {
  await using database = await testDatabase();
  const kept = await database.sql`
    select conrelid::regclass::text as table_name, confrelid::regclass::text as about from pg_constraint
    where contype = 'f' and confdeltype <> 'c' order by 1`;
  expect(kept.map(({ table_name, about }) => `${table_name} of ${about}`)).toEqual([
    // An entry stays when the one that it took back is forgotten.
    'audit_entry of audit_entry',
    // What an order took off stays known when its coupon is deleted.
    'coupon_redemption of coupon',
    // The bill outlives whom it was for, without the name.
    'model_call of visitor',
  ]);
});
