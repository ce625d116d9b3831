import { expect, it } from 'vitest';
import { type SeedDeps, seedDemoStores } from '../../demo/seed-demo-stores.ts';
import { postgresCatalog } from '../../server/postgres/catalog/catalog.ts';
import type { Drizzle } from '../../server/postgres/connection/database.ts';
import { postgresCoupons } from '../../server/postgres/coupons/coupons.ts';
import { postgresStores } from '../../server/postgres/stores/stores.ts';
import { StoreSettings } from '../../shared/store.ts';
import { testDatabase } from '../support/test-database.ts';
import { demoFiles } from './demo-catalog-files.ts';

const PUBLIC_URL = 'https://aisle.example';

it('gives an empty installation two filled stores, once', async () => {
  await using database = await testDatabase();
  const deps = depsOn(database.patient);
  const heard: string[] = [];
  await seedDemoStores(deps, (message) => heard.push(message));
  const stores = await deps.stores.list();
  expect(stores).toMatchObject([
    { key: 'demo-laptop', currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' },
    { key: 'demo-outdoor', currency: 'USD', allowedOrigins: [PUBLIC_URL] },
  ]);
  expect(heard).toHaveLength(2);
  const before = await contents(deps);

  await seedDemoStores(deps, (message) => heard.push(message));
  expect(heard).toHaveLength(2);
  expect(await contents(deps)).toEqual(before);
});

it('ends with the same stores when two processes start at once', async () => {
  await using database = await testDatabase();
  const deps = depsOn(database.patient);
  await Promise.all([
    seedDemoStores(deps, () => {}),
    seedDemoStores(depsOn(database.patient), () => {}),
  ]);
  expect(await contents(deps)).toEqual({
    'demo-laptop': counts('laptop'),
    'demo-outdoor': counts('outdoor'),
  });
});

it('fills a demo store that a killed start left empty', async () => {
  await using database = await testDatabase();
  const deps = depsOn(database.patient);
  for (const shop of ['outdoor', 'laptop'] as const) {
    const { time_zone: timeZone, ...fields } = demoFiles(shop).store;
    await deps.stores.create({ ...fields, timeZone, allowedOrigins: [] });
  }
  await seedDemoStores(deps, () => {});
  expect(await contents(deps)).toEqual({
    'demo-laptop': counts('laptop'),
    'demo-outdoor': counts('outdoor'),
  });
});

it('leaves an installation alone that has a store of its own', async () => {
  await using database = await testDatabase();
  const deps = depsOn(database.patient);
  await deps.stores.create({
    key: 'mine',
    name: 'Mine',
    currency: 'EUR',
    locale: 'de',
    timeZone: 'Europe/Berlin',
    allowedOrigins: [],
    settings: StoreSettings.parse({}),
  });
  await seedDemoStores(deps, () => {});
  expect(await deps.stores.list()).toHaveLength(1);
});

it('points product coupons at the products of the store', async () => {
  await using database = await testDatabase();
  const deps = depsOn(database.patient);
  await seedDemoStores(deps, () => {});
  const store = (await deps.stores.byKey('demo-outdoor'))!;
  const coupons = await deps.couponWriter.list(store.id);
  const { scope } = coupons.find(({ code }) => code === 'LARCH25')!;
  const ids = scope.kind === 'products' ? scope.productIds : [];
  const products = await deps.catalog.getMany(store.id, ids);
  expect(products.map(({ handle }) => handle).sort()).toEqual([
    'larch-2-backpacking-tent',
    'lull-3-dome-tent',
  ]);
});

function depsOn(db: Drizzle): SeedDeps {
  const catalog = postgresCatalog(db, { publicUrl: PUBLIC_URL });
  return {
    stores: postgresStores(db),
    catalog,
    catalogWriter: catalog,
    couponWriter: postgresCoupons(db),
    publicUrl: PUBLIC_URL,
  };
}

/** How many entries of categories and coupons each store has. */
async function contents({ stores, catalog, couponWriter }: SeedDeps) {
  const entries = (await stores.list()).map(async ({ key, id }) => {
    const categories = await catalog.categories(id);
    const filed = categories.reduce((sum, { count }) => sum + count, 0);
    return [key, { filed, coupons: (await couponWriter.list(id)).length }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function counts(shop: 'outdoor' | 'laptop') {
  const { products, coupons } = demoFiles(shop);
  const filed = products.reduce((sum, { categories = [] }) => sum + categories.length, 0);
  return { filed, coupons: coupons.length };
}
