import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { openDatabase, type Sql } from './database.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Any number will do, as long as nothing else in the database takes it. */
const MIGRATION_LOCK = 4_115_112;

/** A migration may rewrite a big table; whoever waits for the lock waits as long. */
const MIGRATION_LIMIT_MS = 10 * 60_000;
/** All of them together, as one transaction has them. */
const MIGRATIONS_LIMIT_MS = 60 * 60_000;

/**
 * Brings the database at `url` up to date. Safe when several processes start at once: one migrates, the others
 * wait for it and find nothing to do.
 */
export async function migrateDatabase(
  url: string,
  migrationsFolder = MIGRATIONS_FOLDER,
): Promise<void> {
  await refuseSilence(url);
  const options = {
    maxConnections: 2,
    statementLimitMs: MIGRATION_LIMIT_MS,
    transactionLimitMs: MIGRATIONS_LIMIT_MS,
  };
  const { sql, db, close } = openDatabase(url, options);
  try {
    // A transaction's lock: it goes when this process dies, and a pooler cannot lose it to another client.
    await sql.begin(async (locked) => {
      await locked`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
      await migrate(db, { migrationsFolder });
    });
  } finally {
    await close(1_000);
  }
}

/** A server that is none, or hangs, must not have the patience that migrations need. Throws within seconds. */
async function refuseSilence(url: string): Promise<void> {
  const { sql, close } = openDatabase(url, { maxConnections: 1 });
  try {
    await sql`select 1`;
  } finally {
    await close(0);
  }
}

/** The names of migrations that the database has not seen yet, in order. */
export async function pendingMigrations(
  sql: Sql,
  migrationsFolder = MIGRATIONS_FOLDER,
): Promise<string[]> {
  const journal = await readFile(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8');
  const entries: { tag: string; when: number }[] = JSON.parse(journal).entries;
  const last = await lastMigration(sql);
  return entries.filter(({ when }) => when > last).map(({ tag }) => tag);
}

/** The migrator's own mark: it applies what is later than the latest it has applied. */
async function lastMigration(sql: Sql): Promise<number> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return 0;
  const [row] = await sql`select max(created_at) as last from drizzle.__drizzle_migrations`;
  return Number(row?.last ?? 0);
}
