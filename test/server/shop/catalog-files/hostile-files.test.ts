import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FileFailure } from '../../../../server/shop/catalog-files/catalog-file.ts';
import { openCatalogFile } from '../../../../server/shop/catalog-files/open-catalog-file.ts';
import { readBytes, readFixture } from './read-file.ts';

const HEADER = 'handle,title,price\n';
const FEED = '<rss><channel><item><g:id>1</g:id>';

const FILES: [string, string | Uint8Array, FileFailure][] = [
  ['an empty file', '', 'empty'],
  ['blanks', ' \n\n ', 'empty'],
  ['a header alone', HEADER, 'no_rows'],
  ['a feed without items', '<rss><channel></channel></rss>', 'no_rows'],
  ['NUL bytes', Buffer.from(`${HEADER}a,b\0c,1\n`), 'not_text'],
  ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2, 3, 4]), 'not_text'],
  ['UTF-8 that breaks off', Buffer.from([...Buffer.from(`${HEADER}é,é,1\n`), 0xc3]), 'not_text'],
  ['a zip', Buffer.from('PK\x03\x04 and so on'), 'archive'],
  ['a gzip that was cut', gzipSync(`${HEADER}a,b,1\n`).subarray(0, 24), 'broken_archive'],
  ['a quote that is never closed', `${HEADER}a,"b,1\nc,d,2\n`, 'quote_open'],
  ['ten thousand columns', `${HEADER.trim()},${'x,'.repeat(10_000)}\na,b,1\n`, 'too_many_columns'],
  ['columns of nothing that we know', 'a,b,c\n1,2,3\n', 'unknown_format'],
  ['an array without its end', '[{"id":"1"},', 'cut_short'],
  ['a feed without its end', `${FEED}<g:title>a</g:title>`, 'cut_short'],
  ['elements in elements', `${FEED}${'<a>'.repeat(50)}`, 'line_too_long'],
];

test.each(FILES)('%s is refused with its reason', async (_, file, failure) => {
  await expect(readBytes(file)).rejects.toMatchObject({ failure });
});

/** Far more than is read of it: whoever keeps it whole is found out by what was asked for. */
async function readEndless(start: string, piece: string): Promise<number> {
  let megabytes = 0;
  const megabyte = Buffer.from(piece.repeat(Math.ceil(1_000_000 / piece.length)));
  async function* bytes() {
    yield Buffer.from(start);
    for (; megabytes < 1_000; megabytes += 1) yield megabyte;
  }
  const read = async () => {
    const { records } = await openCatalogFile(bytes(), {
      format: 'auto',
      maxBytes: 1e9,
      maxMs: 60_000,
    });
    for await (const _ of records);
  };
  await expect(read()).rejects.toMatchObject({ failure: 'line_too_long' });
  return megabytes;
}

test.each([
  ['a cell', `${HEADER}a,"`, 'x'],
  ['a line of JSON', '{"id": "', 'x'],
  ['an item of an array', '[{"id": "', 'x'],
  ['the text of an element', `${FEED}<g:title>`, 'x'],
  ['the name of an element', `${FEED}<`, 'x'],
])('%s of a gigabyte is let go of after a few MB', async (_, start, piece) => {
  expect(await readEndless(start, piece)).toBeLessThan(20);
});

test('a small archive that unfolds to much is let go of', async () => {
  const bomb = gzipSync(Buffer.alloc(5_000_000, `${HEADER}a,b,1\n`));
  async function* bytes() {
    yield bomb;
  }
  const read = async () => {
    const { records } = await openCatalogFile(bytes(), {
      format: 'auto',
      maxBytes: 1_000_000,
      maxMs: 60_000,
    });
    for await (const _ of records);
  };
  await expect(read()).rejects.toMatchObject({ failure: 'too_large' });
});

test('a file whose reading takes too long is let go of, though it gives no row', async () => {
  const blank = gzipSync(Buffer.alloc(1_000_000, `${HEADER}${',,\n'.repeat(1_000)}`));
  async function* bytes() {
    yield blank;
  }
  const read = openCatalogFile(bytes(), { format: 'auto', maxBytes: 1e9, maxMs: 0 });
  await expect(read).rejects.toMatchObject({ failure: 'took_too_long' });
});

test('entities of a document type are not expanded', async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <rss><channel><item><g:id>1</g:id><g:title>&b; &f;</g:title><g:price>1.00 USD</g:price></item></channel></rss>`;
  const { products } = await readBytes(bomb);
  expect(products[0]?.product?.title).toBe('&b; &f;');
});

test('names like those of every object are only names', async () => {
  const { products } = await readBytes(
    '__proto__,constructor,handle,title,price,toString\nx,y,a,A,1.00,z\n',
  );
  expect(products[0]?.product).toMatchObject({ title: 'A' });
});

test('a format that was named must be the one of the file', async () => {
  await expect(readFixture('google.tsv', { format: 'shopify' })).rejects.toMatchObject({
    failure: 'columns_missing',
  });
  await expect(readFixture('google.xml', { format: 'aisle' })).rejects.toMatchObject({
    failure: 'columns_missing',
  });
});
