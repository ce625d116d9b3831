import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
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
    await db.insert(product).values({ id, storeId, handle: id, title: 'Product' });
  }
  return {
    database,
    storeId,
    otherStoreId,
    productIds,
    signatures: postgresPictureSignatures(db, { space: 'test@1' }),
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

it('takes signatures of another space for missing and replaces them', async () => {
  await using test = await open();
  const [productId] = test.productIds;
  const picture = { productId, url: '/a.webp' };
  await test.show([picture]);
  const bytes = { sha256: Buffer.alloc(32), summary: Buffer.alloc(1), detail: Buffer.alloc(1) };
  await test.signatures.put(test.storeId, { ...picture, ...bytes });
  const newer = postgresPictureSignatures(test.database.db, { space: 'test@2' });
  expect(await newer.summaries(test.storeId)).toEqual([]);
  expect(await newer.pictures(test.storeId)).toEqual([{ ...picture, sha256: undefined }]);
  await newer.put(test.storeId, { ...picture, ...bytes });
  expect(await newer.summaries(test.storeId)).toHaveLength(1);
  expect(await test.signatures.summaries(test.storeId)).toEqual([]);
});

it('goes with its product', async () => {
  await using test = await open();
  const [productId] = test.productIds;
  const bytes = { sha256: Buffer.alloc(32), summary: Buffer.alloc(1), detail: Buffer.alloc(1) };
  await test.signatures.put(test.storeId, { productId, url: '/a.webp', ...bytes });
  await test.database.db.delete(product).where(eq(product.id, productId));
  expect(await test.signatures.summaries(test.storeId)).toEqual([]);
});
