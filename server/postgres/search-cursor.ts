import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { ProductQuery } from '../shop/catalog.ts';

/** Where a page ended: a rank (score or title, as text) and the id that breaks ties. */
const PageEnd = z.strictObject({ rank: z.string().max(1_000), id: z.uuid() });
export type PageEnd = z.infer<typeof PageEnd>;

const Cursor = z.strictObject({ query: z.string(), after: PageEnd });
const Score = /^\d{1,9}(\.\d{1,9})?$/;

/** Opaque, and good for the very same question only. */
export function writeCursor(storeId: string, query: ProductQuery, after: PageEnd): string {
  const cursor = { query: fingerprint(storeId, query), after };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws AppError `invalid_request` when it is not a cursor of this question, or no longer as it was written. */
export function readCursor(storeId: string, query: ProductQuery): PageEnd | undefined {
  if (query.cursor === undefined) return undefined;
  const parsed = Cursor.safeParse(parseJson(Buffer.from(query.cursor, 'base64url').toString()));
  const isOurs = parsed.success && parsed.data.query === fingerprint(storeId, query);
  if (!isOurs || parsed.data.after.rank.includes('\0')) throw foreignCursor();
  return parsed.data.after;
}

/** The rank of a page of scored products. Throws as `readCursor` does. */
export function scoreOf({ rank }: PageEnd): string {
  if (!Score.test(rank)) throw foreignCursor();
  return rank;
}

function foreignCursor(): AppError {
  return new AppError('invalid_request', 'The cursor does not belong to this search.', {
    errors: [{ pointer: '/cursor', detail: 'does not belong to this search' }],
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Pages of one question may differ in size. */
function fingerprint(storeId: string, query: ProductQuery): string {
  const { text, categories, brands, minPrice, maxPrice, available, options, attributes } = query;
  const filters = [categories, brands, minPrice, maxPrice, available, options, attributes];
  const asked = [storeId, text, ...filters, query.sort];
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 16);
}
