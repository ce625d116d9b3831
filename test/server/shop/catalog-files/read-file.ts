import { readFile } from 'node:fs/promises';
import type { WantedFormat } from '../../../../server/shop/catalog-files/catalog-file.ts';
import { readCatalog } from '../../../../server/shop/catalog-files/read-catalog.ts';

export interface ReadOptions {
  format?: WantedFormat;
  currency?: string;
}

const NOW = new Date('2026-05-01T12:00:00Z');

/** What a catalog file in memory says; it arrives in pieces of an odd size. */
export function readBytes(
  bytes: Uint8Array | string,
  { format = 'auto', currency = 'USD' }: ReadOptions = {},
) {
  return readCatalog(inPieces(Buffer.from(bytes)), { format, currency, now: NOW });
}

export async function readFixture(name: string, options?: ReadOptions) {
  const file = new URL(`../../../fixtures/catalog-files/${name}`, import.meta.url);
  return readBytes(await readFile(file), options);
}

export async function* inPieces(bytes: Uint8Array, size = 61): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
