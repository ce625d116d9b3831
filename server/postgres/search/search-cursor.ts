import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Relaxed } from '../../../shared/product-search.ts';
import { AppError } from '../../errors.ts';
import type { ProductQuery } from '../../shop/catalog.ts';
import { wishesOf } from '../../shop/relax-search.ts';

/** Where a page ended: a rank (score, title, price or time, as text) and the id that breaks ties. */
const PageEnd = z.strictObject({ rank: z.string().max(1_000), id: z.uuid() });
export type PageEnd = z.infer<typeof PageEnd>;

const Amount = z.int().min(0).optional();
const Names = z.array(z.string().max(300)).max(100).optional();
const NamedValues = z.array(z.strictObject({ name: z.string(), value: z.string() })).optional();

/** What is left of a question after wishes were given up; the next pages ask for the same. */
const WeakerQuery = z.strictObject({
  text: z.string().max(500).optional(),
  categories: Names,
  brands: Names,
  minPrice: Amount,
  maxPrice: Amount,
  available: z.boolean().optional(),
  options: NamedValues,
  attributes: NamedValues,
  minAttributes: NamedValues,
  maxAttributes: NamedValues,
  onSale: z.boolean().optional(),
  without: Names,
  orOpposite: z.boolean().optional(),
});

const Weakened = z.strictObject({ query: WeakerQuery, relaxed: z.array(Relaxed) });
export type Weakened = z.infer<typeof Weakened>;

const Cursor = z.strictObject({
  query: z.string(),
  after: PageEnd,
  weakened: Weakened.optional(),
});

export interface SearchCursor {
  after: PageEnd;
  weakened?: Weakened;
  /** Marks (see `markOf`) of the products on earlier pages, the latest 600. */
  seen: string[];
}

/**
 * What was shown rides in the cursor, so that a product whose price or words change between two pages comes no second
 * time. More than these would not fit into a URL.
 */
const MOST_SEEN = 600;
const MARK_BYTES = 5;

/** The random end of an id; two of a store's products share one by chance in 10^12. */
export function markOf(id: string): string {
  return id.slice(-2 * MARK_BYTES);
}

/** Opaque, and good for the very same question only. */
export function writeCursor(
  storeId: string,
  query: ProductQuery,
  { after, weakened, seen }: SearchCursor,
): string {
  const cursor = { query: fingerprint(storeId, query), after, weakened };
  const said = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  const marks = Buffer.from(seen.slice(-MOST_SEEN).join(''), 'hex').toString('base64url');
  return `${said}.${marks}`;
}

/** Throws AppError `invalid_request` when it is not a cursor of this question, or no longer as it was written. */
export function readCursor(storeId: string, query: ProductQuery): SearchCursor | undefined {
  if (query.cursor === undefined) return undefined;
  const [said = '', marks = ''] = query.cursor.split('.');
  const text = Buffer.from(said, 'base64url').toString();
  const parsed = Cursor.safeParse(parseJson(text));
  const isOurs = parsed.success && parsed.data.query === fingerprint(storeId, query);
  // Postgres has no NUL in text, so nothing of ours can have it.
  if (!isOurs || text.includes('\\u0000')) throw foreignCursor();
  const { after, weakened } = parsed.data;
  return { after, weakened, seen: readMarks(marks) };
}

function readMarks(marks: string): string[] {
  const hex = Buffer.from(marks, 'base64url').toString('hex');
  return (hex.match(new RegExp(`.{${2 * MARK_BYTES}}`, 'g')) ?? []).slice(-MOST_SEEN);
}

export function foreignCursor(): AppError {
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

/** Pages of one question may differ in size, and in what is said beside them. */
function fingerprint(storeId: string, query: ProductQuery): string {
  const { sort, sortBy, relax } = query;
  const asked = [storeId, wishesOf(query), sort, sortBy, relax];
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 16);
}
