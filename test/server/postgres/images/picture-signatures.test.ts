import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { postgresPhotoMeans } from '../../../../server/postgres/images/photo-means.ts';
import { postgresPictureSignatures } from '../../../../server/postgres/images/picture-signatures.ts';
import { media, product, store } from '../../../../server/postgres/schema.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { pictureSignaturesContract } from '../../../contracts/picture-signatures-contract.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

async function open() {
  const database = await testDatabase();
  const { db } = database;
  const storeId = await addStore(database);
  const otherStoreId = await addStore(database);
  const productIds: [string, string] = [newId(), newId()];
  for (const id of productIds) {
    await db.insert(product).values({ id, storeId, handle: id, title: 'Tent' });
  }
  return {
    database,
    storeId,
    otherStoreId,
    productIds,
    signatures: postgresPictureSignatures(db),
    async show(pictures: { productId: string; url: string }[]) {
      await db.delete(media).where(eq(media.storeId, storeId));
      for (const picture of pictures) {
        const row = { id: newId(), storeId, position: 0, type: 'image', ...picture };
        await db.insert(media).values(row);
      }
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

async function addStore({ db }: TestDatabase): Promise<string> {
  const id = newId();
  const names = { key: `shop-${id}`, name: 'Shop', currency: 'USD', locale: 'en-US' };
  await db.insert(store).values({ id, ...names, identitySecret: 'secret' });
  return id;
}

pictureSignaturesContract('Postgres', open);

it('goes with its product', async () => {
  await using test = await open();
  const [productId] = test.productIds;
  const seen = { space: 'shape:1', sha256: Buffer.alloc(32), value: Buffer.alloc(1) };
  await test.signatures.put(test.storeId, { productId, url: '/a.webp', ...seen });
  await test.database.db.delete(product).where(eq(product.id, productId));
  expect(await Array.fromAsync(test.signatures.values(test.storeId, 'shape:1'))).toEqual([]);
});

it('gives many values in pages, each once', async () => {
  await using test = await open();
  const [productId] = test.productIds;
  await test.database.sql`
    insert into picture_trait (store_id, product_id, url, space, sha256, value)
    select ${test.storeId}, ${productId}, '/' || n, 'shape:1', '', '' from generate_series(1, 4100) n`;
  const pages = await Array.fromAsync(test.signatures.values(test.storeId, 'shape:1'));
  expect(pages.map((page) => page.length)).toEqual([2000, 2000, 100]);
  expect(new Set(pages.flat().map(({ url }) => url)).size).toBe(4100);
});

it('adds up the photos of a store, also when they come at once', async () => {
  await using test = await open();
  const means = postgresPhotoMeans(test.database.db);
  expect(await means.read(test.storeId, 'shape:1')).toBeUndefined();
  const photos = [1, 2, 3, 4].map((value) => Float32Array.of(value, -value));
  await Promise.all(photos.map((photo) => means.add(test.storeId, 'shape:1', photo)));
  const known = await means.read(test.storeId, 'shape:1');
  expect(known?.photos).toBe(4);
  expect(known?.mean[0]).toBeCloseTo(2.5, 5);
  expect(known?.mean[1]).toBeCloseTo(-2.5, 5);
  expect(await means.read(test.otherStoreId, 'shape:1')).toBeUndefined();
});
