import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { diskImageFiles } from '../../../../server/images/storage/disk-image-files.ts';
import { postgresImages } from '../../../../server/postgres/images/images.ts';
import { store, visitor } from '../../../../server/postgres/schema.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { type ImagesUnderTest, imagesContract } from '../../../contracts/images-contract.ts';
import { testDatabase } from '../../../support/test-database.ts';

interface PostgresImagesUnderTest extends ImagesUnderTest {
  folder: string;
}

async function open(): Promise<PostgresImagesUnderTest> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-images-'));
  const database = await testDatabase();
  return {
    folder,
    images: postgresImages(database.db, diskImageFiles(folder)),
    async visitor(storeId) {
      const ofStore = storeId ?? (await addStore());
      const visitorId = newId();
      await database.db.insert(visitor).values({
        id: visitorId,
        storeId: ofStore,
        tokenHash: randomBytes(32),
        expiresAt: new Date('2100-01-01'),
      });
      return { storeId: ofStore, visitorId };
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };

  async function addStore(): Promise<string> {
    const id = newId();
    await database.db.insert(store).values({
      id,
      key: `shop-${id}`,
      name: 'Shop',
      currency: 'USD',
      locale: 'en-US',
      identitySecret: 'secret',
    });
    return id;
  }
}

imagesContract('Postgres and a folder', open);

it('leaves no file when the row is refused', async () => {
  await using test = await open();
  const { storeId } = await test.visitor();
  const orphan = {
    id: newId(),
    storeId,
    visitorId: newId(),
    mediaType: 'image/jpeg' as const,
    width: 1,
    height: 1,
    bytes: 1,
    sha256: randomBytes(32),
    createdAt: new Date(),
  };
  await expect(test.images.add(orphan, Buffer.from('x'))).rejects.toThrow();
  const left = await readdir(test.folder, { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
});
