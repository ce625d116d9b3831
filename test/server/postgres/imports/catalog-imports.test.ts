import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import { postgresCatalogExport } from '../../../../server/postgres/catalog/catalog-export.ts';
import { catalogWriting } from '../../../../server/shop/catalog-files/write-catalog.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import type { CatalogExportFormat } from '../../../../shared/catalog-import.ts';
import { importsOf } from '../../../support/import-file.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { makeProduct } from '../../../support/make-product.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

const PUBLIC_URL = 'http://localhost';
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

async function newShop(currency = 'USD') {
  const storeId = await insertStore(database, { currency });
  const catalog = postgresCatalog(database.db, { publicUrl: PUBLIC_URL });
  const exports = postgresCatalogExport(database.db, { publicUrl: PUBLIC_URL });
  return {
    storeId,
    catalog,
    ...importsOf(database, storeId),
    async exported(format: CatalogExportFormat) {
      const { head, tail, productText } = catalogWriting(format);
      let text = head;
      for await (const batch of exports.batches(storeId)) text += batch.map(productText).join('');
      return text + tail;
    },
  };
}

const fixture = (name: string) =>
  readFile(new URL(`../../../fixtures/catalog-files/${name}`, import.meta.url));
const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('an import', () => {
  test('says what would be made and refused before anything is written, then writes it', async () => {
    const shop = await newShop();
    const checked = await shop.check(await fixture('shopify-classic.csv'));
    expect(checked).toMatchObject({
      status: 'ready',
      format: 'shopify',
      records: 5,
      products: 3,
      counts: { new: 2, changed: 0, unchanged: 0, refused: 1 },
      written: 0,
    });
    expect(await shop.catalog.get(shop.storeId, 'ridge-jacket')).toBeUndefined();
    expect(await shop.rows(checked.id)).toMatchObject([
      { line: 2, kind: 'new', title: 'Ridge Jacket' },
      { line: 5, kind: 'new', title: 'Camp Mug' },
      { line: 7, kind: 'refused', problems: [{ line: 7, reason: 'unpublished' }] },
    ]);
    await shop.run(checked.id);
    await shop.workOn(checked.id);
    expect(await shop.found(checked.id)).toMatchObject({ status: 'done', written: 2 });
    const jacket = await shop.catalog.get(shop.storeId, 'ridge-jacket');
    expect(jacket?.variants.map(({ title }) => title)).toEqual(['Red / S', 'Red / M', 'Blue / S']);
    const audit = await database.sql`
      select actor_name, subject_name, after from audit_entry
      where store_id = ${shop.storeId} and action = 'import.run'`;
    expect(audit).toMatchObject([{ subject_name: 'test.csv', after: { written: 2, refused: 1 } }]);
  });

  test('shows each change field by field, and brings the same file again without one', async () => {
    const shop = await newShop();
    const csv = (await fixture('aisle.csv')).toString();
    await shop.bring(csv);
    expect((await shop.check(csv)).counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 });
    const dearer = csv.replace('399.00', '379.50').replace('Stands in', 'Stays in');
    const [tent] = await shop.rows((await shop.check(dearer)).id);
    expect(tent).toMatchObject({ kind: 'changed', title: 'Trail Tent' });
    expect(tent?.changes).toEqual([
      {
        variant: null,
        field: 'description',
        before: 'Stands in\nany wind.',
        after: 'Stays in\nany wind.',
      },
      { variant: '4 person', field: 'price', before: '399.00', after: '379.50' },
    ]);
  });

  test('keeps what a table has no column for, the handle first', async () => {
    const shop = await newShop();
    await shop.catalog.upsert(shop.storeId, [
      makeProduct({
        handle: 'my-own-address',
        title: 'Kettle',
        description: 'Boils.',
        tags: ['kitchen'],
        metadata: { external_id: 'K-9', brand: 'Loom' },
        variants: [{ id: 'k', sku: 'KETTLE', price: 2_000, stock: 3 }],
      }),
    ]);
    const before = await shop.catalog.get(shop.storeId, 'my-own-address');
    const tables: [table: string, changes: string[]][] = [
      [`id,title,sku,price\n${before?.id},Kettle,KETTLE,18.00\n`, ['price']],
      ['external_id,title,sku,price\nK-9,Kettle,KETTLE,17.00\n', ['price']],
      // Neither id is the store's: the SKU tells which product it is.
      ['external_id,title,sku,price\nother,Kettle,KETTLE,16.00\n', ['external_id', 'price']],
    ];
    for (const [table, changes] of tables) {
      const { id } = await shop.bring(table);
      expect(await shop.rows(id)).toMatchObject([
        { product_id: before?.id, changes: changes.map((field) => ({ field })) },
      ]);
    }
    const after = await shop.catalog.get(shop.storeId, 'my-own-address');
    expect(after).toEqual({
      ...before,
      price_range: expect.anything(),
      metadata: { ...before?.metadata, external_id: 'other' },
      variants: [{ ...before?.variants[0], price: { amount: 1_600, currency: 'USD' } }],
    });
  });

  test('empties what a table has a column for and says nothing in', async () => {
    const shop = await newShop();
    await shop.bring('handle,title,price,description\nmug,Mug,5.00,Blue\n');
    const [row] = await shop.rows(
      (await shop.check('handle,title,price,description\nmug,Mug,5.00,\n')).id,
    );
    expect(row?.changes).toEqual([
      { variant: null, field: 'description', before: 'Blue', after: null },
    ]);
  });

  test('brings the five formats in, twice without a change', async () => {
    const files = ['shopify-new.csv', 'woocommerce.csv', 'google.tsv', 'google.xml', 'aisle.csv'];
    for (const name of files) {
      const shop = await newShop(name === 'woocommerce.csv' ? 'EUR' : 'USD');
      const first = await shop.bring(await fixture(name));
      expect(first.counts.new, name).toBeGreaterThan(0);
      const again = await shop.check(await fixture(name));
      expect(again.counts, name).toEqual({
        new: 0,
        changed: 0,
        unchanged: first.counts.new,
        refused: first.counts.refused,
      });
    }
  });

  test('finds a handle or SKU that stands twice, in the file and in the store', async () => {
    const shop = await newShop();
    const stored = makeProduct({
      handle: 'stored',
      variants: [{ id: 'v', price: 1_000, sku: 'TAKEN' }],
    });
    await shop.bring(lines(stored));
    const wrong = await shop.check(
      lines(
        makeProduct({ handle: 'a', variants: [{ id: 'a1', price: 1, sku: 'A' }] }),
        makeProduct({ handle: 'b', variants: [{ id: 'b1', price: 1, sku: 'A' }] }),
        makeProduct({ handle: 'c', variants: [{ id: 'c1', price: 1, sku: 'TAKEN' }] }),
        { ...makeProduct({ handle: 'a' }), id: 'other' },
        makeProduct({ handle: 'd', currency: 'EUR' }),
      ),
    );
    const rows = await shop.rows(wrong.id);
    expect(
      rows.map(({ line, problems }) => [line, ...problems.map(({ reason }) => reason)]),
    ).toEqual([[1], [2, 'repeated'], [3, 'sku_taken'], [4, 'repeated'], [5, 'currency_differs']]);
    expect(rows[1]?.problems[0]?.value).toBe('A (1)');
  });

  test('writes all others when a product can no longer be written', async () => {
    const shop = await newShop();
    const file = lines(
      makeProduct({ handle: 'one', variants: [{ id: '1', price: 1, sku: 'ONE' }] }),
      makeProduct({ handle: 'two', variants: [{ id: '2', price: 1, sku: 'TWO' }] }),
    );
    const { id } = await shop.check(file);
    // Somebody else takes the SKU between the preview and the run.
    await shop.catalog.upsert(shop.storeId, [
      makeProduct({ handle: 'rival', variants: [{ id: '3', price: 1, sku: 'TWO' }] }),
    ]);
    await shop.run(id);
    await shop.workOn(id);
    expect(await shop.found(id)).toMatchObject({
      status: 'done',
      written: 1,
      counts: { new: 1, refused: 1 },
    });
    const [, two] = await shop.rows(id);
    expect(two).toMatchObject({
      kind: 'refused',
      problems: [{ reason: 'sku_taken', value: 'TWO: rival' }],
    });
  });

  test('counts in the end what was done, not what the check foresaw', async () => {
    const shop = await newShop();
    const [first, second, third] = ['one', 'two', 'three'].map((handle) => makeProduct({ handle }));
    const { id } = await shop.check(lines(first, second, third));
    const { price_range: _, ...changed } = makeProduct({ handle: 'two', price: 7 });
    await shop.catalog.upsert(shop.storeId, [
      first!,
      { ...changed, price_range: second!.price_range },
    ]);
    await shop.run(id);
    await shop.workOn(id);
    expect(await shop.found(id)).toMatchObject({
      written: 2,
      counts: { new: 1, changed: 1, unchanged: 1, refused: 0 },
    });
    expect((await shop.rows(id)).map(({ kind }) => kind)).toEqual(['unchanged', 'changed', 'new']);
  });

  test('takes back nothing that was edited between the check and the run, where the file does not speak of it', async () => {
    const shop = await newShop();
    await shop.bring('handle,title,sku,price,description,stock\nmug,Mug,MUG,5.00,Blue,9\n');
    const { id } = await shop.check('handle,title,sku,price\nmug,Mug,MUG,6.00\n');
    await shop.bring('handle,title,sku,price,description,stock\nmug,Mug,MUG,5.00,Green,2\n');
    await shop.run(id);
    await shop.workOn(id);
    expect(await shop.found(id)).toMatchObject({ written: 1, counts: { changed: 1 } });
    const mug = await shop.catalog.get(shop.storeId, 'mug');
    expect(mug?.description.plain).toBe('Green');
    expect(mug?.variants[0]).toMatchObject({ price: { amount: 600 }, metadata: { stock: 2 } });
  });

  test('keeps what the file does not say of a product that somebody made after the check', async () => {
    const shop = await newShop();
    const { id, counts } = await shop.check('handle,title,sku,price\nmug,Mug,MUG,6.00\n');
    expect(counts).toMatchObject({ new: 1 });
    await shop.bring('handle,title,sku,price,description,stock\nmug,Mug,MUG,5.00,Green,2\n');
    await shop.run(id);
    await shop.workOn(id);
    expect(await shop.found(id)).toMatchObject({ written: 1, counts: { new: 0, changed: 1 } });
    const mug = await shop.catalog.get(shop.storeId, 'mug');
    expect(mug).toMatchObject({
      description: { plain: 'Green' },
      variants: [{ price: { amount: 600 }, metadata: { stock: 2 } }],
    });
  });

  test('writes what the check foresaw where the rows of the file are gone', async () => {
    const shop = await newShop();
    await shop.bring('handle,title,price,description\nmug,Mug,5.00,Blue\n');
    const { id } = await shop.check('handle,title,price\nmug,Mug,6.00\n');
    await database.sql`delete from catalog_import_record where import_id = ${id}`;
    await shop.run(id);
    await shop.workOn(id);
    const mug = await shop.catalog.get(shop.storeId, 'mug');
    expect(mug).toMatchObject({
      description: { plain: 'Blue' },
      price_range: { min: { amount: 600 } },
    });
  });

  test('makes what the file does not mention unavailable when it is asked to, but not what it only refuses', async () => {
    const shop = await newShop();
    await shop.bring(await fixture('aisle.csv'));
    await shop.catalog.upsert(shop.storeId, [
      makeProduct({ handle: 'gone', variants: [{ id: 'g', price: 1, sku: 'GONE', stock: 3 }] }),
      makeProduct({ handle: 'broken' }),
    ]);
    const checked = await shop.check(await fixture('aisle.csv'));
    expect(checked.missing_products).toBe(1);
    await shop.run(checked.id, 'unavailable');
    await shop.workOn(checked.id);
    expect(await shop.found(checked.id)).toMatchObject({ status: 'done', missing_done: 1 });
    const states = await Promise.all(
      ['gone', 'broken', 'mug'].map(async (handle) => {
        const product = await shop.catalog.get(shop.storeId, handle);
        return product?.variants[0]?.availability.available;
      }),
    );
    expect(states).toEqual([false, true, true]);
  });

  test('refuses a useless file with the reason, and forgets its rows', async () => {
    const shop = await newShop();
    const cases = [
      ['', 'empty'],
      ['handle,title,price\n', 'no_rows'],
      ['a,b,c\n1,2,3\n', 'unknown_format'],
      ['handle,title,price\nx,"open,1\ny,z,2\n', 'quote_open'],
      ['[{"id": 1}, {"id"', 'cut_short'],
      [Buffer.from('PK\x03\x04rest of it'), 'archive'],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'not_text'],
    ] as const;
    for (const [file, code] of cases) {
      const { status, failure } = await shop.check(file);
      expect({ status, code: failure?.code }).toEqual({ status: 'failed', code });
    }
    await shop.work.sweep();
    const [left] = await database.sql`
      select count(*)::integer as rows from catalog_import_record where store_id = ${shop.storeId}`;
    expect(left?.rows).toBe(0);
  });
});

describe('an export', () => {
  test.each(['shopify', 'google-tsv', 'google-xml'] as const)(
    'as %s changes nothing when it comes back, though it says less',
    async (format) => {
      const shop = await newShop();
      await shop.bring(await fixture('aisle.csv'));
      await shop.catalog.upsert(shop.storeId, [
        makeProduct({
          handle: 'kettle',
          rating: { value: 4.5, scale_max: 5 },
          metadata: { attributes: { Volume: '1, 2: 3 l' }, shelf: 7 },
          variants: ['Steel', 'Copper'].map((label) => ({
            id: label,
            price: 2_000,
            list_price: { amount: 2_500, currency: 'USD' },
            stock: 3,
            options: [{ name: 'Finish', label }],
          })),
        }),
      ]);
      const again = await shop.check(await shop.exported(format));
      expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 3, refused: 0 });
    },
  );

  test.each(['aisle', 'aisle-csv'] as const)(
    'as %s changes nothing when it comes back',
    async (format) => {
      const shop = await newShop();
      await shop.bring(await fixture('shopify-classic.csv'));
      await shop.bring(await fixture('google.tsv'));
      const text = await shop.exported(format);
      const again = await shop.check(text);
      expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 4, refused: 0 });
      const copy = await newShop();
      await copy.bring(text);
      const withoutIds = (csv: string) => csv.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
      expect(await copy.exported('shopify')).toBe(withoutIds(await shop.exported('shopify')));
    },
  );
});

describe('the work', () => {
  const manyLines = lines(
    ...Array.from({ length: 250 }, (_, index) => makeProduct({ handle: `product-${index}` })),
  );

  test('goes on where a dead process left off, and writes nothing twice', async () => {
    const shop = await newShop();
    const { id } = await shop.check(manyLines);
    await shop.run(id);
    const dead = await shop.work.claim(newId(), id);
    await shop.work.step(dead!);
    expect(await shop.found(id)).toMatchObject({ status: 'running', reached: 100, written: 100 });
    expect(await shop.work.claim(newId(), id)).toBeUndefined();
    await database.sql`update catalog_import set lease_until = now() - interval '1 second' where id = ${id}`;
    await shop.workOn(id);
    expect(await shop.work.step(dead!)).toBe(false);
    expect(await shop.found(id)).toMatchObject({ status: 'done', reached: 250, written: 250 });
    const [versions] = await database.sql`
      select count(*)::integer as products, max(version) as version from product where store_id = ${shop.storeId}`;
    expect(versions).toEqual({ products: 250, version: 1 });
  });

  test('ends when it is cancelled, and keeps what is written', async () => {
    const shop = await newShop();
    const { id } = await shop.check(manyLines);
    await shop.run(id);
    const claimed = await shop.work.claim(newId(), id);
    await shop.work.step(claimed!);
    await shop.imports.cancel(shop.storeId, id);
    expect(await shop.work.step(claimed!)).toBe(false);
    expect(await shop.found(id)).toMatchObject({
      status: 'cancelled',
      written: 100,
      counts: { new: 100, changed: 0, unchanged: 0, refused: 0 },
    });
    expect(await shop.rows(id)).toHaveLength(100);
    await expect(shop.run(id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('ends an import that meets a fault of ours, and leaves the others alone', async () => {
    const shop = await newShop();
    const { id } = await shop.check(manyLines);
    await shop.run(id);
    await database.sql`
      update catalog_import_record r set cells = 'broken'
      from catalog_import_product p
      where r.import_id = ${id} and p.import_id = r.import_id and p.group_key = r.group_key and p.position = 150`;
    await expect(shop.workOn(id)).rejects.toThrow('JSON');
    expect(await shop.found(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'internal', line: 0 },
      written: 100,
    });
    expect(await shop.workOn(id)).toBe(false);
  });

  test('ends an upload whose process died', async () => {
    const shop = await newShop();
    const id = await shop.intake.begin(shop.storeId, {
      fileName: 'lost.csv',
      format: 'auto',
      actor: { kind: 'cli', name: 'a test' },
    });
    await database.sql`update catalog_import set lease_until = now() - interval '1 second' where id = ${id}`;
    await shop.work.sweep();
    expect(await shop.found(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'interrupted', line: 0 },
    });
  });
});
