/**
 * How well and how fast the catalog search answers: NDCG@10 against human ratings, plain and with one letter wrong;
 * milliseconds of one search and searches a second, alone, ten at once, and with prices being edited.
 *
 *   npm run bench -- search --catalog FILE --qrels FILE [--products 43000 | --copies 36] [--load] [--rounds 5] [--each] [--database postgres://…]
 *
 * Without --database it starts an embedded Postgres in a temporary folder. --products (or --copies of each) enlarges the
 * catalog as search-enlarge.ts says; --load fills the database past the import, for a million of them. --each prints every query.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../server/embedded/postgres/start-embedded-postgres.ts';
import { postgresCatalog } from '../server/postgres/catalog/catalog.ts';
import { type Database, openDatabase } from '../server/postgres/connection/database.ts';
import { migrateDatabase } from '../server/postgres/connection/migrate.ts';
import type { CatalogWriter } from '../server/shop/catalog.ts';
import { newId } from '../server/shop/new-id.ts';
import type { Product } from '../shared/product.ts';
import { readCatalog, readRatings } from './search-collection.ts';
import { enlargeCatalog } from './search-enlarge.ts';
import { loadProducts } from './search-load.ts';
import { dropMiddleLetter, mean, misspell, scoreQueries } from './search-quality.ts';
import { editPrices, measureSearches, type Speed } from './search-speed.ts';

const { values: options } = parseArgs({
  options: {
    catalog: { type: 'string' },
    qrels: { type: 'string' },
    products: { type: 'string' },
    copies: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    each: { type: 'boolean', default: false },
    load: { type: 'boolean', default: false },
    database: { type: 'string' },
  },
});
const BATCH = 5_000;
/** Queries are misspelt in so many ways, so that luck evens out. */
const MISSPELLINGS = 5;

if (!options.catalog || !options.qrels) {
  console.error('usage: npm run bench -- search --catalog FILE --qrels FILE [--products N]');
  process.exit(2);
}
const originals = await readCatalog(options.catalog);
const ratings = await readRatings(options.qrels);
const size = Number(options.products ?? 0) || originals.length * Number(options.copies ?? 1);

const server = options.database ? undefined : await startTemporaryPostgres();
const url = options.database ?? server?.url ?? '';
await migrateDatabase(url);
const database = openDatabase(url);
// A big catalog's words take longer to count than a request may.
const importing = openDatabase(url, { maxConnections: 2, statementLimitMs: 600_000 });
const storeId = await createStore(database);
try {
  const publicUrl = 'http://localhost';
  const catalog = postgresCatalog(database.db, { publicUrl });
  const products = enlargeCatalog(originals, size);
  await timed(() =>
    options.load
      ? loadProducts({ db: importing.patient, sql: importing.sql }, storeId, products)
      : importAll(postgresCatalog(importing.patient, { publicUrl }), products),
  );
  const quality = async (name: string, asTyped: (text: string) => string) => {
    const scores = await scoreQueries(catalog, storeId, { ratings, asTyped });
    for (const { text, score, ranked } of options.each ? scores : []) {
      console.log(`  ${score.toFixed(3)}  ${text}  [${ranked.join(' ')}]`);
    }
    const average = mean(scores.map(({ score }) => score));
    console.log(`${name}: NDCG@10 ${average.toFixed(4)} over ${scores.length} queries`);
    return average;
  };
  const plain = await quality('as typed', (text) => text);
  await quality('middle letter of the longest word missing', dropMiddleLetter);
  const misspelt: number[] = [];
  for (let seed = 1; seed <= MISSPELLINGS; seed += 1) {
    misspelt.push(await quality(`one letter wrong, ${seed}`, (text) => misspell(text, seed)));
  }
  const share = mean(misspelt) / plain;
  console.log(`one letter wrong keeps ${(100 * share).toFixed(1)} % of the quality`);
  await reportSpeed(catalog);
} finally {
  await importing.close(1_000);
  await database.close(1_000);
  await server?.stop();
}

async function reportSpeed(catalog: ReturnType<typeof postgresCatalog>): Promise<void> {
  const plain = Object.keys(ratings);
  const rounds = Number(options.rounds);
  const typed = { texts: plain, rounds };
  const wrong = { texts: plain.map((text) => misspell(text, 1)), rounds };
  const compared = { texts: plain.map((text) => `${text} with at least 16 GB memory`), rounds };
  await measureSearches(catalog, storeId, { ...typed, atOnce: 10 });
  console.log('\n                                     p50 ms   p99 ms  searches/s');
  const show = (name: string, { p50, p99, perSecond }: Speed) =>
    console.log(
      `${name.padEnd(34)} ${p50.toFixed(1).padStart(8)} ${p99.toFixed(1).padStart(8)} ${perSecond.toFixed(0).padStart(11)}`,
    );
  show('one at a time', await measureSearches(catalog, storeId, { ...typed, atOnce: 1 }));
  show('  misspelt', await measureSearches(catalog, storeId, { ...wrong, atOnce: 1 }));
  show('  at least so much', await measureSearches(catalog, storeId, { ...compared, atOnce: 1 }));
  show('ten at once', await measureSearches(catalog, storeId, { ...typed, atOnce: 10 }));
  show('  misspelt', await measureSearches(catalog, storeId, { ...wrong, atOnce: 10 }));
  await using _edits = editPrices(database.sql, storeId);
  show(
    'one at a time, prices edited',
    await measureSearches(catalog, storeId, { ...typed, atOnce: 1 }),
  );
  show(
    'ten at once, prices edited',
    await measureSearches(catalog, storeId, { ...typed, atOnce: 10 }),
  );
}

async function timed(fill: () => Promise<number>): Promise<void> {
  const started = performance.now();
  const imported = await fill();
  await vacuum();
  const seconds = (performance.now() - started) / 1000;
  console.log(`${imported} products imported in ${seconds.toFixed(1)} s`);
}

async function importAll(catalog: CatalogWriter, products: Iterable<Product>): Promise<number> {
  let batch: Product[] = [];
  let imported = 0;
  const flush = async () => {
    await catalog.upsert(storeId, batch);
    imported += batch.length;
    batch = [];
  };
  for (const product of products) {
    batch.push(product);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return imported;
}

/** What autovacuum would do within a minute. */
async function vacuum(): Promise<void> {
  const { sql, close } = openDatabase(url, { maxConnections: 1, statementLimitMs: 600_000 });
  await sql`vacuum analyze`;
  await close(1_000);
}

async function startTemporaryPostgres() {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-bench-'));
  const { url, stop } = await startEmbeddedPostgres({ dataDir: path.join(folder, 'data') });
  return {
    url,
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createStore({ sql }: Database): Promise<string> {
  const id = newId();
  await sql`
    insert into store (id, key, name, currency, locale, identity_secret)
    values (${id}, ${`bench-${id.slice(-12)}`}, 'Bench', 'USD', 'en', '')`;
  return id;
}
