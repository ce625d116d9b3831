import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../../../server/embedded/postgres/start-embedded-postgres.ts';
import { openDatabase } from '../../../../server/postgres/connection/database.ts';

// Most of these make a whole cluster, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 });

const CARELESS = { fsync: 'off', shared_buffers: '16MB' };
const OWNER = path.join(import.meta.dirname, '../../../support/embedded-postgres-owner.ts');

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-embedded-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, settings: CARELESS, ...options });
  cleanups.push(() => postgres.stop());
  return postgres;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const { sql, close } = openDatabase(url, { maxConnections: 1 });
  try {
    return await sql.unsafe(text);
  } finally {
    await close(1_000);
  }
}

/** A process of its own that starts the server, so that it can be killed. */
async function startOwner(dataDir: string): Promise<ChildProcess> {
  const owner = fork(OWNER, [dataDir], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  cleanups.push(async () => owner.kill('SIGKILL'));
  await once(owner, 'message');
  return owner;
}

async function serverPid(dataDir: string): Promise<number> {
  const text = await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

/** The watchdog has a second for each of its two ways; the rest is for a busy machine. */
async function untilGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { interval: 20 }).toBe(false);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('keeps what was written over a restart', async () => {
  const dataDir = await temporaryFolder();
  const first = await start(dataDir);
  await query(first.url, 'create table kept as select 42 as answer');
  const pid = await serverPid(dataDir);
  await first.stop();
  expect(isAlive(pid)).toBe(false);
  const second = await start(dataDir);
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('knows within seconds how large a table has become', { timeout: 40_000 }, async () => {
  const { url } = await start(await temporaryFolder());
  await query(url, 'create table grown as select n from generate_series(1, 1000) n');
  await expect
    .poll(() => query(url, "select reltuples from pg_class where relname = 'grown'"), {
      timeout: 30_000,
      interval: 500,
    })
    .toEqual([{ reltuples: 1000 }]);
});

test('sorts and lowers letters the same way everywhere, and checks its pages', async () => {
  const { url } = await start(await temporaryFolder());
  const [row] = await query(
    url,
    `select lower('ĐIỆN THOẠI') as lowered, current_setting('data_checksums') as checksums,
      current_setting('server_encoding') as encoding, datlocale as locale
      from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({
    lowered: 'điện thoại',
    checksums: 'on',
    encoding: 'UTF8',
    locale: 'C.UTF-8',
  });
});

test('runs below a folder that only its owner may enter', async () => {
  const closed = await temporaryFolder();
  await chmod(closed, 0o700);
  const { url } = await start(path.join(closed, 'data'));
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('leaves no Postgres behind when its owner is killed, and starts again', async () => {
  const dataDir = await temporaryFolder();
  const owner = await startOwner(dataDir);
  const pid = await serverPid(dataDir);
  owner.kill('SIGKILL');
  await untilGone(pid);
  const { url } = await start(dataDir);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('starts again at once after everything was killed', async () => {
  const dataDir = await temporaryFolder();
  const owner = await startOwner(dataDir);
  const pid = await serverPid(dataDir);
  process.kill(pid, 'SIGKILL');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const { url } = await start(dataDir);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('comes back at the same address when Postgres dies by itself', async () => {
  const dataDir = await temporaryFolder();
  const { url } = await start(dataDir);
  const pid = await serverPid(dataDir);
  process.kill(pid, 'SIGKILL');
  await expect
    .poll(() => query(url, 'select 1 as one').catch(() => []), { timeout: 10_000 })
    .toEqual([{ one: 1 }]);
  expect(await serverPid(dataDir)).not.toBe(pid);
});

test('forgets a database that was killed while it was being made', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(path.join(dataDir, 'postgres.unfinished/base'), { recursive: true });
  await writeFile(path.join(dataDir, 'postgres.unfinished/PG_VERSION'), '18\n');
  const { url } = await start(dataDir);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await readdir(dataDir)).not.toContain('postgres.unfinished');
});

test('a pid that belongs to another program by now does not keep it from starting', async () => {
  const dataDir = await temporaryFolder();
  const first = await start(dataDir);
  const file = path.join(dataDir, 'postgres/postmaster.pid');
  const lines = (await readFile(file, 'utf8')).split('\n');
  await first.stop();
  await writeFile(file, [process.ppid, ...lines.slice(1)].join('\n'));
  const { url } = await start(dataDir);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a second start says who runs there', async () => {
  const dataDir = await temporaryFolder();
  await start(dataDir, { name: 'http://localhost:3000' });
  await expect(start(dataDir)).rejects.toThrow(
    `Aisle already runs in ${dataDir} (pid ${process.pid}, http://localhost:3000)`,
  );
});

test('a command shares the database of the server that runs', async () => {
  const dataDir = await temporaryFolder();
  const server = await start(dataDir);
  const command = await start(dataDir, { share: true });
  expect(command.url).toBe(server.url);
  await command.stop();
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('over TCP nobody gets in without the password', async () => {
  const { url } = await start(await temporaryFolder(), { transport: 'loopback' });
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  const wrong = new URL(url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('says what is wrong with a folder made by another Postgres', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(path.join(dataDir, 'postgres'));
  await writeFile(path.join(dataDir, 'postgres/PG_VERSION'), '17\n');
  await expect(start(dataDir)).rejects.toThrow('made by Postgres 17, this one is 18');
});

test('leaves a folder alone that holds something else', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(path.join(dataDir, 'postgres/backup'), { recursive: true });
  await expect(start(dataDir)).rejects.toThrow('holds files that are no database');
  expect(await readdir(path.join(dataDir, 'postgres'))).toEqual(['backup']);
});
