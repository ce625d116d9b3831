import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { openSecretKey } from '../../../server/wiring/open-secret-key.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let dataDir: string;
let logged: string[];

beforeEach(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-key-'));
  logged = [];
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

function open(env: Record<string, string> = {}) {
  const config = readConfig({ DATA_DIR: dataDir, ...env });
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  return openSecretKey(database.sql, { config, log });
}

test('is made once and kept where only its owner reads it, whoever starts first', async () => {
  const keys = await Promise.all([open(), open(), open()]);
  const again = await open();
  for (const key of keys) {
    expect(key.deriveKey('x')).toEqual(again.deriveKey('x'));
    expect(key.deriveKey('x')).not.toEqual(key.deriveKey('y'));
  }
  const file = path.join(dataDir, 'secret-key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file, 'utf8')).trim()).toHaveLength(43);
  expect(logged).toEqual([]);
});

test('is SECRET_KEY when that is set, which must be long', async () => {
  const SECRET_KEY = 'thirty-two characters, or some more';
  expect(await open({ SECRET_KEY })).toMatchObject({
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(() => readConfig({ SECRET_KEY: 'short' })).toThrow('SECRET_KEY must have at least 32');
});

test('warns when the database was used with another one', async () => {
  await open();
  await open({ SECRET_KEY: 'thirty-two characters, or some more' });
  expect(logged.join()).toContain('this SECRET_KEY is not the one');
  expect(logged.join()).not.toContain('thirty-two characters');
});

test('names a file that is damaged', async () => {
  await writeFile(path.join(dataDir, 'secret-key'), '\n');
  await expect(open()).rejects.toThrow('secret-key is damaged');
});

test('names a file that cannot be read', async () => {
  await mkdir(path.join(dataDir, 'secret-key'));
  await expect(open()).rejects.toThrow(/The settings are not right.*or set SECRET_KEY/s);
});
