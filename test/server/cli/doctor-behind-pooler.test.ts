import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { runCommand } from '../../../server/cli/commands.ts';
import { connectionTarget } from '../../../server/postgres/connection/connection-target.ts';
import { freePort } from '../../support/installation.ts';
import { testDatabase } from '../../support/test-database.ts';

const SHOWN = path.resolve(import.meta.dirname, '../../../docs/deploy/pgbouncer.ini');
const NOBODY = 65_534;
const isInstalled = spawnSync('pgbouncer', ['-V']).error === undefined;

test.skipIf(!isInstalled)('the doctor names what DATABASE_URL lacks behind PgBouncer', async () => {
  await using database = await testDatabase();
  await using pooler = await startPgBouncer(database.url);
  const connected = () => doctor(`${pooler.url}?prepare=false`);
  await expect.poll(async () => (await connected()).lines[0]).toMatch(/^✓ database: Postgres \d+$/);
  expect((await connected()).code).toBe(0);
  const { code, lines } = await doctor(pooler.url);
  expect(code).toBe(1);
  expect(lines[0]).toContain('→ add ?prepare=false to DATABASE_URL');
});

async function doctor(databaseUrl: string) {
  const lines: string[] = [];
  const out = (line: string) => lines.push(stripVTControlCharacters(line));
  const env = { DATABASE_URL: databaseUrl };
  return { code: await runCommand(['doctor'], { env, out, error: out }), lines };
}

/** As the documentation shows it, before a database of a test. */
async function startPgBouncer(databaseUrl: string): Promise<AsyncDisposable & { url: string }> {
  const { host, port, user, password, database } = connectionTarget(databaseUrl);
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-pooler-'));
  await chmod(folder, 0o755);
  const listenPort = await freePort();
  const login = password ? ` password='${password}'` : '';
  const configuration = (await readFile(SHOWN, 'utf8'))
    .replace(
      /^aisle = .*$/m,
      `aisle = host=${host} port=${port} dbname=${database} user=${user}${login}`,
    )
    .replace('listen_port = 6432', `listen_port = ${listenPort}\nunix_socket_dir =`)
    .replace('auth_type = scram-sha-256', 'auth_type = any')
    .replace(/^auth_file = .*$/m, '');
  const file = path.join(folder, 'pgbouncer.ini');
  await writeFile(file, configuration);
  const child = spawn('pgbouncer', [file], { stdio: 'ignore', ...(await ownerOf(host)) });
  return {
    url: `postgres://aisle@127.0.0.1:${listenPort}/aisle`,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** Root may not run it, and nobody but its owner may enter the folder of the socket. */
async function ownerOf(host: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  if (!host.startsWith('/')) return { uid: NOBODY, gid: NOBODY };
  const { uid, gid } = await stat(host);
  return { uid, gid };
}
