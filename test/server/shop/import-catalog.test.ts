import { describe, expect, test } from 'vitest';
import { importCatalog } from '../../../server/shop/import-catalog.ts';
import type { Store } from '../../../server/shop/store.ts';
import { FakeCatalog } from '../../fakes/fake-catalog.ts';
import { makeProduct } from '../../support/make-product.ts';

const STORE = { id: 'store-1', currency: 'USD' } as Store;
const TENT = makeProduct({ handle: 'tent' });
const STOVE = makeProduct({ handle: 'stove' });

function setUp() {
  const writer = new FakeCatalog({ currency: 'USD' });
  const importText = (text: string, options: { dryRun?: boolean; skipInvalid?: boolean } = {}) =>
    importCatalog({ writer }, STORE, text, { format: 'auto', dryRun: false, ...options });
  const handles = async () => {
    const page = await writer.search(STORE.id, { limit: 100 });
    return page.products.map(({ handle }) => handle);
  };
  return { importText, handles };
}

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('an import', () => {
  test('reads a product a line, blank lines and a byte order mark left aside', async () => {
    const { importText, handles } = setUp();
    const report = await importText(`\uFEFF${lines(TENT)}\r\n\n${lines(STOVE)}\n`);
    expect(report).toEqual({
      read: 2,
      problems: [],
      created: 2,
      updated: 0,
      unchanged: 0,
      written: true,
    });
    expect(await handles()).toEqual(['stove', 'tent']);
  });

  test('reads one array, however it is spread over lines', async () => {
    const { importText, handles } = setUp();
    const tricky = { ...TENT, description: { plain: 'Brackets ] } , and "quotes" \\ in a text' } };
    const report = await importText(JSON.stringify([tricky, STOVE], null, 2));
    expect(report).toMatchObject({ read: 2, problems: [], created: 2 });
    expect(await handles()).toEqual(['stove', 'tent']);
  });

  test('names every wrong line with where and what, and writes nothing', async () => {
    const { importText, handles } = setUp();
    const { title: _, ...untitled } = STOVE;
    const euros = makeProduct({ handle: 'lamp', currency: 'EUR' });
    const evil = makeProduct({ handle: 'evil', url: 'javascript:alert(1)' });
    const again = { ...makeProduct({ handle: 'tent' }), id: 'another' };
    const text = [lines(TENT), '{"id": ', lines(untitled, euros, evil, again)].join('\n');
    const report = await importText(text);
    expect(report.written).toBe(false);
    expect(report.problems.map(({ line, pointer }) => [line, pointer])).toEqual([
      [2, ''],
      [3, '/title'],
      [4, '/variants/0/price/currency'],
      [5, '/url'],
      [6, '/handle'],
    ]);
    expect(report.problems[2]?.detail).toBe('is EUR, but the store sells in USD');
    expect(report.problems[4]?.detail).toBe('the handle tent stands on line 1 already');
    expect(await handles()).toEqual([]);
  });

  test('names the line of a wrong item of an array', async () => {
    const { importText } = setUp();
    const text = JSON.stringify([TENT, { ...STOVE, colour: 'red' }], null, 1);
    const line = text.split('\n').findIndex((item) => item.includes('id-stove'));
    const report = await importText(text);
    expect(report.problems).toEqual([
      { line, pointer: '', detail: expect.stringContaining('colour') },
    ]);
    const broken = await importText(`[\n${lines(STOVE)},\n oops ]`);
    expect(broken.problems).toEqual([{ line: 3, pointer: '', detail: expect.any(String) }]);
  });

  test('takes a file that was cut short for a wrong one', async () => {
    const { importText, handles } = setUp();
    const report = await importText(`[${lines(TENT)},\n${lines(STOVE)}`);
    expect(report.problems).toEqual([{ line: 2, pointer: '', detail: expect.any(String) }]);
    expect(await handles()).toEqual([]);
  });

  test('says that other formats are not supported yet', async () => {
    const { importText } = setUp();
    const report = await importText('Handle,Title\ntent,Tent');
    expect(report.problems[0]?.detail).toContain('CSV and XML formats are not supported yet');
  });

  test('leaves wrong lines out when asked to', async () => {
    const { importText, handles } = setUp();
    const report = await importText(`oops\n${lines(TENT)}`, { skipInvalid: true });
    expect(report).toMatchObject({ read: 2, created: 1, written: true });
    expect(report.problems).toHaveLength(1);
    expect(await handles()).toEqual(['tent']);
  });

  test('counts in a dry run and writes nothing', async () => {
    const { importText, handles } = setUp();
    expect(await importText(lines(TENT), { dryRun: true })).toMatchObject({
      created: 1,
      written: false,
    });
    expect(await handles()).toEqual([]);
  });

  test('of an empty file is nothing', async () => {
    const { importText } = setUp();
    expect(await importText('')).toMatchObject({ read: 0, created: 0, problems: [] });
    expect(await importText('[]')).toMatchObject({ read: 0, created: 0, problems: [] });
  });
});
