import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../server/errors.ts';
import type { Catalog, CatalogWriter } from '../server/shop/catalog.ts';
import type { CouponWriter } from '../server/shop/coupon.ts';
import { importCatalog } from '../server/shop/import-catalog.ts';
import type { Store, Stores } from '../server/shop/store.ts';
import { StoreSettings } from '../shared/store.ts';
import { couponInput, FiledCoupon } from './coupon-file.ts';
import { DEMO_SHOPS, type DemoShopName } from './storefront/demo-shop.ts';

export interface SeedDeps {
  stores: Stores;
  catalog: Pick<Catalog, 'getMany'>;
  catalogWriter: CatalogWriter;
  couponWriter: CouponWriter;
  /** The demo storefronts live on this installation, so its origin is the one they may talk from. */
  publicUrl: string;
}

const StoreFile = z.strictObject({
  key: z.string(),
  name: z.string(),
  locale: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  settings: StoreSettings,
});

/**
 * Gives an empty installation its two demo stores, through the same import that merchants use.
 * Does nothing when there is any store; a process that loses the race for a store leaves it to the winner.
 */
export async function seedDemoStores(
  deps: SeedDeps,
  log: (message: string) => void,
): Promise<void> {
  if ((await deps.stores.list()).length > 0) return;
  for (const shop of DEMO_SHOPS) {
    const store = await createStore(deps, shop);
    if (store) await fillStore(deps, { shop, store, log });
  }
}

/** Undefined when another process made it a moment ago. */
async function createStore(
  { stores, publicUrl }: SeedDeps,
  shop: DemoShopName,
): Promise<Store | undefined> {
  const file = StoreFile.parse(JSON.parse(await readShopFile(shop, 'store.json')));
  try {
    return await stores.create({
      key: file.key,
      name: file.name,
      locale: file.locale,
      currency: file.currency,
      timeZone: file.time_zone,
      allowedOrigins: [new URL(publicUrl).origin],
      settings: file.settings,
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return undefined;
    throw error;
  }
}

async function fillStore(
  deps: SeedDeps,
  { shop, store, log }: { shop: DemoShopName; store: Store; log: (message: string) => void },
): Promise<void> {
  const text = await readShopFile(shop, 'products.jsonl');
  const report = await importCatalog({ writer: deps.catalogWriter }, store, text, {
    format: 'aisle',
    dryRun: false,
  });
  const filed = z.array(FiledCoupon).parse(JSON.parse(await readShopFile(shop, 'coupons.json')));
  const coupons = await Promise.all(
    filed.map(async (coupon) => couponInput(coupon, await productIds(deps, store, coupon))),
  );
  await deps.couponWriter.upsert(store.id, coupons);
  log(`seeded ${store.key}: ${JSON.stringify(report)}, ${coupons.length} coupons`);
}

async function productIds(
  { catalog }: SeedDeps,
  store: Store,
  coupon: FiledCoupon,
): Promise<string[]> {
  const products = await catalog.getMany(store.id, coupon.product_ids ?? []);
  return products.map(({ id }) => id);
}

function readShopFile(shop: DemoShopName, name: string): Promise<string> {
  return readFile(new URL(`${shop}/${name}`, import.meta.url), 'utf8');
}
