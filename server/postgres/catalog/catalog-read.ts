import { and, asc, count, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Product } from '../../../shared/product.ts';
import type { FacetValue } from '../../../shared/product-search.ts';
import { findByRef } from '../../shop/product.ts';
import type { Drizzle } from '../connection/database.ts';
import { category, media, product, productCategory, store, variant } from '../schema.ts';
import { type Links, type ProductRows, productFromRows } from './catalog-rows.ts';
import { among } from './uuid-list.ts';

/** Products by id, in the order of `ids`; those that the store does not have are left out. */
export async function readProducts(
  db: Drizzle,
  storeId: string,
  { ids, links }: { ids: string[]; links: Links },
): Promise<Product[]> {
  if (ids.length === 0) return [];
  const [[owner], rows] = await Promise.all([
    db.select({ currency: store.currency }).from(store).where(eq(store.id, storeId)),
    readRows(db, storeId, ids),
  ]);
  if (!owner) return [];
  return ids.flatMap((id) => {
    const found = rows.get(id);
    if (!found || found.variants.length === 0) return [];
    return [productFromRows(found, { currency: owner.currency, links })];
  });
}

/** In the order of `refs` (see `findByRef`); what does not exist is left out. */
export async function readByRefs(
  db: Drizzle,
  storeId: string,
  { refs, links }: { refs: string[]; links: Links },
): Promise<Product[]> {
  const ids = await idsOfRefs(db, storeId, refs);
  const products = await readProducts(db, storeId, { ids, links });
  return refs.flatMap((ref) => findByRef(products, ref) ?? []);
}

/** The ids of every product that one of `refs` could mean. */
async function idsOfRefs(db: Drizzle, storeId: string, refs: string[]): Promise<string[]> {
  if (refs.length === 0) return [];
  const named = [inArray(product.handle, refs), inArray(product.externalId, refs)];
  const uuids = refs.filter(isUuid);
  if (uuids.length > 0) named.push(inArray(product.id, uuids));
  const [products, variants] = await Promise.all([
    db
      .select({ id: product.id })
      .from(product)
      .where(and(eq(product.storeId, storeId), or(...named))),
    db
      .select({ id: variant.productId })
      .from(variant)
      .where(and(eq(variant.storeId, storeId), inArray(variant.sku, refs))),
  ]);
  return [...new Set([...products, ...variants].map(({ id }) => id))].sort();
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The rows of these products of the store, by product id. */
export async function readRows(
  db: Drizzle,
  storeId: string,
  ids: string[],
): Promise<Map<string, ProductRows>> {
  const [products, variants, pictures, categories] = await Promise.all([
    db
      .select()
      .from(product)
      .where(and(eq(product.storeId, storeId), among(product.id, ids))),
    db
      .select()
      .from(variant)
      .where(and(eq(variant.storeId, storeId), among(variant.productId, ids)))
      .orderBy(asc(variant.position)),
    db
      .select()
      .from(media)
      .where(and(eq(media.storeId, storeId), among(media.productId, ids)))
      .orderBy(asc(media.position)),
    db
      .select({
        productId: productCategory.productId,
        value: category.value,
        taxonomy: category.taxonomy,
      })
      .from(productCategory)
      .innerJoin(category, eq(category.id, productCategory.categoryId))
      .where(and(eq(productCategory.storeId, storeId), among(productCategory.productId, ids)))
      .orderBy(asc(productCategory.position)),
  ]);
  const variantsOf = Map.groupBy(variants, (row) => row.productId);
  const mediaOf = Map.groupBy(pictures, (row) => row.productId);
  const categoriesOf = Map.groupBy(categories, (row) => row.productId);
  return new Map(
    products.map((row) => [
      row.id,
      {
        product: row,
        variants: variantsOf.get(row.id) ?? [],
        media: mediaOf.get(row.id) ?? [],
        categories: categoriesOf.get(row.id) ?? [],
      },
    ]),
  );
}

/** Categories that have products, the fullest first. */
export async function readCategories(db: Drizzle, storeId: string): Promise<FacetValue[]> {
  const products = count(productCategory.productId);
  return await db
    .select({ value: category.value, count: products })
    .from(category)
    .innerJoin(
      productCategory,
      and(
        eq(productCategory.categoryId, category.id),
        eq(productCategory.storeId, category.storeId),
      ),
    )
    .where(eq(category.storeId, storeId))
    .groupBy(category.value)
    .orderBy(sql`${products} desc`, asc(category.value));
}

/** Brands that have products, the fullest first. */
export async function readBrands(db: Drizzle, storeId: string): Promise<FacetValue[]> {
  const products = count(product.id);
  const rows = await db
    .select({ value: product.brand, count: products })
    .from(product)
    .where(and(eq(product.storeId, storeId), isNotNull(product.brand)))
    .groupBy(product.brand)
    .orderBy(sql`${products} desc`, asc(product.brand));
  return rows.map((row) => ({ value: row.value ?? '', count: row.count }));
}
