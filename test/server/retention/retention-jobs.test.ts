import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { incomingFiles } from '../../../server/images/intake/incoming-files.ts';
import { diskImageFiles } from '../../../server/images/storage/disk-image-files.ts';
import type { ImageFiles } from '../../../server/images/storage/image-files.ts';
import type { ImageRemovals } from '../../../server/images/storage/image-removals.ts';
import { postgresImageRemovals } from '../../../server/postgres/images/image-removals.ts';
import { postgresImages } from '../../../server/postgres/images/images.ts';
import { postgresOldData } from '../../../server/postgres/retention/old-data.ts';
import { postgresVisitorErasure } from '../../../server/postgres/retention/visitor-erasure.ts';
import { postgresStores } from '../../../server/postgres/stores/stores.ts';
import type { OldData } from '../../../server/retention/old-data.ts';
import { type RetentionDeps, retentionJobs } from '../../../server/retention/retention-jobs.ts';
import { newId } from '../../../server/shop/new-id.ts';
import { countRows, insertConversation, insertVisitor } from '../../support/conversation-data.ts';
import { insertStore } from '../../support/insert-store.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const signal = new AbortController().signal;

let database: TestDatabase;
let folder: string;
let files: ImageFiles;
let removals: ImageRemovals;
let now: Date;
let deps: RetentionDeps;

beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-retention-'));
  files = diskImageFiles(folder);
  removals = postgresImageRemovals(database.db);
  now = new Date();
  deps = {
    stores: postgresStores(database.db),
    old: postgresOldData(database.db),
    erasure: postgresVisitorErasure(database.db),
    incoming: incomingFiles(folder),
    removals,
    files,
    clock: { now: () => now },
  };
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** One round of all jobs, as a process that has just started does it; the errors. */
async function round(changes: Partial<RetentionDeps> = {}): Promise<unknown[]> {
  const results = await Promise.allSettled(
    retentionJobs({ ...deps, ...changes }).map((job) => job.run(signal)),
  );
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
}

async function store(retentionDays: number | null): Promise<string> {
  const storeId = await insertStore(database);
  const settings = JSON.stringify({ retention_days: retentionDays });
  await database.sql`update store set settings = ${settings}::text::jsonb where id = ${storeId}`;
  return storeId;
}

async function talk(storeId: string, ageMs: number): Promise<string> {
  const at = new Date(now.getTime() - ageMs);
  const owner = await insertVisitor(database, storeId, { at: now });
  return (await insertConversation(database, owner, { at })).conversationId;
}

async function addPhoto(storeId: string, createdAt = now): Promise<string> {
  const id = newId();
  const { visitorId } = await insertVisitor(database, storeId, { at: now });
  await postgresImages(database.db, files).add(
    {
      id,
      storeId,
      visitorId,
      mediaType: 'image/jpeg',
      width: 1,
      height: 1,
      bytes: 5,
      sha256: Buffer.alloc(32),
      createdAt,
    },
    Buffer.from('photo'),
  );
  return id;
}

async function filesLeft(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function kept(): Promise<string[]> {
  const rows = await database.sql`select id from conversation`;
  return rows.map(({ id }) => id).sort();
}

it('keeps each store its own time, to the hour and beyond', async () => {
  const [month, week, ever] = [await store(30), await store(7), await store(null)];
  await talk(month, 30 * DAY + HOUR);
  await talk(week, 7 * DAY + MINUTE);
  const expected = [
    await talk(month, 30 * DAY - HOUR),
    await talk(week, 7 * DAY - MINUTE),
    await talk(ever, 3_000 * DAY),
  ];
  expect(await round()).toEqual([]);
  expect(await kept()).toEqual(expected.sort());
  now = new Date(now.getTime() + 2 * MINUTE);
  expect(await round()).toEqual([]);
  expect(await kept()).toHaveLength(2);
});

it('deletes for the other stores when it cannot for one, and names that one', async () => {
  const [broken, sound] = [await store(30), await store(30)];
  const left = await talk(broken, 40 * DAY);
  await talk(sound, 40 * DAY);
  const old: OldData = {
    ...deps.old,
    async conversations(storeId, before) {
      if (storeId === broken) throw new Error('no');
      return deps.old.conversations(storeId, before);
    },
  };
  const [error, ...others] = await round({ old });
  expect([String(error), others]).toEqual([expect.stringContaining(broken), []]);
  expect(await kept()).toEqual([left]);
});

it('deletes photos with their files, and leaves the list empty', async () => {
  const shop = await store(30);
  await addPhoto(shop, new Date(now.getTime() - 31 * DAY));
  const fresh = await addPhoto(shop, new Date(now.getTime() - 29 * DAY));
  expect(await filesLeft()).toHaveLength(2);
  await round();
  expect(await round()).toEqual([]);
  expect(await filesLeft()).toEqual([fresh]);
  expect(await database.sql`select 1 from image_removal`).toHaveLength(0);
});

it('removes the files of a whole store that was deleted', async () => {
  const shop = await store(30);
  await Promise.all([addPhoto(shop), addPhoto(shop), addPhoto(shop)]);
  await database.sql`delete from store where id = ${shop}`;
  expect(await round()).toEqual([]);
  expect(await filesLeft()).toEqual([]);
});

it('goes on where a process was killed between the file and the list', async () => {
  const shop = await store(30);
  await Promise.all([addPhoto(shop), addPhoto(shop)]);
  await database.sql`delete from image`;
  const killed: ImageRemovals = { ...removals, done: () => Promise.reject(new Error('killed')) };
  expect(await round({ removals: killed })).toHaveLength(1);
  expect(await filesLeft()).toEqual([]);
  expect(await round()).toEqual([]);
  // What has no file here may have one in another process's folder, until nobody can think so any more.
  expect(await database.sql`select 1 from image_removal`).toHaveLength(2);
  now = new Date(now.getTime() + 8 * DAY);
  expect(await round()).toEqual([]);
  expect(await database.sql`select 1 from image_removal`).toHaveLength(0);
});

it('removes the file of a photo whose process was killed before it was known', async () => {
  const shop = await store(30);
  const known = await addPhoto(shop);
  const images = postgresImages(database.db, {
    ...files,
    async write(imageId, bytes) {
      await files.write(imageId, bytes);
      throw new Error('killed');
    },
    remove: () => Promise.reject(new Error('killed')),
  });
  const { visitorId } = await insertVisitor(database, shop, { at: now });
  const image = { storeId: shop, visitorId, mediaType: 'image/jpeg', width: 1, height: 1 } as const;
  const lost = { ...image, id: newId(), bytes: 5, sha256: Buffer.alloc(32), createdAt: now };
  await expect(images.add(lost, Buffer.from('photo'))).rejects.toThrow('killed');
  expect(await filesLeft()).toHaveLength(2);
  // It might still be on its way.
  await round();
  expect(await filesLeft()).toHaveLength(2);
  now = new Date(now.getTime() + 2 * HOUR);
  await round();
  expect(await filesLeft()).toEqual([known]);
});

it('removes files in the folder that they are in, when processes have one each', async () => {
  const shop = await store(30);
  await addPhoto(shop);
  await database.sql`delete from image`;
  const elsewhere = diskImageFiles(path.join(folder, 'elsewhere'));
  expect(await round({ files: elsewhere })).toEqual([]);
  expect(await filesLeft()).toHaveLength(1);
  expect(await round()).toEqual([]);
  expect(await filesLeft()).toEqual([]);
});

it('removes the other files when one cannot be, and tries that again', async () => {
  const shop = await store(30);
  const [stuck] = [await addPhoto(shop), await addPhoto(shop)];
  await database.sql`delete from image`;
  const failing: ImageFiles = {
    ...files,
    async remove(imageId) {
      if (imageId === stuck) throw new Error('EACCES');
      return files.remove(imageId);
    },
  };
  expect(await round({ files: failing })).toEqual([
    new Error('the files of 1 photos could not be removed'),
  ]);
  expect(await filesLeft()).toEqual([stuck]);
  expect(await round()).toEqual([]);
  expect(await filesLeft()).toEqual([]);
});

it('ends an erasure that was begun and not done', async () => {
  const owner = await insertVisitor(database, await store(null), { at: now });
  await insertConversation(database, owner, { at: now });
  await deps.erasure.begin(owner);
  now = new Date(now.getTime() + MINUTE);
  expect(await round()).toEqual([]);
  expect(await countRows(database)).toMatchObject({ visitor: 0, conversation: 0, message: 0 });
});
