import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptSecretKey } from '../../server/secret-key.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('makes one key, whoever asks first, and keeps it', async () => {
  const dataDir = path.join(folder, 'new');
  const keys = await Promise.all([1, 2, 3, 4].map(() => keptSecretKey(dataDir)));
  keys.push(await keptSecretKey(dataDir));
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]?.length).toBeGreaterThanOrEqual(32);
});

test.skipIf(process.platform === 'win32')('nobody else may read the key', async () => {
  await keptSecretKey(folder);
  expect((await stat(path.join(folder, 'secret-key'))).mode & 0o777).toBe(0o600);
});
