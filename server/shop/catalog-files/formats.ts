import { aisleCsv } from './aisle-csv.ts';
import { aisleJson } from './aisle-json.ts';
import type { CatalogFormat } from './catalog-file.ts';
import type { FormatReader } from './catalog-format.ts';
import { googleFeed } from './google-feed.ts';
import { shopifyCsv } from './shopify-csv.ts';
import { woocommerceCsv } from './woocommerce-csv.ts';

/** Every format that is read; to add one: a file beside this one and a line here. */
export const FORMATS: Record<CatalogFormat, FormatReader> = {
  aisle: aisleJson,
  'aisle-csv': aisleCsv,
  shopify: shopifyCsv,
  google: googleFeed,
  woocommerce: woocommerceCsv,
};
