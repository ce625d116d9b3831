import { sql as template } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../support/test-database.ts';

test('gives back dates, JSON and whole numbers as JavaScript knows them', async () => {
  await using database = await testDatabase();
  const date = new Date('2026-01-02T03:04:05.678Z');
  const [row] = await database.sql`
    select ${date}::timestamptz as date, array[${date}::timestamptz] as dates,
      ${database.sql.json({ a: [1] })} as json, 9007199254740991 as safe, 9007199254740992 as unsafe`;
  expect(row).toEqual({
    date,
    dates: [date],
    json: { a: [1] },
    safe: 9007199254740991,
    unsafe: '9007199254740992',
  });
});

test('is the same for drizzle', async () => {
  await using database = await testDatabase();
  const date = new Date('2026-01-02T03:04:05.678Z');
  const [row] = await database.db.execute(
    template`select ${date}::timestamptz as date, ${JSON.stringify({ a: 1 })}::jsonb as json, 12::bigint as whole`,
  );
  expect(row).toEqual({ date, json: { a: 1 }, whole: 12 });
});

test("prepares drizzle's statements, and none that lists rows", async () => {
  await using database = await testDatabase();
  const find = (id: number) => database.db.execute(template`select ${id}::integer as found`);
  await Promise.all([find(1), find(2)]);
  const rows = Array.from({ length: 31 }, (_, n) => template`(${n}::integer)`);
  await database.db.execute(
    template`select 'rows' from (values ${template.join(rows, template`, `)}) as listed`,
  );
  const prepared = await database.sql<{ statement: string }[]>`
    select statement from pg_prepared_statements where statement like 'select %::integer%'`;
  expect(prepared.map(({ statement }) => statement)).toEqual(['select $1::integer as found']);
});

test('has nothing compiled, which takes longer than any of its statements', async () => {
  await using database = await testDatabase();
  expect(await database.sql`show jit`).toEqual([{ jit: 'off' }]);
});

test('has the server end a transaction that nobody goes on with, and let its rows go', async () => {
  await using database = await testDatabase();
  expect(await database.sql`show idle_in_transaction_session_timeout`).toEqual([
    { idle_in_transaction_session_timeout: '10s' },
  ]);
});

test('every test has a database of its own, migrated and empty', async () => {
  await using one = await testDatabase();
  await using other = await testDatabase();
  await one.sql`insert into store (id, key, name, currency, locale, identity_secret)
    values (gen_random_uuid(), 'one', 'One', 'USD', 'en', 'secret')`;
  expect(await other.sql`select * from store`).toHaveLength(0);
});
