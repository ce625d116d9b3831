import { sql } from 'drizzle-orm';
import { type Links, rowsFromProduct } from '../server/postgres/catalog/catalog-rows.ts';
import { postponeIndex } from '../server/postgres/catalog/index-once.ts';
import type { Database, Drizzle } from '../server/postgres/connection/database.ts';
import { category, product, productCategory, variant } from '../server/postgres/schema.ts';
import { newId } from '../server/shop/new-id.ts';
import type { Product } from '../shared/product.ts';

const AT_ONCE = 1_000;
const ROWS_A_STATEMENT = 500;
const TOLD_EVERY = 100_000;
/** Their indexes are filled last, at once: that takes a fraction of the time of keeping them up to date. */
const TABLES = ['product_search', 'search_word', 'search_filter'];

/**
 * Fills an empty store with products that are known to be new and right, past what an import does to find that out. Words
 * are indexed by the server's own functions. For a database of the benchmark's own: its indexes are away meanwhile.
 */
export async function loadProducts(
  { db, sql: run }: Pick<Database, 'db' | 'sql'>,
  storeId: string,
  products: Iterable<Product>,
): Promise<number> {
  const indexes = await run<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename in ${run(TABLES)} and indexdef like 'CREATE INDEX %'`;
  for (const { name } of indexes) await run`drop index ${run(name)}`;
  const categories = new Map<string, string>();
  let loaded = 0;
  for (const batch of batches(products, AT_ONCE)) {
    await db.transaction((tx) => writeBatch(tx, storeId, { batch, categories }));
    loaded += batch.length;
    if (loaded % TOLD_EVERY === 0) console.log(`  ${loaded} products are there`);
  }
  for (const { definition } of indexes) await run.unsafe(definition);
  await run`select search_count_words(${storeId})`;
  return loaded;
}

const LINKS: Links = { absolute: (url) => url, relative: (url) => url };

async function writeBatch(
  tx: Drizzle,
  storeId: string,
  { batch, categories }: { batch: Product[]; categories: Map<string, string> },
): Promise<void> {
  await tx.execute(sql`set local synchronous_commit = off`);
  await postponeIndex(tx);
  const all = batch.map((given) => {
    const variants = given.variants.map(({ id }) => ({ id: newId(), externalId: id }));
    const ids = { id: newId(), externalId: given.metadata?.external_id ?? given.id, variants };
    return rowsFromProduct(storeId, given, { ids, links: LINKS });
  });
  const named = all.flatMap((rows) => rows.categories);
  const fresh = new Map(
    named.filter(({ value }) => !categories.has(value)).map((item) => [item.value, item]),
  );
  for (const [value, { taxonomy }] of fresh) {
    const id = newId();
    categories.set(value, id);
    await tx.insert(category).values({ id, storeId, value, taxonomy });
  }
  const links = all.flatMap((rows) =>
    rows.categories.map(({ value }, position) => ({
      storeId,
      productId: rows.product.id,
      categoryId: categories.get(value)!,
      position,
    })),
  );
  for (const part of batches(all, ROWS_A_STATEMENT)) {
    await tx.insert(product).values(part.map((rows) => rows.product));
    await tx.insert(variant).values(part.flatMap((rows) => rows.variants));
  }
  for (const part of batches(links, ROWS_A_STATEMENT))
    await tx.insert(productCategory).values(part);
  const ids = sql.param(all.map((rows) => rows.product.id));
  await tx.execute(sql`select search_index_products(${ids}::uuid[])`);
}

function* batches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
