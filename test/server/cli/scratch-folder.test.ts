import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeScratchFolder } from '../../../server/cli/scratch-folder.ts';

let memory: string;
const made: string[] = [];
beforeEach(async () => {
  memory = await mkdtemp(path.join(tmpdir(), 'aisle-memory-'));
});
afterEach(async () => {
  for (const folder of [memory, ...made.splice(0)])
    await rm(folder, { recursive: true, force: true });
});

async function parentOf(places: Parameters<typeof makeScratchFolder>[0]) {
  const folder = await makeScratchFolder(places);
  made.push(folder);
  return path.dirname(folder);
}

test('lies in memory where enough is free', async () => {
  expect(await parentOf({ memory, atLeast: 1 })).toBe(memory);
});

test('lies with the other temporary files where memory is short, or is no file system here', async () => {
  expect(await parentOf({ memory, atLeast: 2 ** 60 })).toBe(tmpdir());
  expect(await parentOf({ memory: path.join(memory, 'none'), atLeast: 1 })).toBe(tmpdir());
});

test.skipIf(process.platform === 'win32')('lets every user in', async () => {
  const folder = await makeScratchFolder({ memory, atLeast: 1 });
  expect((await stat(folder)).mode & 0o7777).toBe(0o1777);
});
