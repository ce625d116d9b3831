import { expect, test } from 'vitest';
import { importCatalog } from '../../../server/shop/import-catalog.ts';
import { FakeCatalog } from '../../fakes/fake-catalog.ts';
import { makeProduct } from '../../support/make-product.ts';

const STORE = { id: 'store-1', currency: 'USD' };
const TENT = makeProduct({ handle: 'tent' });
const STOVE = makeProduct({ handle: 'stove' });

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

test('a small file is written at once, or not at all when a product of it is wrong', async () => {
  const writer = new FakeCatalog({ currency: 'USD' });
  const handles = async () =>
    (await writer.search(STORE.id, { limit: 10 })).products.map(({ handle }) => handle);
  const wrong = await importCatalog({ writer }, STORE, `${lines(TENT)}\noops\n${lines(STOVE)}`);
  expect(wrong).toMatchObject({ read: 3, created: 0, problems: [{ line: 2, reason: 'not_json' }] });
  expect(await handles()).toEqual([]);
  const right = await importCatalog({ writer }, STORE, lines(TENT, STOVE));
  expect(right).toMatchObject({ read: 2, created: 2, problems: [] });
  expect(await handles()).toEqual(['stove', 'tent']);
});
