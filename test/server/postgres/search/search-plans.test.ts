import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import { type Database, openDatabase } from '../../../../server/postgres/connection/database.ts';
import { rankedMatches } from '../../../../server/postgres/search/product-search.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

const PRODUCTS = 300;

let database: TestDatabase;
/** One connection, so that what it did can be counted. */
let single: Database;
let storeId: string;

beforeAll(async () => {
  database = await testDatabase();
  single = openDatabase(database.url, { maxConnections: 1, statementLimitMs: 30_000 });
  storeId = await insertStore(database);
  await fillStore();
  // Of a store as small as this one it may read all: what is read when it may not, it reads of a big one.
  await single.sql`set enable_seqscan = off`;
});
afterAll(async () => {
  await single.close(1_000);
  await database[Symbol.asyncDispose]();
});

/** Every tenth product is a lamp, every fifteenth a tent; written past the triggers to be quick. */
async function fillStore(): Promise<void> {
  await single.sql.begin(async (write) => {
    await write`set local session_replication_role = replica`;
    await write`
      insert into product (id, store_id, handle, title, description)
      select gen_random_uuid(), ${storeId}, 'thing-' || n,
        concat_ws(' ', case when n % 10 = 0 then 'lamp' end, case when n % 15 = 0 then 'tent' end, translate(md5(n::text), '0123456789', 'ghijklmnop'), n % 20 || 'l'),
        (select string_agg(substr(md5((n * k)::text), 1, 3), ' ') from generate_series(1, 30) as k)
      from generate_series(1, ${PRODUCTS}::int) as n`;
    await write`
      insert into variant (id, store_id, product_id, position, sku, title, price, available, availability_status)
      select gen_random_uuid(), ${storeId}, id, 0, 'SKU-' || handle, title, 100 + length(handle), true, 'in_stock' from product`;
    await write`
      insert into product_search (
        product_id, store_id, title_words, category_words, detail_words, words,
        title_length, category_length, detail_length, text_length, brand_key, category_keys)
      select id, ${storeId}, '', '', '',
        setweight(words, 'A') || to_tsvector('simple', description) || search_marks(words)
          || array_to_tsvector(array[search_store_lexeme(${storeId})]),
        3, 0, 0, 30, '', '{}'
      from product, to_tsvector('simple', title) as words`;
    await write`
      insert into search_word (store_id, word, lexeme, product_count, letters)
      select ${storeId}, word, word, ndoc, '' from ts_stat('select words from product_search') where word ~ '^[a-z0-9]+$'`;
    await write`
      insert into search_store (store_id, product_count, title_length, category_length, detail_length, text_length)
      values (${storeId}, ${PRODUCTS}, 3, 1, 1, 30)`;
  });
  await single.sql`analyze`;
}

test.each(['lamp tent', 'lamp', 'tnet'])(
  'takes the products for "%s" from an index',
  async (text) => {
    const question = { text, asked: text, leastShare: 0, most: 100, isByRelevance: true };
    const ranked = await rankedMatches(single.db, storeId, {
      ...question,
      matching: sql`s.store_id = ${storeId}`,
    });
    const rows = await single.db.execute<{ 'QUERY PLAN': string }>(sql`explain ${ranked!.hits}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Bitmap Index Scan on product_search_words');
    expect(plan).not.toContain('Seq Scan on product_search ');
  },
);

test('reads no big table from end to end, whatever is asked', async () => {
  const catalog = postgresCatalog(single.db, { publicUrl: 'https://aisle.example' });
  const before = await wholeReads();
  const questions = [
    'lamp',
    'lamp tent',
    'lmap',
    'tentlamp',
    'la mp',
    'sku-thing-17',
    'nothing',
    'lamp under $200',
    'lamp over 12 l',
  ];
  // Often enough for Postgres to settle on a plan for any words.
  for (let round = 0; round < 7; round += 1) {
    for (const text of questions) await catalog.search(storeId, { text, limit: 5 });
  }
  expect((await catalog.search(storeId, { text: 'lmap', limit: 5 })).products).toHaveLength(5);
  expect(await wholeReads()).toEqual(before);
});

async function wholeReads(): Promise<Record<string, number>> {
  await single.sql`select pg_stat_force_next_flush()`;
  const rows = await single.sql<{ table: string; reads: number }[]>`
    select relname as table, seq_scan::int as reads from pg_stat_user_tables
    where relname in ('product', 'variant', 'product_search', 'search_word')`;
  return Object.fromEntries(rows.map(({ table, reads }) => [table, reads]));
}
