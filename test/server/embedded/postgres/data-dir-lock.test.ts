import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataDir, lockHolder } from '../../../../server/embedded/postgres/data-dir-lock.ts';
import { startedAt } from '../../../../server/embedded/postgres/process-identity.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function leaveLock(holder: object): Promise<void> {
  return writeFile(path.join(folder, 'aisle.lock'), JSON.stringify(holder));
}

test('one of many who ask at once gets the folder, the others learn who', async () => {
  const results = await Promise.all([1, 2, 3, 4, 5].map(() => lockDataDir(folder, 'a start')));
  expect(results.filter((result) => 'lock' in result)).toHaveLength(1);
  const losers = results.filter((result) => 'holder' in result);
  for (const { holder } of losers) {
    expect(holder).toMatchObject({ pid: process.pid, name: 'a start' });
  }
});

test('tells others where the database is, and is free after release', async () => {
  const result = await lockDataDir(folder, 'a start');
  if (!('lock' in result)) throw new Error('the folder was free');
  await result.lock.announceDatabase('postgres://here');
  expect(await lockHolder(folder)).toMatchObject({ databaseUrl: 'postgres://here' });
  await result.lock.release();
  expect(await lockHolder(folder)).toBeUndefined();
  expect(await lockDataDir(folder, 'another start')).toHaveProperty('lock');
});

test('a holder that no longer runs does not count', async () => {
  await leaveLock({ pid: 2 ** 22 + 1, startedAt: '1', name: 'gone' });
  expect(await lockDataDir(folder, 'a start')).toHaveProperty('lock');
});

test('a holder whose pid went to another process does not count', async () => {
  await leaveLock({ pid: process.ppid, startedAt: 'long ago', name: 'gone' });
  expect(await lockDataDir(folder, 'a start')).toHaveProperty('lock');
});

test('a holder that runs counts', async () => {
  await leaveLock({ pid: process.ppid, startedAt: await startedAt(process.ppid), name: 'there' });
  expect(await lockDataDir(folder, 'a start')).toMatchObject({ holder: { name: 'there' } });
});

test('a file that says nothing does not count', async () => {
  await writeFile(path.join(folder, 'aisle.lock'), '');
  expect(await lockDataDir(folder, 'a start')).toHaveProperty('lock');
});
