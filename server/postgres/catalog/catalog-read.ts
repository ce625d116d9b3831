import { and, asc, count, eq, getTableColumns, inArray, isNotNull, or, sql } from 'drizzle-orm';
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
  const rows = await readRows(db, storeId, ids);
  return ids.flatMap((id) => {
    const found = rows.get(id);
    if (!found || found.variants.length === 0) return [];
    return [productFromRows(found, { currency: found.currency, links })];
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

/** A product as it lies in the tables, and what its store's prices are in. */
interface PricedRows extends ProductRows {
  currency: string;
}

/**
 * The rows of these products of the store, by product id. Their lists come as JSON: with a statement for each table a
 * search takes five connections at once, and a twentieth fewer fit into a second.
 */
export async function readRows(
  db: Drizzle,
  storeId: string,
  ids: string[],
): Promise<Map<string, PricedRows>> {
  const rows = await db
    .select({ product, currency: store.currency, ...LISTS })
    .from(product)
    .innerJoin(store, eq(store.id, product.storeId))
    .where(and(eq(product.storeId, storeId), among(product.id, ids)));
  return new Map(
    rows.map((row) => [
      row.product.id,
      {
        product: row.product,
        currency: row.currency,
        variants: row.variants.map((item) => fromJson(variant, item)),
        media: row.media.map((item) => fromJson(media, item)),
        categories: row.categories,
      },
    ]),
  );
}

type Listed = typeof variant | typeof media;
type JsonRow = Record<string, unknown>;

const ofProduct = (table: Listed | typeof productCategory) =>
  sql`${table.storeId} = ${product.storeId} and ${table.productId} = ${product.id}`;

const listOf = (table: Listed) => sql<JsonRow[]>`(
  select coalesce(json_agg(${table} order by ${table.position}), '[]')
  from ${table} where ${ofProduct(table)})`;

/** What a product has several of, in their order. */
const LISTS = {
  variants: listOf(variant),
  media: listOf(media),
  categories: sql<ProductRows['categories']>`(
    select coalesce(json_agg(${category} order by ${productCategory.position}), '[]')
    from ${productCategory} join ${category} on ${category.id} = ${productCategory.categoryId}
    where ${ofProduct(productCategory)})`,
};

/** A row whose columns are of types that the driver would read to the same from JSON: none is a date, none past 2^53. */
function fromJson<T extends Listed>(table: T, row: JsonRow): T['$inferSelect'] {
  const columns = Object.entries(getTableColumns(table));
  return Object.fromEntries(
    columns.map(([name, column]) => [name, row[column.name]]),
  ) as T['$inferSelect'];
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
