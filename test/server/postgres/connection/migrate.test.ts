import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isDatabaseUnavailable } from '../../../../server/postgres/connection/database-errors.ts';
import {
  MIGRATIONS_FOLDER,
  migrateDatabase,
  pendingMigrations,
} from '../../../../server/postgres/connection/migrate.ts';
import { findProducts } from '../../../../server/postgres/search/find-products.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { testDatabase } from '../../../support/test-database.ts';

test('three that start at once migrate once', async () => {
  await using database = await emptyDatabase();
  expect(await pendingMigrations(database.sql)).toContain('0001_stores');
  await Promise.all([1, 2, 3].map(() => migrateDatabase(database.url)));
  expect(await pendingMigrations(database.sql)).toEqual([]);
  const journal = await readJournal();
  const [row] = await database.sql`select count(*) as count from drizzle.__drizzle_migrations`;
  expect(row?.count).toBe(journal.length);
});

test('finds by their words the products that the version before had', async () => {
  await using database = await emptyDatabase();
  await using before = await migrationsWhere(({ tag }) => tag < '0016');
  await migrateDatabase(database.url, before.folder);
  const [store, product] = [newId(), newId()];
  await database.sql`
    insert into store (id, key, name, currency, locale, identity_secret)
    values (${store}, 'shop', 'Shop', 'USD', 'en', 'secret')`;
  await database.sql`
    insert into product (id, store_id, handle, title) values (${product}, ${store}, 'tent', 'Trail tents')`;
  await database.sql`
    insert into variant (id, store_id, product_id, position, title, price, available, availability_status)
    values (${newId()}, ${store}, ${product}, 0, 'Default', 100, true, 'in_stock')`;
  await migrateDatabase(database.url);
  const { ids } = await findProducts(database.db, store, { text: 'tnet', limit: 1 });
  expect(ids).toEqual([product]);
});

test('keeps what was done before a migration that fails, and nothing of that one', async () => {
  await using database = await emptyDatabase();
  await using some = await migrationsWhere(({ idx }) => idx < 2);
  await writeFile(
    path.join(some.folder, '0002_catalog.sql'),
    'create table half (); select 1 / 0;',
  );
  await expect(migrateDatabase(database.url, some.folder)).rejects.toThrow();
  expect(await pendingMigrations(database.sql, some.folder)).toEqual(['0002_catalog']);
  const [found] =
    await database.sql`select to_regclass('store')::text as first, to_regclass('half') as second`;
  expect(found).toEqual({ first: 'store', second: null });
});

test('lets readers go on while it waits for a table that is in use', async () => {
  await using database = await emptyDatabase();
  await using some = await migrationsWhere(({ idx }) => idx < 2);
  await using first = await migrationsWhere(({ idx }) => idx < 1);
  await migrateDatabase(database.url, first.folder);
  await writeFile(
    path.join(some.folder, '0002_catalog.sql'),
    'alter table store add column more text;',
  );
  const [asked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const long = database.sql.begin(async (tx) => {
    await tx`select from store`;
    asked.resolve();
    await goOn.promise;
  });
  await asked.promise;
  const patience = { waitMs: 20, pauseMs: 50, attempts: 1_000 };
  const migrated = migrateDatabase(database.url, some.folder, patience);
  for (let read = 0; read < 20; read += 1) await database.sql`select from store`;
  expect(await pendingMigrations(database.sql, some.folder)).toEqual(['0002_catalog']);
  goOn.resolve();
  await Promise.all([long, migrated]);
  expect(await pendingMigrations(database.sql, some.folder)).toEqual([]);
});

test('gives up on a table that is never free', async () => {
  await using database = await emptyDatabase();
  await using some = await migrationsWhere(({ idx }) => idx < 2);
  await using first = await migrationsWhere(({ idx }) => idx < 1);
  await migrateDatabase(database.url, first.folder);
  await writeFile(
    path.join(some.folder, '0002_catalog.sql'),
    'alter table store add column more text;',
  );
  const held = database.sql.begin(async (tx) => {
    await tx`select from store`;
    const patience = { waitMs: 10, pauseMs: 1, attempts: 2 };
    await migrateDatabase(database.url, some.folder, patience);
  });
  await expect(held).rejects.toMatchObject({ cause: { code: '55P03' } });
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
  expect(journal.map(({ idx }) => idx)).toEqual(files.map((name) => Number.parseInt(name, 10) - 1));
  const times = journal.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});

/** Without even a table. */
async function emptyDatabase() {
  const database = await testDatabase();
  await database.sql.unsafe(
    'drop schema public cascade; drop schema drizzle cascade; create schema public',
  );
  return database;
}

/** A folder with those of our migrations that are `wanted`. */
async function migrationsWhere(wanted: (entry: Entry) => boolean) {
  const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  const entries = (await readJournal()).filter(wanted);
  for (const { tag } of entries) {
    await copyFile(path.join(MIGRATIONS_FOLDER, `${tag}.sql`), path.join(folder, `${tag}.sql`));
  }
  await mkdir(path.join(folder, 'meta'));
  await writeFile(path.join(folder, 'meta/_journal.json'), JSON.stringify({ entries }));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

interface Entry {
  idx: number;
  tag: string;
  when: number;
}

async function readJournal(): Promise<Entry[]> {
  const text = await readFile(path.join(MIGRATIONS_FOLDER, 'meta/_journal.json'), 'utf8');
  return JSON.parse(text).entries;
}
