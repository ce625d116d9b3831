import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isDatabaseUnavailable } from '../../../server/postgres/database-errors.ts';
import {
  MIGRATIONS_FOLDER,
  migrateDatabase,
  pendingMigrations,
} from '../../../server/postgres/migrate.ts';
import { testDatabase } from '../../support/test-database.ts';

test('three that start at once migrate once', async () => {
  await using database = await testDatabase();
  await database.sql.unsafe(
    'drop schema public cascade; drop schema drizzle cascade; create schema public',
  );
  expect(await pendingMigrations(database.sql)).toContain('0001_stores');
  await Promise.all([1, 2, 3].map(() => migrateDatabase(database.url)));
  expect(await pendingMigrations(database.sql)).toEqual([]);
  const journal = await readJournal();
  const [row] = await database.sql`select count(*) as count from drizzle.__drizzle_migrations`;
  expect(row?.count).toBe(journal.length);
});

test('does not wait for minutes on a server that does not speak', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `postgres://somebody@127.0.0.1:${port}/shop`;
  await expect(migrateDatabase(url)).rejects.toSatisfy(isDatabaseUnavailable);
  server.close();
}, 30_000);

test('the journal names every migration in order, later ones later', async () => {
  const files = (await readdir(MIGRATIONS_FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const journal = await readJournal();
  expect(journal.map(({ tag }) => `${tag}.sql`)).toEqual(files);
  expect(journal.map(({ idx }) => idx)).toEqual(files.map((_, index) => index));
  const times = journal.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});

async function readJournal(): Promise<{ idx: number; tag: string; when: number }[]> {
  const text = await readFile(path.join(MIGRATIONS_FOLDER, 'meta/_journal.json'), 'utf8');
  return JSON.parse(text).entries;
}
