import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/installation.ts';
import { newShopper, readSse, textOf } from '../support/shopper.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

const ENTRY = path.resolve(import.meta.dirname, '../../server/cli/aisle.mjs');
const START_LIMIT_MS = 60_000;

let database: TestDatabase;
let dataDir: string;
let port: number;
let server: ChildProcess | undefined;

beforeAll(async () => {
  [database, dataDir, port] = await Promise.all([
    testDatabase(),
    mkdtemp(path.join(tmpdir(), 'aisle-crash-')),
    freePort(),
  ]);
});
afterAll(async () => {
  server?.kill('SIGKILL');
  await database[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<{ url: string; kill(): Promise<void> }> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [ENTRY, 'start'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
    },
  });
  server = child;
  await expect
    .poll(
      () =>
        fetch(`${url}/livez`).then(
          (response) => response.ok,
          () => false,
        ),
      {
        timeout: START_LIMIT_MS,
      },
    )
    .toBe(true);
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

it('keeps every question and ends every answer when the server is killed in the middle', async () => {
  const first = await start();
  const shopper = await newShopper(first.url, 'demo-outdoor');
  const message = {
    id: 'm1',
    role: 'user',
    parts: [{ type: 'text', text: 'which tents are there?' }],
  };
  const response = await shopper.request('/v1/chat', {
    method: 'POST',
    json: { id: 'crash', message },
  });
  const reading = readSse(response).catch(() => undefined);
  await expect
    .poll(
      async () => {
        const said =
          await database.sql`select 1 from turn_event where chunk->>'type' = 'text-delta'`;
        return said.length;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(3);
  await first.kill();
  expect(await reading).toBeUndefined();

  const second = await start();
  await expect
    .poll(async () => (await (await shopper.request('/v1/chat/crash')).json()).status, {
      timeout: 15_000,
    })
    .toBe('idle');
  const { messages } = await (await shopper.request('/v1/chat/crash')).json();
  expect(messages).toMatchObject([
    { id: 'm1', role: 'user' },
    { role: 'assistant', metadata: { status: 'failed' } },
  ]);
  const parts: { type: string; text?: string; data?: { code: string; retryable: boolean } }[] =
    messages[1].parts;
  expect(parts.findLast(({ type }) => type === 'text')?.text).toMatch(/\w/);
  expect(parts.at(-1)?.data).toMatchObject({ code: 'interrupted', retryable: true });

  const again = await shopper.request('/v1/chat', {
    method: 'POST',
    json: { id: 'crash', message, trigger: 'regenerate-message' },
  });
  const retried = await readSse(again);
  expect(textOf(retried)).toMatch(/\w/);
  expect(retried.at(-1)?.chunk).toBe('[DONE]');
  await second.kill();
}, 180_000);
