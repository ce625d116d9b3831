import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../server/embedded/postgres/start-embedded-postgres.ts';
import { openDatabase } from '../../server/postgres/connection/database.ts';
import { migrateDatabase } from '../../server/postgres/connection/migrate.ts';
import { withDatabase } from './with-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { url: string; template: string };
  }
}

interface TestServer {
  url: string;
  template: string;
  users: number;
  stop(): Promise<void>;
}

/** Both vitest projects run this file, each with modules of its own: what they share lies with the process. */
const SHARED = Symbol.for('aisle.test-server');
const shared = globalThis as { [SHARED]?: Promise<TestServer> };

/** Starts one Postgres for the whole run (or takes the one at TEST_DATABASE_URL) and migrates a database to copy from. */
export default async function startTestDatabase(project: TestProject) {
  shared[SHARED] ??= startServer();
  const server = await shared[SHARED];
  server.users += 1;
  project.provide('testServer', { url: server.url, template: server.template });
  return async () => {
    server.users -= 1;
    if (server.users > 0) return;
    shared[SHARED] = undefined;
    await server.stop();
  };
}

async function startServer(): Promise<TestServer> {
  const template = `aisle_template_${randomBytes(6).toString('hex')}`;
  const given = process.env.TEST_DATABASE_URL;
  const { url, stop } = given ? { url: given, stop: async () => {} } : await startOwnPostgres();
  await execute(url, `create database ${template}`);
  await migrateDatabase(withDatabase(url, template));
  return {
    url,
    template,
    users: 0,
    async stop() {
      await execute(url, `drop database if exists ${template} with (force)`);
      await stop();
    },
  };
}

/** Nothing in a test outlives it, so nothing waits for the disk. */
const CARELESS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  // A database for each test file: to look at all of them every few seconds would be work of its own.
  autovacuum_naptime: '1min',
};

async function startOwnPostgres() {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-test-'));
  const options = { dataDir: path.join(folder, 'data'), settings: CARELESS };
  const { url, stop } = await startEmbeddedPostgres(options).catch(async (error) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    url,
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const { sql, close } = openDatabase(url, { maxConnections: 1, statementLimitMs: 30_000 });
  try {
    await sql.unsafe(statement);
  } finally {
    await close(1_000);
  }
}
