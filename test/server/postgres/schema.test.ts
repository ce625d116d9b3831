import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import * as schema from '../../../server/postgres/schema.ts';
import { testDatabase } from '../../support/test-database.ts';

/** What drizzle calls a column's type, as information_schema names it. */
const SQL_TYPE: Record<string, string> = {
  'double precision': 'float8',
  'timestamp with time zone': 'timestamptz',
  integer: 'int4',
  bigint: 'int8',
  boolean: 'bool',
  'text[]': '_text',
  'uuid[]': '_uuid',
};

interface ColumnFacts {
  type: string;
  nullable: boolean;
}

test('names every column of the migrated catalog, conversation and admin tables with its type and nullability', async () => {
  await using database = await testDatabase();
  const rows = await database.sql<
    { table: string; column: string; type: string; nullable: boolean }[]
  >`
    select table_name as "table", column_name as "column", udt_name as type, is_nullable = 'YES' as nullable
    from information_schema.columns
    where table_schema = 'public' and table_name !~ '^search_|_search$'`;
  const migrated: Record<string, Record<string, ColumnFacts>> = {};
  for (const { table, column, type, nullable } of rows) {
    migrated[table] ??= {};
    migrated[table][column] = { type, nullable };
  }
  expect(describeSchema()).toEqual(migrated);
});

function describeSchema(): Record<string, Record<string, ColumnFacts>> {
  const tables = Object.values(schema).map((table) => getTableConfig(table as PgTable));
  return Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      Object.fromEntries(
        columns.map((column) => {
          const type = column.getSQLType();
          return [column.name, { type: SQL_TYPE[type] ?? type, nullable: !column.notNull }];
        }),
      ),
    ]),
  );
}
