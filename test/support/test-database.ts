import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../server/postgres/connection/database.ts';
// The type of what is injected is declared there.
import type {} from './start-test-database.ts';
import { withDatabase } from './with-database.ts';

export interface TestDatabase extends Database, AsyncDisposable {
  url: string;
}

/** A fresh, migrated, empty database; `await using` closes and drops it. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `aisle_test_${randomBytes(8).toString('hex')}`;
  const admin = openDatabase(server.url, { maxConnections: 1, statementLimitMs: 30_000 });
  await admin.sql.unsafe(`create database ${name} template ${server.template} strategy file_copy`);
  const url = withDatabase(server.url, name);
  const database = openDatabase(url, { maxConnections: 5 });
  return {
    ...database,
    url,
    async [Symbol.asyncDispose]() {
      await database.close(1_000);
      await admin.sql.unsafe(`drop database if exists ${name} with (force)`);
      await admin.close(1_000);
    },
  };
}
