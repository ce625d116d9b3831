import { readFileSync } from 'node:fs';
import { FiledCoupon } from '../../demo/coupon-file.ts';
import { StoreFile } from '../../demo/seed-demo-stores.ts';
import type { DemoShopName } from '../../demo/storefront/demo-shop.ts';
import { Product } from '../../shared/product.ts';

/** The committed files of a demo store, parsed strictly. */
export function demoFiles(shop: DemoShopName) {
  const lines = read(shop, 'products.jsonl').trimEnd().split('\n');
  return {
    products: lines.map((line) => Product.parse(JSON.parse(line))),
    coupons: FiledCoupon.array().parse(JSON.parse(read(shop, 'coupons.json'))),
    store: StoreFile.parse(JSON.parse(read(shop, 'store.json'))),
  };
}

function read(shop: DemoShopName, name: string): string {
  return readFileSync(new URL(`../../demo/${shop}/${name}`, import.meta.url), 'utf8');
}
