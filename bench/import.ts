/**
 * How much memory and time a big catalog file takes: a table of ours with N rows (two variants a product) is taken in,
 * checked, written, checked again (all unchanged) and exported; the process' memory is looked at all the while.
 *
 *   npm run bench -- import [--rows 100000] [--database postgres://…]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { workOnOne } from '../server/admin/catalog-import-jobs.ts';
import { RECEIVE_LIMITS, receiveImport } from '../server/admin/receive-import.ts';
import { startEmbeddedPostgres } from '../server/embedded/postgres/start-embedded-postgres.ts';
import { postgresCatalogExport } from '../server/postgres/catalog/catalog-export.ts';
import { openDatabase } from '../server/postgres/connection/database.ts';
import { migrateDatabase } from '../server/postgres/connection/migrate.ts';
import { postgresImportIntake } from '../server/postgres/imports/catalog-import-intake.ts';
import { postgresImportWork } from '../server/postgres/imports/catalog-import-work.ts';
import { postgresCatalogImports } from '../server/postgres/imports/catalog-imports.ts';
import { postgresStores } from '../server/postgres/stores/stores.ts';
import { catalogWriting } from '../server/shop/catalog-files/write-catalog.ts';
import { newId } from '../server/shop/new-id.ts';
import { StoreSettings } from '../shared/store.ts';

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, database: { type: 'string' } },
});
const rows = Number(options.rows);
const publicUrl = 'http://localhost';
const actor = { kind: 'cli', name: 'a benchmark' } as const;

await using cleanup = new AsyncDisposableStack();
const url = options.database ?? (await ownDatabase());
await migrateDatabase(url);
const database = openDatabase(url, { maxConnections: 4 });
cleanup.defer(() => database.close(1_000));
const { db } = database;
// As in a server: its jobs have connections of their own.
const slow = openDatabase(url, { maxConnections: 2, statementLimitMs: 60_000 });
cleanup.defer(() => slow.close(1_000));
const key = `bench-${newId()}`;
const store = await postgresStores(db).create({
  key,
  name: 'A benchmark',
  currency: 'USD',
  locale: 'en',
  timeZone: 'UTC',
  allowedOrigins: [],
  settings: StoreSettings.parse({}),
});
cleanup.defer(() => slow.sql`delete from store where id = ${store.id}`.then(() => {}));
const intake = postgresImportIntake(db);
const imports = postgresCatalogImports(db);
const work = postgresImportWork(slow.patient, { publicUrl });
const { signal } = new AbortController();
const owner = newId();

console.log(`${rows} rows of a table, two variants a product\n`);
console.log('step              seconds   rows/s   RSS before   most RSS     more');
const importId = await measured('take in', () => receive());
await measured('check (all new)', () => workOnOne(work, { owner, signal, only: importId }));
await imports.run(store.id, importId, { actor, missing: 'leave' });
await measured('write', () => workOnOne(work, { owner, signal, only: importId }));
const again = await measured('take in again', () => receive());
await measured('check (all old)', () => workOnOne(work, { owner, signal, only: again }));
await measured('export', exportAll);
for (const id of [importId, again]) {
  const item = await imports.get(store.id, id);
  console.log(item?.status, JSON.stringify(item?.counts), `${item?.written} written`);
}

function receive(): Promise<string> {
  return receiveImport(intake, file(), {
    storeId: store.id,
    fileName: 'bench.csv',
    format: 'auto',
    actor,
    limits: RECEIVE_LIMITS,
  });
}

async function* file(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    'handle,title,description,price,stock,sku,option1_name,option1_value,categories\n',
  );
  const text = 'A sturdy thing for people who go outside in any weather. '.repeat(8);
  for (let row = 0; row < rows; row += 2) {
    const product = row / 2;
    const lines = [0, 1].map(
      (size) =>
        `thing-${product},Thing ${product},${text},${10 + (product % 90)}.50,${row % 40},SKU-${row + size},Size,${size},Camping > Things ${product % 50}\n`,
    );
    yield Buffer.from(lines.join(''));
  }
}

async function exportAll(): Promise<void> {
  const { productText } = catalogWriting('aisle-csv');
  let characters = 0;
  for await (const batch of postgresCatalogExport(db, { publicUrl }).batches(store.id)) {
    for (const product of batch) characters += productText(product).length;
  }
  if (characters === 0) throw new Error('nothing was exported');
}

async function measured<T>(name: string, step: () => Promise<T>): Promise<T> {
  const megabytes = () => Math.round(process.memoryUsage.rss() / 1024 / 1024);
  const before = megabytes();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, megabytes());
  }, 20);
  const began = performance.now();
  const result = await step();
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(timer);
  const cells = [seconds.toFixed(1), Math.round(rows / seconds), `${before} MB`, `${most} MB`];
  console.log(
    name.padEnd(16),
    ...cells.map((cell, index) => String(cell).padStart([9, 8, 12, 10][index] ?? 0)),
    `${most - before} MB`.padStart(8),
  );
  return result;
}

async function ownDatabase(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-bench-'));
  cleanup.defer(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({ dataDir, name: 'a benchmark' });
  cleanup.defer(() => server.stop());
  return server.url;
}
