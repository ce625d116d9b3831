import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, sql, TransactionRollbackError } from 'drizzle-orm';
import type { Product } from '../../shared/product.ts';
import { AppError } from '../errors.ts';
import type { UpsertCount } from '../shop/catalog.ts';
import { refuseUnsuitable } from '../shop/check-products.ts';
import { newId } from '../shop/new-id.ts';
import { assignIds, matchProducts } from './catalog-ids.ts';
import { readRows } from './catalog-read.ts';
import { type Links, type ProductRows, rowsFromProduct } from './catalog-rows.ts';
import type { Drizzle } from './database.ts';
import { category, media, product, productCategory, store, variant } from './schema.ts';

/** Rows a statement: Postgres takes 65,535 parameters, and no table here has more than 16 columns. */
const BATCH = 500;

/** An import of tens of thousands is one transaction; its statements may take longer than a shopper's. */
const STATEMENT_LIMIT = '60s';

/** See `CatalogWriter.upsert`. Two imports into one store take turns; the search index follows in the same transaction. */
export async function writeProducts(
  db: Drizzle,
  storeId: string,
  { products, links, dryRun }: { products: Product[]; links: Links; dryRun: boolean },
): Promise<UpsertCount> {
  if (products.length === 0) return { created: 0, updated: 0, unchanged: 0 };
  let count: UpsertCount | undefined;
  const write = db.transaction(async (tx) => {
    await tx.execute(sql`
      select set_config('statement_timeout', ${STATEMENT_LIMIT}, true),
        set_config('aisle.search_index', 'later', true)`);
    await tx.execute(sql`select pg_advisory_xact_lock(search_lock_key(${storeId}))`);
    const [owner] = await tx
      .select({ currency: store.currency })
      .from(store)
      .where(eq(store.id, storeId));
    if (!owner) throw new AppError('not_found', 'There is no such store.');
    refuseUnsuitable(products, owner.currency);
    const planned = await planProducts(tx, storeId, { products, links });
    const changed = planned.filter((item) => item.change !== 'unchanged').map(({ rows }) => rows);
    const updated = planned.filter((item) => item.change === 'updated').map(({ rows }) => rows);
    for (const batch of batches(updated)) await clearProducts(tx, storeId, batch);
    for (const batch of batches(changed)) await writeBatch(tx, storeId, batch);
    if (changed.length > 0) await refreshSearch(tx, storeId, changed);
    count = countChanges(planned);
    if (dryRun) tx.rollback();
    return count;
  });
  return await write.catch((error) => {
    if (error instanceof TransactionRollbackError && count) return count;
    throw error;
  });
}

interface PlannedProduct {
  rows: ProductRows;
  change: keyof UpsertCount;
}

async function planProducts(
  db: Drizzle,
  storeId: string,
  { products, links }: { products: Product[]; links: Links },
): Promise<PlannedProduct[]> {
  const planned: PlannedProduct[] = [];
  const assigned = new Set<string>();
  for (const batch of batches(products)) {
    const { known, taken } = await matchProducts(db, storeId, batch);
    for (const id of taken) assigned.add(id);
    const matchedIds = known.flatMap((match) => match?.id ?? []);
    const stored = await readRows(db, storeId, matchedIds);
    for (const [index, given] of batch.entries()) {
      const match = known[index];
      const before = match && stored.get(match.id);
      const ids = assignIds(given, { known: match, taken: assigned }, before);
      const rows = rowsFromProduct(storeId, given, { ids, links });
      planned.push({ rows, change: changeBetween(before, rows) });
    }
  }
  refuseSameProduct(planned);
  return planned;
}

/** Two of the given products may turn out to be one of ours: named once by id and once by handle, say. */
function refuseSameProduct(planned: PlannedProduct[]): void {
  const seen = new Map<string, string>();
  for (const { rows } of planned) {
    const { id, externalId, title } = rows.product;
    for (const key of externalId === null ? [id] : [id, `external ${externalId}`]) {
      const earlier = seen.get(key);
      if (earlier !== undefined) {
        const detail = `"${earlier}" and "${title}" are the same product of this store.`;
        throw new AppError('invalid_request', detail);
      }
      seen.set(key, title);
    }
  }
}

function changeBetween(stored: ProductRows | undefined, wanted: ProductRows): keyof UpsertCount {
  if (!stored) return 'created';
  return isSame(wanted, stored) ? 'unchanged' : 'updated';
}

/** Whether storing `wanted` would change anything that can be read. */
function isSame(wanted: ProductRows, stored: ProductRows): boolean {
  return isDeepStrictEqual(comparable(wanted), comparable(stored));
}

function comparable({ product: row, variants, media: pictures, categories }: ProductRows): unknown {
  const { version: _, createdAt: __, updatedAt: ___, ...columns } = row as Record<string, unknown>;
  const mediaOf = Map.groupBy(pictures, ({ variantId }) => variantId);
  const shown = [...mediaOf].map(([owner, items]) => [
    owner,
    items.map(({ type, url, altText, width, height }) => [type, url, altText, width, height]),
  ]);
  const values = categories.map(({ value }) => value);
  return plain({ columns, variants, media: Object.fromEntries(shown), values });
}

/** As JSON would read back: what jsonb gives us and what we were given must compare alike. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function countChanges(planned: PlannedProduct[]): UpsertCount {
  const count: UpsertCount = { created: 0, updated: 0, unchanged: 0 };
  for (const { change } of planned) count[change] += 1;
  return count;
}

async function writeBatch(db: Drizzle, storeId: string, batch: ProductRows[]): Promise<void> {
  await refuseTakenHandles(db, storeId, batch);
  await refuseTakenSkus(db, storeId, batch);
  await db
    .insert(product)
    .values(batch.map((rows) => rows.product))
    .onConflictDoUpdate({ target: product.id, set: REPLACED });
  const variants = batch.flatMap((rows) => rows.variants);
  for (const part of batches(variants)) await db.insert(variant).values(part);
  const pictures = batch.flatMap((rows) => rows.media.map((item) => ({ id: newId(), ...item })));
  for (const part of batches(pictures)) await db.insert(media).values(part);
  await writeCategories(db, storeId, batch);
}

/** Everything that an import states; the product keeps its id and when it was created. */
const REPLACED = {
  handle: sql`excluded.handle`,
  title: sql`excluded.title`,
  description: sql`excluded.description`,
  url: sql`excluded.url`,
  brand: sql`excluded.brand`,
  tags: sql`excluded.tags`,
  options: sql`excluded.options`,
  attributes: sql`excluded.attributes`,
  rating: sql`excluded.rating`,
  externalId: sql`excluded.external_id`,
  metadata: sql`excluded.metadata`,
  version: sql`${product.version} + 1`,
  updatedAt: sql`now()`,
};

/** Takes what will be written anew off products, also their handles, so that two of them may swap. */
async function clearProducts(db: Drizzle, storeId: string, batch: ProductRows[]): Promise<void> {
  const ids = batch.map((rows) => rows.product.id);
  await db.delete(media).where(and(eq(media.storeId, storeId), inArray(media.productId, ids)));
  await db
    .delete(variant)
    .where(and(eq(variant.storeId, storeId), inArray(variant.productId, ids)));
  await db
    .delete(productCategory)
    .where(and(eq(productCategory.storeId, storeId), inArray(productCategory.productId, ids)));
  await db
    .update(product)
    .set({ handle: sql`'replaced ' || ${product.id}`, externalId: null })
    .where(and(eq(product.storeId, storeId), inArray(product.id, ids)));
}

/** What an import replaces was cleared: whoever still has a handle is a product that it does not mention. */
async function refuseTakenHandles(db: Drizzle, storeId: string, batch: ProductRows[]) {
  const handles = batch.map((rows) => rows.product.handle);
  const [holder] = await db
    .select({ handle: product.handle, title: product.title })
    .from(product)
    .where(and(eq(product.storeId, storeId), inArray(product.handle, handles)))
    .limit(1);
  if (!holder) return;
  const detail = `The handle ${holder.handle} is that of "${holder.title}".`;
  throw new AppError('invalid_request', detail);
}

async function refuseTakenSkus(db: Drizzle, storeId: string, batch: ProductRows[]) {
  const skus = batch.flatMap((rows) => rows.variants.flatMap(({ sku }) => sku ?? []));
  for (const part of batches(skus)) {
    const [holder] = await db
      .select({ sku: variant.sku, title: product.title })
      .from(variant)
      .innerJoin(product, eq(product.id, variant.productId))
      .where(and(eq(variant.storeId, storeId), inArray(variant.sku, part)))
      .limit(1);
    if (holder) {
      const detail = `The SKU ${holder.sku} is that of "${holder.title}".`;
      throw new AppError('invalid_request', detail);
    }
  }
}

async function writeCategories(db: Drizzle, storeId: string, all: ProductRows[]): Promise<void> {
  const byValue = new Map(
    all.flatMap(({ categories }) => categories.map((item) => [item.value, item])),
  );
  if (byValue.size === 0) return;
  const stored = new Map<string, string>();
  for (const part of batches([...byValue.values()])) {
    const rows = await db
      .insert(category)
      .values(part.map((item) => ({ id: newId(), storeId, ...item })))
      .onConflictDoUpdate({
        target: [category.storeId, category.value],
        set: { taxonomy: sql`coalesce(excluded.taxonomy, ${category.taxonomy})` },
      })
      .returning({ id: category.id, value: category.value });
    for (const { id, value } of rows) stored.set(value, id);
  }
  const links = all.flatMap(({ product: { id }, categories }) =>
    categories.map(({ value }, position) => ({
      storeId,
      productId: id,
      categoryId: stored.get(value)!,
      position,
    })),
  );
  for (const part of batches(links)) await db.insert(productCategory).values(part);
}

async function refreshSearch(db: Drizzle, storeId: string, changed: ProductRows[]) {
  for (const batch of batches(changed)) {
    const ids = sql.param(batch.map((rows) => rows.product.id));
    await db.execute(sql`select search_index_products(${ids}::uuid[])`);
  }
  await db.execute(sql`select search_count_words(${storeId})`);
}

function* batches<T>(items: T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
