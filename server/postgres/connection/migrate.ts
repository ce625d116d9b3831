import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql as query } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { type Drizzle, openDatabase, type Sql } from './database.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** Any number will do, as long as nothing else in the database takes it. */
const MIGRATION_LOCK = 4_115_112;

/** A migration may rewrite a big table; whoever waits for the lock waits as long. */
const MIGRATION_LIMIT_MS = 60 * 60_000;

/** How a migration waits for tables that others use. */
export interface LockPatience {
  waitMs: number;
  pauseMs: number;
  attempts: number;
}

/** About six minutes: longer than any request or import keeps a table. */
const LOCK_PATIENCE: LockPatience = { waitMs: 2_000, pauseMs: 1_000, attempts: 120 };

/**
 * Brings the database at `url` up to date. Safe when several processes start at once: one migrates, the others
 * wait for it and find nothing to do. Each migration is a transaction of its own: one that keeps readers out for a
 * moment must not keep them out while the next ones work for minutes.
 *
 * Safe beside a version that serves: who waits for a table behind a long query makes everybody else wait behind
 * themselves, so a migration waits for a lock for two seconds only, is undone, leaves readers a second, and tries again, up to
 * 120 times. Then it throws Postgres' `lock_not_available`, and nothing of that migration is done.
 */
export async function migrateDatabase(
  url: string,
  migrationsFolder = MIGRATIONS_FOLDER,
  patience = LOCK_PATIENCE,
): Promise<void> {
  await refuseSilence(url);
  const options = {
    maxConnections: 2,
    statementLimitMs: MIGRATION_LIMIT_MS,
    transactionLimitMs: MIGRATION_LIMIT_MS,
  };
  const { sql, db, close } = openDatabase(url, options);
  try {
    // A transaction's lock: it goes when this process dies, and a pooler cannot lose it to another client.
    await sql.begin(async (locked) => {
      await locked`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
      await applyPending(db, { migrationsFolder, patience });
    });
  } finally {
    await close(1_000);
  }
}

/** Keeps the marks that drizzle's own migrator keeps. */
async function applyPending(
  db: Drizzle,
  { migrationsFolder, patience }: { migrationsFolder: string; patience: LockPatience },
): Promise<void> {
  await db.execute(query`create schema if not exists drizzle`);
  await db.execute(query`
    create table if not exists drizzle.__drizzle_migrations (
      id serial primary key, hash text not null, created_at bigint)`);
  const [mark] = await db.execute<{ last: number }>(
    query`select coalesce(max(created_at), 0) as last from drizzle.__drizzle_migrations`,
  );
  for (const { sql: statements, hash, folderMillis } of readMigrationFiles({ migrationsFolder })) {
    if (folderMillis <= Number(mark?.last)) continue;
    await withLocks(patience, () =>
      db.transaction(async (tx) => {
        await tx.execute(query.raw(`set local lock_timeout = ${patience.waitMs}`));
        for (const statement of statements) await tx.execute(query.raw(statement));
        await tx.execute(query`
          insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`);
      }),
    );
  }
}

/** A lock that could not be had in time, and a deadlock: SQLSTATE `lock_not_available`, `deadlock_detected`. */
const IN_THE_WAY = new Set(['55P03', '40P01']);

async function withLocks(
  { pauseMs, attempts }: LockPatience,
  migrate: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await migrate();
    } catch (error) {
      if (attempt >= attempts || !isInTheWay(error)) throw error;
      await sleep(pauseMs);
    }
  }
}

function isInTheWay(error: unknown): boolean {
  const codes = [error, (error as { cause?: unknown }).cause].map(
    (thrown) => (thrown as { code?: unknown } | undefined)?.code,
  );
  return codes.some((code) => typeof code === 'string' && IN_THE_WAY.has(code));
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
