import { and, eq, inArray } from 'drizzle-orm';
import type { AdminMedia, AdminProductRow } from '../../../shared/admin-products.ts';
import { ROW_VARIANTS } from '../../../shared/admin-products.ts';
import {
  type ProductFacts,
  type StoredProduct,
  shownVariant,
  type VariantFacts,
} from '../../admin/product-facts.ts';
import type { Drizzle } from '../connection/database.ts';
import { type media, product, type variant } from '../schema.ts';
import { readRows } from './catalog-read.ts';
import type { ProductRows } from './catalog-rows.ts';

/** Products of the store with everything that a merchant edits, in the order of `ids`; the others are left out. */
export async function readStoredProducts(
  db: Drizzle,
  storeId: string,
  ids: string[],
): Promise<StoredProduct[]> {
  if (ids.length === 0) return [];
  const rows = await readRows(db, storeId, ids);
  return ids.flatMap((id) => {
    const found = rows.get(id);
    if (!found) return [];
    const { version, createdAt, updatedAt } = found.product as typeof product.$inferSelect;
    return [{ facts: factsFromRows(found), version, createdAt, updatedAt }];
  });
}

/** The same, and nobody else changes them until the transaction ends. */
export async function lockProducts(
  tx: Drizzle,
  storeId: string,
  ids: string[],
): Promise<StoredProduct[]> {
  // In the order of their ids, like everybody who locks several: two of them wait for each other in no circle.
  await tx
    .select({ id: product.id })
    .from(product)
    .where(and(eq(product.storeId, storeId), inArray(product.id, ids)))
    .orderBy(product.id)
    .for('update');
  return await readStoredProducts(tx, storeId, ids);
}

function factsFromRows({ product: row, variants, media: pictures, categories }: ProductRows) {
  const mediaOf = Map.groupBy(pictures, ({ variantId }) => variantId);
  const facts: ProductFacts = {
    id: row.id,
    handle: row.handle,
    title: row.title,
    description: row.description,
    brand: row.brand,
    url: row.url,
    tags: row.tags,
    categories: categories.map(({ value }) => value),
    options: row.options,
    attributes: Object.entries(row.attributes).map(([name, value]) => ({ name, value })),
    media: (mediaOf.get(null) ?? []).map(mediaFromRow),
    variants: variants.map((item) => variantFromRow(item, mediaOf.get(item.id) ?? [])),
    rating: row.rating,
    external_id: row.externalId,
    metadata: row.metadata,
  };
  return facts;
}

type MediaRow = Omit<typeof media.$inferSelect, 'id'>;

function variantFromRow(row: typeof variant.$inferSelect, pictures: MediaRow[]): VariantFacts {
  const { external_id: externalId, ...metadata } = row.metadata;
  return {
    id: row.id,
    sku: row.sku,
    title: row.title,
    price: row.price,
    list_price: row.listPrice,
    stock: row.stock,
    availability: row.availabilityStatus,
    options: row.options,
    barcodes: row.barcodes,
    media: pictures.map(mediaFromRow),
    external_id: typeof externalId === 'string' ? externalId : null,
    metadata,
  };
}

function mediaFromRow({ type, url, altText, width, height }: MediaRow): AdminMedia {
  return {
    type,
    url,
    ...(altText === null ? {} : { alt_text: altText }),
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
  };
}

/** A line of the product list. */
export function rowOfProduct({ facts, version, updatedAt }: StoredProduct): AdminProductRow {
  const { id, handle, title, brand, url, categories, media: pictures, variants } = facts;
  const prices = variants.map(({ price }) => price);
  const counted = variants.flatMap(({ stock }) => stock ?? []);
  return {
    id,
    handle,
    title,
    brand,
    url,
    categories,
    media: pictures.slice(0, 1),
    version,
    updated_at: updatedAt.toISOString(),
    variants: variants.slice(0, ROW_VARIANTS).map((item) => {
      const {
        options: _,
        barcodes: __,
        media: ___,
        external_id: ____,
        ...row
      } = shownVariant(item);
      return row;
    }),
    variant_count: variants.length,
    stock: counted.length === 0 ? null : counted.reduce((sum, stock) => sum + stock, 0),
    price_range: { min: Math.min(...prices), max: Math.max(...prices) },
  };
}
