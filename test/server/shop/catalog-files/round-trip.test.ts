import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cellList,
  csvLine,
  defused,
  fused,
  listCell,
} from '../../../../server/shop/catalog-files/cell-text.ts';
import { columnName } from '../../../../server/shop/catalog-files/csv-records.ts';
import { keepUnsaid } from '../../../../server/shop/catalog-files/keep-unsaid.ts';
import { saidBefore } from '../../../../server/shop/catalog-files/said-before.ts';
import { catalogWriting } from '../../../../server/shop/catalog-files/write-catalog.ts';
import { makeProduct } from '../../../support/make-product.ts';
import { readBytes } from './read-file.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const nasty = fc.constantFrom(
  '=1+1',
  "'=1",
  ' @x',
  'a | b',
  'a\\',
  '"; "',
  '\u200b-2',
  'x: y',
  'ü\n\t',
);
const word = fc
  .oneof(text, nasty)
  .filter((value) => value.trim() !== '' && !value.includes('\0') && value.isWellFormed())
  // What a table cannot tell from a control of a terminal is no text for it.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are
  .filter((value) => !/[\u0000-\u0008\u000e-\u001a]/.test(value));
const amount = fc.nat(1_000_000);

const product = fc
  .record({
    handle: word,
    title: word,
    description: fc.oneof(fc.constant(''), word),
    brand: fc.option(word, { nil: undefined }),
    tags: fc.uniqueArray(word, { maxLength: 3 }),
    categories: fc.uniqueArray(word, { maxLength: 2 }),
    // zod leaves that name out of every record.
    attributes: fc.dictionary(
      word.filter((name) => name !== '__proto__'),
      word,
      { maxKeys: 2 },
    ),
    variants: fc.uniqueArray(
      fc.record({
        id: word,
        title: word,
        price: amount,
        sku: fc.option(word, { nil: undefined }),
        stock: fc.option(fc.nat(100), { nil: undefined }),
        label: word,
      }),
      { minLength: 1, maxLength: 3, selector: ({ id }) => id },
    ),
  })
  .map(({ brand, attributes, categories, tags, variants, ...rest }) =>
    makeProduct({
      ...rest,
      ...(tags.length > 0 && { tags }),
      ...(categories.length > 0 && { categories: categories.map((value) => ({ value })) }),
      metadata: { brand, attributes, more: { kept: true } },
      variants: variants.map(({ label, ...variant }) => ({
        ...variant,
        options: [{ name: 'Size', label }],
      })),
    }),
  );

const columnsWritten = (head: string) =>
  new Set(
    head
      .replace(/^\uFEFF/, '')
      .split(',')
      .map((cell) => columnName(cell.trim().replaceAll('"', ''))),
  );

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('any product', () => {
  test.each(['aisle', 'aisle-csv'] as const)('comes back from %s as it was', async (format) => {
    const { head, productText } = catalogWriting(format);
    await fc.assert(
      fc.asyncProperty(product, async (given) => {
        const { products } = await readBytes(head + productText(given));
        expect(products.flatMap(({ problems }) => problems)).toEqual([]);
        expect(products).toHaveLength(1);
        const { price_range: _, list_price_range: __, ...back } = plain(products[0]?.product);
        const { price_range: ___, ...wanted } = plain(given);
        expect(back).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  test.each(['aisle-csv', 'shopify', 'google-tsv', 'google-xml'] as const)(
    'is not changed by bringing its %s back, whatever that cannot say',
    async (name) => {
      const { head, tail, productText } = catalogWriting(name);
      await fc.assert(
        fc.asyncProperty(product, async (given) => {
          const stored = { ...given, rating: { value: 4, scale_max: 5 } };
          const { format, products } = await readBytes(head + productText(stored) + tail);
          const [back] = products;
          if (!back?.product) return expect(products).toMatchObject([{ problems: [{}] }]);
          const said = saidBefore(stored, { format, columns: columnsWritten(head) });
          const kept = keepUnsaid(back.product, { stored, said, isHandleStated: false });
          expect(plain(kept)).toEqual(plain(stored));
        }),
        { numRuns: 60, examples: [[makeProduct({ handle: 'h', categories: [{ value: ', ' }] })]] },
      );
    },
  );

  test('can be edited in the columns of our table, whatever else it has', async () => {
    const { head, productText } = catalogWriting('aisle-csv');
    const given = makeProduct({
      handle: 'tee',
      media: [{ type: 'image', url: 'https://cdn.example/1', width: 640, height: 480 }],
      rating: { value: 4.5, scale_max: 5 },
      metadata: { brand: 'Loom', season: 3 },
      options: [{ name: 'Size', values: [{ label: 'S', id: 'size-s' }] }],
      variants: [
        {
          id: 'S',
          title: 'Small',
          price: 1_999,
          stock: 25,
          options: [{ name: 'Size', label: 'S' }],
          metadata: { external_id: 'tee-s', shelf: 7 },
        },
      ],
    });
    const edited = productText(given)
      .replace('"19.99"', '"18.50"')
      .replace('"25"', '"3"')
      .replace('"Loom"', '"Weave"')
      .replace('"Size","S"', '"Size","XS"');
    const { products } = await readBytes(head + edited);
    expect(products[0]?.product).toMatchObject({
      media: given.media,
      rating: given.rating,
      metadata: { brand: 'Weave', season: 3 },
      options: [{ name: 'Size', values: [{ label: 'XS' }] }],
      variants: [
        { price: { amount: 1_850 }, metadata: { external_id: 'tee-s', shelf: 7, stock: 3 } },
      ],
    });
  });

  test('can be exported for Shopify and comes back with its prices, options and stock', async () => {
    const { head, productText } = catalogWriting('shopify');
    const given = makeProduct({
      handle: 'tee',
      description: 'Soft & <light>.\nMade in =Hanoi',
      tags: ['a, b', '=c'],
      media: ['1', '2', '3'].map((name) => ({ type: 'image', url: `https://cdn.example/${name}` })),
      variants: [
        {
          id: 'S',
          sku: 'S',
          title: 'S',
          price: 1_999,
          stock: 0,
          options: [{ name: 'Size', label: 'S' }],
        },
        { id: 'M', sku: 'M', title: 'M', price: 2_050, options: [{ name: 'Size', label: 'M' }] },
      ],
    });
    const { format, products } = await readBytes(head + productText(given));
    expect(format).toBe('shopify');
    const { id: _, title: __, ...rest } = given;
    expect(plain(products[0]?.product)).toMatchObject(plain({ ...rest, title: 'tee' }));
  });
});

describe('a cell', () => {
  test.each([
    '=1',
    '+1',
    '-1',
    '@a',
    '\t1',
    '\r1',
    '\n1',
    '＝1',
    '＋1',
    ' =1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff@1',
    "'=1",
  ])('that a spreadsheet would run (%j) is not run, and comes back', (cell) => {
    expect(defused(cell)).toBe(`'${cell}`);
    expect(fused(defused(cell))).toBe(cell);
  });

  test('of any text comes back, and never begins as a formula', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (cell) => {
        expect(fused(defused(cell))).toBe(cell);
        expect(defused(cell)).not.toMatch(/^[\s\p{Cc}\p{Cf}\p{Z}]*[=+\-@＝＋－＠]/u);
      }),
      { numRuns: 500 },
    );
  });

  test('is always quoted', () => {
    expect(csvLine(['a";=1', ''])).toBe('"a"";=1",""\r\n');
  });

  test('holds a list of any texts without blanks around them', () => {
    const trimmed = word.map((value) => value.trim());
    fc.assert(
      fc.property(fc.array(trimmed, { minLength: 1, maxLength: 4 }), (values) => {
        expect(cellList(listCell(values))).toEqual(values);
      }),
      { numRuns: 200 },
    );
  });
});
