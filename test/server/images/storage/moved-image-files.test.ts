import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diskImageFiles } from '../../../../server/images/storage/disk-image-files.ts';
import { movedImageFiles } from '../../../../server/images/storage/moved-image-files.ts';
import { newId } from '../../../../server/shop/new-id.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-moved-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('finds photos from before the move, writes only to the new place, and removes from both', async () => {
  const before = diskImageFiles(path.join(folder, 'before'));
  const now = diskImageFiles(path.join(folder, 'now'));
  const [older, newer] = [newId(), newId()];
  await before.write(older, Buffer.from('older'));
  const files = movedImageFiles(now, before);
  await files.write(newer, Buffer.from('newer'));
  expect(await files.read(older)).toEqual(Buffer.from('older'));
  expect(await files.read(newer)).toEqual(Buffer.from('newer'));
  expect(await before.read(newer)).toBeUndefined();
  expect(await files.remove(older)).toBe(true);
  expect(await files.remove(newer)).toBe(true);
  expect(await files.remove(newer)).toBe(false);
  expect(await files.read(older)).toBeUndefined();
});
