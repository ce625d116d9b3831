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
  catalog: Pick<Catalog, 'getMany' | 'categories'>;
  catalogWriter: CatalogWriter;
  couponWriter: CouponWriter;
  /** The demo storefronts live on this installation, so its origin is the one they may talk from. */
  publicUrl: string;
}

export const StoreFile = z.strictObject({
  key: z.string(),
  name: z.string(),
  locale: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  settings: StoreSettings,
});
export type StoreFile = z.infer<typeof StoreFile>;

/**
 * Gives an empty installation its two demo stores, through the same import that merchants use. An installation with
 * a store of its own gets none. A demo store without products was left half-made and is filled; doing so twice,
 * or in two processes at once, comes to the same.
 */
export async function seedDemoStores(
  deps: SeedDeps,
  log: (message: string) => void,
): Promise<void> {
  const isEmpty = (await deps.stores.list()).length === 0;
  const stores = await Promise.all(
    DEMO_SHOPS.map(async (shop) => {
      const file = StoreFile.parse(JSON.parse(await readShopFile(shop, 'store.json')));
      return isEmpty ? createStore(deps, file) : deps.stores.byKey(file.key);
    }),
  );
  for (const [index, shop] of DEMO_SHOPS.entries()) {
    const store = stores[index];
    if (!store || (await deps.catalog.categories(store.id)).length > 0) continue;
    const filled = await fillStore(deps, { shop, store });
    log(`${store.name} (${store.key}): ${filled.products} products, ${filled.coupons} coupons`);
  }
}

/** The store, whether it was made here or by another process a moment ago. */
async function createStore(
  { stores, publicUrl }: SeedDeps,
  file: StoreFile,
): Promise<Store | undefined> {
  const { time_zone: timeZone, ...fields } = file;
  try {
    return await stores.create({
      ...fields,
      timeZone,
      allowedOrigins: [new URL(publicUrl).origin],
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return stores.byKey(file.key);
    throw error;
  }
}

async function fillStore(
  { catalog, catalogWriter, couponWriter }: SeedDeps,
  { shop, store }: { shop: DemoShopName; store: Store },
): Promise<{ products: number; coupons: number }> {
  const text = await readShopFile(shop, 'products.jsonl');
  const report = await importCatalog({ writer: catalogWriter }, store, text);
  if (report.problems.length > 0) {
    throw new Error(`demo/${shop}/products.jsonl is wrong: ${JSON.stringify(report.problems)}`);
  }
  const filed = z.array(FiledCoupon).parse(JSON.parse(await readShopFile(shop, 'coupons.json')));
  const coupons = await Promise.all(
    filed.map(async (coupon) => {
      const products = await catalog.getMany(store.id, coupon.product_ids ?? []);
      return couponInput(
        coupon,
        products.map(({ id }) => id),
      );
    }),
  );
  await couponWriter.upsert(store.id, coupons);
  return { products: report.read, coupons: coupons.length };
}

function readShopFile(shop: DemoShopName, name: string): Promise<string> {
  return readFile(new URL(`${shop}/${name}`, import.meta.url), 'utf8');
}
