import { and, eq, inArray, sql, TransactionRollbackError } from 'drizzle-orm';
import type { Product } from '../../../shared/product.ts';
import { AppError } from '../../errors.ts';
import type { UpsertCount } from '../../shop/catalog.ts';
import { refuseUnsuitable } from '../../shop/check-products.ts';
import { newId } from '../../shop/new-id.ts';
import { allowStatements } from '../connection/allow-statements.ts';
import type { Drizzle } from '../connection/database.ts';
import { category, media, product, productCategory, store, variant } from '../schema.ts';
import type { Links, ProductRows } from './catalog-rows.ts';
import { postponeIndex } from './index-once.ts';
import {
  type Completion,
  type PlannedProduct,
  planProducts,
  sameProducts,
} from './plan-products.ts';
import { NameTaken } from './taken-by-others.ts';

/** Rows a statement: Postgres takes 65,535 parameters, and no table here has more than 16 columns. */
const BATCH = 500;

/** An import of tens of thousands is one transaction; its statements may take longer than a shopper's. */
const STATEMENT_LIMIT_MS = 60_000;
/** Half a million products take a quarter of a minute, and several when their language changed. */
const COUNT_LIMIT_MS = 10 * 60_000;

/** See `CatalogWriter.upsert`. Two imports into one store take turns; the search index follows in the same transaction. */
export async function writeProducts(
  db: Drizzle,
  storeId: string,
  { products, links, dryRun }: { products: Product[]; links: Links; dryRun: boolean },
): Promise<UpsertCount> {
  if (products.length === 0) return { created: 0, updated: 0, unchanged: 0 };
  let count: UpsertCount | undefined;
  const write = db.transaction(async (tx) => {
    const planned = await writeWithin(tx, storeId, { products, links });
    count = countChanges(planned);
    if (count.created + count.updated > 0) await countSearchWords(tx, storeId);
    if (dryRun) tx.rollback();
    return count;
  });
  return await write.catch((error) => {
    if (error instanceof TransactionRollbackError && count) return count;
    throw error;
  });
}

/**
 * The same as a part of the transaction `tx`, and what became of each product, in their order. Products are findable by
 * their words at once; the store's dictionary is for the caller to count (`countSearchWords`), once for many calls.
 * `completion`: the products are not whole; what they do not say is as the store has it now.
 */
export async function writeWithin(
  tx: Drizzle,
  storeId: string,
  { products, links, completion }: { products: Product[]; links: Links; completion?: Completion },
): Promise<PlannedProduct[]> {
  await allowStatements(tx, STATEMENT_LIMIT_MS);
  await postponeIndex(tx);
  await lockSearch(tx, storeId);
  const [owner] = await tx
    .select({ currency: store.currency })
    .from(store)
    .where(eq(store.id, storeId));
  if (!owner) throw new AppError('not_found', 'There is no such store.');
  refuseUnsuitable(products, owner.currency);
  const planned = await planProducts(tx, storeId, { products, links, completion });
  if (completion) {
    const completed = planned.map((item) => item.product);
    refuseUnsuitable(completed, owner.currency);
  }
  refuseSameProduct(planned);
  const changed = planned.filter((item) => item.change !== 'unchanged').map(({ rows }) => rows);
  const updated = planned.filter((item) => item.change === 'updated').map(({ rows }) => rows);
  for (const batch of batches(updated)) await clearProducts(tx, storeId, batch);
  for (const batch of batches(changed)) await writeBatch(tx, storeId, batch);
  for (const batch of batches(changed)) await indexForSearch(tx, batch);
  return planned;
}

/** Counts the words that a store's products have; the caller's transaction changes products of that store. */
export async function countSearchWords(tx: Drizzle, storeId: string): Promise<void> {
  await lockSearch(tx, storeId);
  await allowStatements(tx, COUNT_LIMIT_MS);
  await tx.execute(sql`select search_count_words(${storeId})`);
}

async function lockSearch(tx: Drizzle, storeId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(search_lock_key(${storeId}))`);
}

function refuseSameProduct(planned: PlannedProduct[]): void {
  const [same] = sameProducts(planned);
  if (!same) return;
  const titles = [same.earlier, same.index].map(
    (place) => `"${planned[place]?.rows.product.title}"`,
  );
  const detail = `${titles.join(' and ')} are the same product of this store.`;
  throw new AppError('invalid_request', detail);
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
    .select({ name: product.handle, title: product.title })
    .from(product)
    .where(and(eq(product.storeId, storeId), inArray(product.handle, handles)))
    .limit(1);
  if (holder) throw new NameTaken('handle_taken', holder);
}

async function refuseTakenSkus(db: Drizzle, storeId: string, batch: ProductRows[]) {
  const skus = batch.flatMap((rows) => rows.variants.flatMap(({ sku }) => sku ?? []));
  for (const part of batches(skus)) {
    const [holder] = await db
      .select({ name: variant.sku, title: product.title })
      .from(variant)
      .innerJoin(product, eq(product.id, variant.productId))
      .where(and(eq(variant.storeId, storeId), inArray(variant.sku, part)))
      .limit(1);
    if (holder) throw new NameTaken('sku_taken', holder);
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

async function indexForSearch(db: Drizzle, changed: ProductRows[]): Promise<void> {
  const ids = sql.param(changed.map((rows) => rows.product.id));
  await db.execute(sql`select search_index_products(${ids}::uuid[])`);
}

function* batches<T>(items: T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
