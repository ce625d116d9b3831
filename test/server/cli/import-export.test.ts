import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CommandContext } from '../../../server/cli/command-context.ts';
import { exportCommand } from '../../../server/cli/export-command.ts';
import { importCommand } from '../../../server/cli/import-command.ts';
import { readConfig } from '../../../server/config.ts';
import { insertStore } from '../../support/insert-store.ts';
import { makeProduct } from '../../support/make-product.ts';
import { testDatabase } from '../../support/test-database.ts';

const PRODUCTS = [
  makeProduct({
    handle: 'lều',
    title: 'Lều "Trail" 4 người\nmàu xanh',
    description: 'Rộng rãi.',
    url: '/demo/tent',
    categories: [{ value: 'Camping > Lều', taxonomy: 'merchant' }, { value: 'Gia đình' }],
    media: [{ type: 'image', url: '/demo/tent.webp', alt_text: 'Lều', width: 640, height: 640 }],
    options: [{ name: 'Màu', values: [{ label: 'Xanh' }, { id: 'r', label: 'Đỏ' }] }],
    tags: ['mới', 'bán chạy'],
    rating: { value: 4.5, scale_max: 5, count: 12 },
    metadata: { brand: 'Bergwerk', attributes: { 'Sức chứa': '4 người' }, season: 3 },
    variants: [
      {
        id: 'v1',
        sku: 'T-1',
        title: 'Xanh',
        price: 29_900,
        list_price: { amount: 35_000, currency: 'USD' },
        stock: 0,
        options: [{ name: 'Màu', label: 'Xanh' }],
        barcodes: [{ type: 'EAN', value: '4006381333931' }],
        media: [{ type: 'image', url: 'https://pictures.example/red.webp' }],
      },
      { id: 'v2', title: 'Đỏ', price: 34_900, stock: 4 },
    ],
  }),
  makeProduct({ handle: 'stove', description: 'Small.' }),
];

async function setUp() {
  const database = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-import-'));
  const file = path.join(folder, 'catalog.jsonl');
  await insertStore(database, { key: 'shop' });
  await insertStore(database, { key: 'copy' });
  const config = readConfig({});
  const run = async (command: typeof importCommand, ...args: string[]) => {
    const lines: string[] = [];
    const context: CommandContext = {
      config,
      database,
      out: (line) => lines.push(line),
      write: async (text) => void lines.push(...text.trimEnd().split('\n')),
    };
    await command(args, context);
    return lines;
  };
  await writeFile(file, PRODUCTS.map((product) => JSON.stringify(product)).join('\n'));
  return {
    file,
    run,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
      await database[Symbol.asyncDispose]();
    },
  };
}

test('an import only says what it would do until it is told yes', async () => {
  await using under = await setUp();
  const { run, file } = under;
  expect(await run(importCommand, file, '--store', 'shop')).toEqual([
    '2 products: 2 new, 0 changed, 0 as they were',
    'Nothing was written yet: add --yes.',
  ]);
  expect(await run(exportCommand, '--store', 'shop')).toEqual([]);
  const counts = '2 products: 2 new, 0 changed, 0 as they were';
  expect(await run(importCommand, file, '--store', 'shop', '--yes')).toEqual([counts]);
});

test('what was exported changes nothing when it is imported again, and makes the same catalog elsewhere', async () => {
  await using under = await setUp();
  const { run, file } = under;
  await run(importCommand, file, '--store', 'shop', '--yes');
  const exported = await run(exportCommand, '--store', 'shop');
  await writeFile(file, exported.join('\n'));
  const again = await run(importCommand, file, '--store', 'shop', '--yes');
  expect(again).toEqual(['2 products: 0 new, 0 changed, 2 as they were']);
  expect(await run(exportCommand, '--store', 'shop')).toEqual(exported);

  await run(importCommand, file, '--store', 'copy', '--yes');
  const copied = await run(exportCommand, '--store', 'copy');
  expect(copied.map(withoutIds)).toEqual(exported.map(withoutIds));
});

/** Ids are unique in an installation: a copy of a store has its own. */
function withoutIds(line: string): unknown {
  return JSON.parse(line, (key, value) => (key === 'id' ? undefined : value));
}

test('a file with a wrong line is refused with the line, and a wrong command with what is wrong', async () => {
  await using under = await setUp();
  const { run, file } = under;
  await expect(run(importCommand, file, '--store', 'nobody')).rejects.toThrow('no store "nobody"');
  await expect(run(importCommand, file)).rejects.toThrow('--store is missing');
  await expect(run(importCommand, '--store', 'shop')).rejects.toThrow('Name one file');
  const shopify = run(importCommand, file, '--store', 'shop', '--format', 'shopify');
  await expect(shopify).rejects.toThrow('Columns are missing');
  const word = run(importCommand, file, '--store', 'shop', '--format', 'word');
  await expect(word).rejects.toThrow('no format "word"');
  const missing = run(importCommand, `${file}.gone`, '--store', 'shop');
  await expect(missing).rejects.toThrow('cannot be read');
  await writeFile(file, `${JSON.stringify(PRODUCTS[1])}\n{"oops`);
  const lines: string[] = [];
  const half = run(importCommand, file, '--store', 'shop', '--yes').catch((error) => {
    lines.push((error as Error).message);
  });
  await half;
  expect(lines).toEqual(['1 were refused: see above.']);
  expect(await run(exportCommand, '--store', 'shop')).toHaveLength(1);
});

test('a table of ours comes back without a change, and says what is missing in it', async () => {
  await using under = await setUp();
  const { run, file } = under;
  await run(importCommand, file, '--store', 'shop', '--yes');
  const table = await run(exportCommand, '--store', 'shop', '--format', 'aisle-csv');
  await writeFile(file, table.join('\n'));
  const again = await run(importCommand, file, '--store', 'shop', '--yes');
  expect(again).toEqual(['2 products: 0 new, 0 changed, 2 as they were']);
  await writeFile(file, JSON.stringify(PRODUCTS[0]));
  const less = await run(
    importCommand,
    file,
    '--store',
    'shop',
    '--yes',
    '--missing',
    'unavailable',
  );
  expect(less.at(-1)).toBe('1 made unavailable');
});
