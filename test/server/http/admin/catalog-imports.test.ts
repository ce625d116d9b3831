import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogImportJobs } from '../../../../server/admin/catalog-import-jobs.ts';
import { postgresImportWork } from '../../../../server/postgres/imports/catalog-import-work.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import type { CatalogImport, ImportRowPage } from '../../../../shared/catalog-import.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { type AdminApp, adminApp } from './admin-app.ts';

let database: TestDatabase;
let admin: AdminApp;
let headers: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database);
  await insertStore(database, { key: 'shop' });
  await insertStore(database, { key: 'other' });
  headers = await admin.signedIn();
});
afterAll(async () => {
  expect(admin.unexpected).toEqual([]);
  await database[Symbol.asyncDispose]();
});

const IMPORTS = '/admin/api/stores/shop/imports';
const CSV = 'handle,title,price,stock\nmug,Mug,9.50,3\nlamp,"=Lamp",12.00,\nbroken,Broken,,\n';

function upload(body: BodyInit, query = '?name=my.csv') {
  const init = { method: 'POST', headers: { ...headers, 'content-type': 'text/csv' }, body };
  return admin.call(`${IMPORTS}${query}`, init);
}

const post = (path: string, body: unknown = {}) =>
  admin.call(path, { method: 'POST', headers, body: JSON.stringify(body) });
const get = async <T>(path: string) => (await (await admin.call(path, { headers })).json()) as T;

/** What a process does in the background until nothing is left to do. */
async function work(): Promise<void> {
  const jobs = postgresImportWork(database.patient, { publicUrl: 'http://localhost' });
  await catalogImportJobs(jobs, newId())[0]!.run(new AbortController().signal);
}

test('a file is taken in, looked at, run, and comes out again', async () => {
  const response = await upload(gzipSync(CSV));
  expect(response.status).toBe(201);
  const { id, status, file_name: name } = (await response.json()) as CatalogImport;
  expect({ status, name }).toEqual({ status: 'checking', name: 'my.csv' });
  expect((await post(`${IMPORTS}/${id}/run`)).status).toBe(409);
  await work();
  const ready = await get<CatalogImport>(`${IMPORTS}/${id}`);
  expect(ready).toMatchObject({ status: 'ready', counts: { new: 2, refused: 1 } });

  const first = await get<ImportRowPage>(`${IMPORTS}/${id}/rows?limit=1`);
  expect(first.rows.map(({ title }) => title)).toEqual(['Mug']);
  const rest = await get<ImportRowPage>(`${IMPORTS}/${id}/rows?cursor=${first.next_cursor}`);
  expect(rest.rows.map(({ kind }) => kind)).toEqual(['new', 'refused']);
  expect((await admin.call(`${IMPORTS}/${id}/rows?cursor=x`, { headers })).status).toBe(400);
  const refused = await admin.call(`${IMPORTS}/${id}/refused`, { headers });
  expect(await refused.text()).toContain('"4","Broken","price: There is no price."');
  const inVietnamese = await admin.call(`${IMPORTS}/${id}/refused?language=vi`, { headers });
  expect(await inVietnamese.text()).toContain('"4","Broken","price: Không có giá."');

  expect((await post(`${IMPORTS}/${id}/run`, { missing: 'leave' })).status).toBe(200);
  await work();
  expect(await get(`${IMPORTS}/${id}`)).toMatchObject({ status: 'done', written: 2 });
  expect((await post(`${IMPORTS}/${id}/run`)).status).toBe(200);

  const csv = await admin.call('/admin/api/stores/shop/export?format=aisle-csv', { headers });
  expect(csv.headers.get('content-disposition')).toContain('shop-aisle-csv.csv');
  const text = await csv.text();
  expect(text).toContain(`"'=Lamp"`);
  await upload(text);
  await work();
  const list = await get<{ imports: CatalogImport[] }>(IMPORTS);
  expect(list.imports[0]?.counts).toEqual({ new: 0, changed: 0, unchanged: 2, refused: 0 });
  const jsonLines = await admin.call('/admin/api/stores/shop/export', { headers });
  expect((await jsonLines.text()).trim().split('\n')).toHaveLength(2);
});

test("another store's imports look like none", async () => {
  const { id } = (await (await upload(CSV)).json()) as CatalogImport;
  for (const path of ['', '/rows', '/refused', '/run', '/cancel']) {
    const init = ['/run', '/cancel'].includes(path)
      ? { method: 'POST', headers, body: '{}' }
      : { headers };
    const response = await admin.call(`/admin/api/stores/other/imports/${id}${path}`, init);
    expect(response.status, path).toBe(404);
  }
});

test('what is no catalog is an import that failed, and a wrong upload is refused', async () => {
  const failed = (await (await upload('{"truncated": [')).json()) as CatalogImport;
  expect(failed.status).toBe('checking');
  const empty = (await (await upload('')).json()) as CatalogImport;
  expect(empty).toMatchObject({ status: 'failed', failure: { code: 'empty' } });
  expect((await upload(CSV, '?format=word')).status).toBe(400);
  const encoded = { ...headers, 'content-encoding': 'gzip' };
  const init = { method: 'POST', headers: encoded, body: gzipSync(CSV) };
  expect((await admin.call(IMPORTS, init)).status).toBe(415);
  const claimsTooMuch = { ...headers, 'content-length': String(300 * 1024 * 1024) };
  const tooMuch = await admin.call(IMPORTS, { method: 'POST', headers: claimsTooMuch, body: CSV });
  expect(tooMuch.status).toBe(413);
});

test('an upload that breaks off ends its import', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from('handle,title,price\nx,X,1\n'));
      setTimeout(() => controller.error(new Error('gone')), 5);
    },
  });
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
  const response = await admin.call(`${IMPORTS}?name=broken-off.csv`, init);
  expect(response.status).toBe(400);
  const { imports } = await get<{ imports: CatalogImport[] }>(IMPORTS);
  const broken = imports.find(({ file_name }) => file_name === 'broken-off.csv');
  expect(broken).toMatchObject({ status: 'failed', failure: { code: 'interrupted' } });
});

test('an import that is cancelled before it runs never does', async () => {
  const { id } = (await (await upload(CSV)).json()) as CatalogImport;
  await work();
  const cancelled = (await (await post(`${IMPORTS}/${id}/cancel`)).json()) as CatalogImport;
  expect(cancelled.status).toBe('cancelled');
  expect((await post(`${IMPORTS}/${id}/run`)).status).toBe(409);
});

test('a download that is broken off asks the database for nothing more', async () => {
  const body = 'handle,title,price\n'.concat(
    ...Array.from({ length: 350 }, (_, index) => `many-${index},Many,1.00\n`),
  );
  const { id } = (await (await upload(body)).json()) as CatalogImport;
  await work();
  await post(`${IMPORTS}/${id}/run`);
  await work();
  const response = await admin.call('/admin/api/stores/shop/export', { headers });
  const reader = response.body!.getReader();
  const first = await reader.read();
  await reader.cancel();
  expect(Buffer.from(first.value!).toString().trim().split('\n')).toHaveLength(100);
  const [open] = await database.sql`
    select count(*)::integer as transactions from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`;
  expect(open?.transactions).toBe(0);
});
