import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { describeCatalog } from '../../../contracts/catalog-contract.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { makeProduct } from '../../../support/make-product.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

const PUBLIC_URL = 'https://aisle.example';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** Two new stores in the one database of this file. */
async function stores() {
  return {
    catalog: postgresCatalog(database.patient, { publicUrl: PUBLIC_URL }),
    storeId: await insertStore(database),
    otherStoreId: await insertStore(database),
    async [Symbol.asyncDispose]() {},
  };
}

describeCatalog('the catalog in Postgres', stores);

describe('ids', () => {
  test('are kept when they are UUIDs, and else become the foreign id of a product with a UUID', async () => {
    await using under = await stores();
    const { catalog, storeId } = under;
    const id = newId();
    await catalog.upsert(storeId, [
      { ...makeProduct({ handle: 'own' }), id },
      { ...makeProduct({ handle: 'foreign' }), id: 'gid://shop/42' },
    ]);
    expect((await catalog.get(storeId, 'own'))?.id).toBe(id);
    const foreign = await catalog.get(storeId, 'gid://shop/42');
    expect(foreign?.handle).toBe('foreign');
    expect(foreign?.metadata?.external_id).toBe('gid://shop/42');
    expect(foreign?.variants[0]?.metadata?.external_id).toBe('foreign-1');
  });

  test('stay the same when a product comes again under another handle and title', async () => {
    await using under = await stores();
    const { catalog, storeId } = under;
    await catalog.upsert(storeId, [{ ...makeProduct({ handle: 'old' }), id: '42' }]);
    const before = await catalog.get(storeId, '42');
    const renamed = { ...makeProduct({ handle: 'new', variants: [{ id: 'old-1', price: 5 }] }) };
    const count = await catalog.upsert(storeId, [{ ...renamed, id: '42' }]);
    expect(count).toEqual({ created: 0, updated: 1, unchanged: 0 });
    const after = await catalog.get(storeId, '42');
    expect(after?.id).toBe(before?.id);
    expect(after?.variants[0]?.id).toBe(before?.variants[0]?.id);
    expect(await catalog.get(storeId, 'old')).toBeUndefined();
  });

  test('of another store are not taken over', async () => {
    await using under = await stores();
    const { catalog, storeId, otherStoreId } = under;
    const id = newId();
    const variants = [{ id: newId(), price: 100 }];
    const product = { ...makeProduct({ handle: 'shared', variants }), id };
    await catalog.upsert(storeId, [product]);
    await catalog.upsert(otherStoreId, [{ ...product, title: 'Copied' }]);
    expect((await catalog.get(storeId, id))?.title).toBe('shared');
    const copy = await catalog.get(otherStoreId, 'shared');
    expect(copy?.id).not.toBe(id);
    expect(copy?.variants[0]?.id).not.toBe(variants[0]?.id);
    const again = await catalog.upsert(otherStoreId, [{ ...product, title: 'Copied' }]);
    expect(again).toEqual({ created: 0, updated: 0, unchanged: 1 });
  });
});

test('two products may swap their handles and SKUs in one import', async () => {
  await using under = await stores();
  const { catalog, storeId } = under;
  const named = (handle: string, id: string, sku: string) => ({
    ...makeProduct({ handle, variants: [{ id: `${id}-v`, price: 100, sku }] }),
    id,
  });
  await catalog.upsert(storeId, [named('left', 'a', 'SKU-1'), named('right', 'b', 'SKU-2')]);
  await catalog.upsert(storeId, [named('right', 'a', 'SKU-2'), named('left', 'b', 'SKU-1')]);
  expect((await catalog.get(storeId, 'a'))?.handle).toBe('right');
  expect((await catalog.get(storeId, 'SKU-1'))?.metadata?.external_id).toBe('b');
});

test('refuses a handle or SKU that a product outside of the import has', async () => {
  await using under = await stores();
  const { catalog, storeId } = under;
  const variants = [{ id: 'v1', price: 100, sku: 'SKU-1' }];
  await catalog.upsert(storeId, [{ ...makeProduct({ handle: 'first', variants }), id: 'a' }]);
  await catalog.upsert(storeId, [{ ...makeProduct({ handle: 'second' }), id: 'b' }]);
  const moved = { ...makeProduct({ handle: 'first', variants }), id: 'b' };
  await expect(catalog.upsert(storeId, [moved])).rejects.toMatchObject({
    code: 'invalid_request',
    message: 'The handle first is that of "first".',
  });
  const other = makeProduct({ handle: 'third', variants });
  await expect(catalog.upsert(storeId, [other])).rejects.toMatchObject({
    message: 'The SKU SKU-1 is that of "first".',
  });
  expect((await catalog.get(storeId, 'b'))?.handle).toBe('second');
});

test('links what lies on this installation from its public address, and keeps it as a path', async () => {
  await using under = await stores();
  const { catalog, storeId } = under;
  const product = makeProduct({
    handle: 'tent',
    url: '/demo/outdoor/tent',
    media: [{ type: 'image', url: `${PUBLIC_URL}/demo/tent.webp` }],
  });
  await catalog.upsert(storeId, [product]);
  const tent = await catalog.get(storeId, 'tent');
  expect(tent?.url).toBe(`${PUBLIC_URL}/demo/outdoor/tent`);
  expect(tent?.media?.[0]?.url).toBe(`${PUBLIC_URL}/demo/tent.webp`);
  const moved = postgresCatalog(database.db, { publicUrl: 'https://moved.example/' });
  expect((await moved.get(storeId, 'tent'))?.media?.[0]?.url).toBe(
    'https://moved.example/demo/tent.webp',
  );
});

test('a variant that is sold out is available again as soon as it is counted again', async () => {
  await using under = await stores();
  const { catalog, storeId } = under;
  await catalog.upsert(storeId, [makeProduct({ handle: 'tent', stock: 0 })]);
  expect((await catalog.search(storeId, { available: true, limit: 5 })).products).toEqual([]);
  await database.sql`update variant set stock = 2 where store_id = ${storeId}`;
  const [tent] = (await catalog.search(storeId, { available: true, limit: 5 })).products;
  expect(tent?.variants[0]?.availability).toEqual({ available: true, status: 'in_stock' });
});

test('what is on backorder can be bought with none in stock', async () => {
  await using under = await stores();
  const { catalog, storeId } = under;
  const availability = { available: true, status: 'backorder' as const };
  const variants = [{ id: 'v', price: 100, stock: 0, availability }];
  await catalog.upsert(storeId, [makeProduct({ handle: 'tent', variants })]);
  const [tent] = (await catalog.search(storeId, { available: true, limit: 5 })).products;
  expect(tent?.variants[0]?.availability).toEqual(availability);
});

test('a reference with a NUL character is nothing, not an error of the database', async () => {
  await using under = await stores();
  expect(await under.catalog.get(under.storeId, 'tent\0')).toBeUndefined();
});
