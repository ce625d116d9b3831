import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { testDatabase } from '../../support/test-database.ts';

const ENTRY = path.join(import.meta.dirname, '../../../server/cli/aisle.mjs');
const START_LIMIT_MS = 90_000;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function takePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const free = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port, free };
}

async function start(port: number, more = {}): Promise<{ child: ChildProcess; lines: string[] }> {
  const database = await testDatabase();
  cleanups.push(() => database[Symbol.asyncDispose]());
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-start-'));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  const env = { PATH: process.env.PATH, LOG_LEVEL: 'error' };
  const settings = { DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: String(port) };
  const child = spawn(process.execPath, [ENTRY, 'start'], {
    env: { ...env, ...settings, ...more },
  });
  cleanups.push(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  return { child, lines };
}

test(
  'starts, says where to click, and ends in good order when asked to',
  async () => {
    const { port, free } = await takePort();
    await free();
    const { child, lines } = await start(port);
    await expect
      .poll(() => lines.join('\n'), { timeout: START_LIMIT_MS })
      .toContain('Ctrl-C stops everything');
    const text = lines.join('\n');
    expect(text).toContain(`http://localhost:${port}/demo/outdoor`);
    expect(text).toMatch(/with the password\s+\S{20}/);
    expect(text).toContain('demo model');
    const answer = await fetch(`http://127.0.0.1:${port}/livez`);
    expect(await answer.json()).toEqual({ status: 'ok' });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
  START_LIMIT_MS,
);

test(
  'says in one line that its port is taken',
  async () => {
    const { port, free } = await takePort();
    cleanups.push(free);
    const { child, lines } = await start(port);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(lines.at(-1)).toMatch(/EADDRINUSE.*set PORT to another one\.$/);
  },
  START_LIMIT_MS,
);

test(
  'says what to do when the machine does not have the address that it is told to listen at',
  async () => {
    const { port, free } = await takePort();
    await free();
    // RFC 5737 keeps this address for documentation.
    const { child, lines } = await start(port, { HOST: '203.0.113.5' });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(lines.join('\n')).toContain('set HOST to one of its own');
    expect(lines.join('\n')).not.toContain('    at ');
  },
  START_LIMIT_MS,
);
