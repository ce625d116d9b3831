/**
 * How well and how fast the catalog search answers: NDCG@10 against human ratings, and p50/p99.
 *
 *   node bench/search.ts <catalog.jsonl[.gz]> <qrels.json> [--database postgres://…] [--rounds 5] [--each]
 *
 * The catalog has a UCP product a line, or the simple lines of the electronics collection
 * (`{id, title, brand, price_cents, description, attrs}`); ratings are `{query: {product id: 0…3}}`.
 * Without --database it starts an embedded Postgres in a temporary folder.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { startEmbeddedPostgres } from '../server/embedded/postgres/start-embedded-postgres.ts';
import { postgresCatalog } from '../server/postgres/catalog.ts';
import { type Database, openDatabase } from '../server/postgres/database.ts';
import { migrateDatabase } from '../server/postgres/migrate.ts';
import type { Catalog } from '../server/shop/catalog.ts';
import { newId } from '../server/shop/new-id.ts';
import { Product } from '../shared/product.ts';

type Ratings = Record<string, Record<string, number>>;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    each: { type: 'boolean', default: false },
  },
});
const [catalogFile, ratingsFile] = positionals;
if (!catalogFile || !ratingsFile) {
  console.error('usage: node bench/search.ts <catalog.jsonl[.gz]> <qrels.json> [--database URL]');
  process.exit(2);
}

const products = (await readText(catalogFile))
  .split('\n')
  .filter(Boolean)
  .map((line) => readProduct(JSON.parse(line)));
const ratings: Ratings = JSON.parse(await readText(ratingsFile));

const server = options.database ? undefined : await startTemporaryPostgres();
const url = options.database ?? server?.url ?? '';
await migrateDatabase(url);
const database = openDatabase(url);
const storeId = await createStore(database);
try {
  const publicUrl = 'http://localhost';
  const catalog = postgresCatalog(database.db, { publicUrl });
  // An import is one transaction, however long.
  const importer = postgresCatalog(database.patient, { publicUrl });
  const started = performance.now();
  await importer.upsert(storeId, products);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${products.length} products imported in ${seconds.toFixed(1)} s`);
  await report('as typed', catalog, ratings);
  await report('one letter wrong', catalog, withTypos(ratings));
} finally {
  await database.sql`delete from store where id = ${storeId}`;
  await database.close(1_000);
  await server?.stop();
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

interface SimpleLine {
  id: string;
  title: string;
  brand?: string;
  price_cents?: number;
  description?: string;
  attrs?: Record<string, unknown>;
}

function readProduct(line: SimpleLine | Product): Product {
  if ('variants' in line) return Product.parse(line);
  const price = { amount: line.price_cents ?? 0, currency: 'USD' };
  const attributes = Object.entries(line.attrs ?? {}).map(([name, value]) => [
    name.replaceAll('_', ' '),
    String(value),
  ]);
  return Product.parse({
    id: line.id,
    handle: `product-${line.id}`,
    title: line.title.slice(0, 500),
    description: { plain: line.description ?? '' },
    price_range: { min: price, max: price },
    variants: [{ id: `${line.id}-1`, title: 'Default', price, availability: { available: true } }],
    metadata: { brand: line.brand, attributes: Object.fromEntries(attributes) },
  });
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

async function report(name: string, catalog: Catalog, asked: Ratings): Promise<void> {
  const scores: number[] = [];
  for (const [text, rated] of Object.entries(asked)) {
    const page = await catalog.search(storeId, { text, limit: 10 });
    const ranked = page.products.map((product) => rated[product.metadata?.external_id ?? ''] ?? 0);
    const score = ndcg(ranked, Object.values(rated));
    if (score === undefined) continue;
    scores.push(score);
    if (options.each) console.log(`  ${score.toFixed(3)}  ${text}  [${ranked.join(' ')}]`);
  }
  const times = await measure(catalog, Object.keys(asked));
  const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
  console.log(
    `${name}: NDCG@10 ${mean.toFixed(4)} over ${scores.length} queries, p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms`,
  );
}

/** Linear gain, discounted by log2(rank + 1); undefined when nothing rated is relevant. */
function ndcg(ranked: number[], rated: number[]): number | undefined {
  const gain = (ratings: number[]) =>
    ratings.slice(0, 10).reduce((sum, rating, index) => sum + rating / Math.log2(index + 2), 0);
  const ideal = gain(rated.toSorted((a, b) => b - a));
  return ideal === 0 ? undefined : gain(ranked) / ideal;
}

async function measure(catalog: Catalog, texts: string[]): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const text of texts) {
      const started = performance.now();
      await catalog.search(storeId, { text, limit: 10 });
      times.push(performance.now() - started);
    }
  }
  return times;
}

function percentile(times: number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}

/** Drops one letter from the middle of every query's longest word, always the same one. */
function withTypos(asked: Ratings): Ratings {
  return Object.fromEntries(
    Object.entries(asked).map(([text, rated]) => {
      const longest = text.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? '';
      if (longest.length < 4) return [text, rated];
      const at = Math.floor(longest.length / 2);
      const wrong = longest.slice(0, at) + longest.slice(at + 1);
      return [text.replace(longest, wrong), rated];
    }),
  );
}
