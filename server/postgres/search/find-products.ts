import { sql } from 'drizzle-orm';
import type { ProductSort, Relaxed } from '../../../shared/product-search.ts';
import { AppError } from '../../errors.ts';
import type { ProductQuery } from '../../shop/catalog.ts';
import type { MeasuredAttribute } from '../../shop/measured-attributes.ts';
import { mayNamePrice, parseProductQuery } from '../../shop/parse-product-query.ts';
import type { ProductMeaning } from '../../shop/product-meaning.ts';
import { wishesOf } from '../../shop/relax-search.ts';
import type { Drizzle } from '../connection/database.ts';
import { type Asked, matchesOf } from './asked-matches.ts';
import { measuredFor, readMeasured } from './measured-values.ts';
import { missingWords } from './missing-words.ts';
import { relaxAsked } from './relax-asked.ts';
import { markOf, readCursor, type Weakened, writeCursor } from './search-cursor.ts';
import { type PageWindow, pageOf } from './search-order.ts';
import type { SearchTerm } from './search-terms.ts';

export interface FoundProducts {
  ids: string[];
  nextCursor?: string;
  relaxed?: Relaxed[];
  sortedBy?: string;
  /** The question that was answered in the end. */
  asked: Asked;
}

/** Ids of the products that answer `query`, in its order; see `Catalog.search`. */
export async function findProducts(
  db: Drizzle,
  storeId: string,
  { meaning, ...given }: ProductQuery & { meaning?: ProductMeaning | undefined },
): Promise<FoundProducts> {
  const query = { ...given, text: given.text?.toWellFormed() };
  const cursor = readCursor(storeId, query);
  refuseUnstorable(query);
  const understood = await understand(db, storeId, query);
  const isByMeaning = meaning && understood.text && understood.sort === 'relevance';
  const near = isByMeaning ? await meaning.near(storeId, understood.typed) : [];
  const wanted = { ...understood, near };
  const page = { after: cursor?.after, seen: cursor?.seen ?? [], limit: query.limit };
  const candidates =
    query.sortBy && isByAttribute(query.sort)
      ? await readMeasured(db, storeId, { called: query.sortBy })
      : [];
  const read = (asked: Asked) => readPage(db, storeId, { asked, candidates, page });
  let weakened: Weakened | undefined = cursor?.weakened;
  let asked = weaker(wanted, weakened);
  let { rows, terms, sortedBy } = await read(asked);
  if (query.relax && !cursor) {
    weakened = await relaxAsked(db, storeId, wanted);
    asked = weaker(wanted, weakened);
    if (weakened) ({ rows, terms, sortedBy } = await read(asked));
  }
  const shown = rows.slice(0, query.limit);
  const ids = shown.map(({ id }) => id);
  // What is only near in meaning need not say what was asked for.
  const missing =
    query.relax && !cursor && near.length === 0
      ? await missingWords(db, { ...asked, terms, ids })
      : undefined;
  const last = shown.at(-1);
  const seen = [...page.seen, ...shown.map(({ id }) => markOf(id))];
  const nextCursor =
    rows.length > query.limit && last
      ? writeCursor(storeId, query, { after: last, weakened, seen })
      : undefined;
  const relaxed = missing
    ? [...(weakened?.relaxed ?? []), { filter: 'words' as const, was: missing, now: null }]
    : weakened?.relaxed;
  // What is counted beside the page is what the page is of.
  const answered =
    isByAttribute(asked.sort) && sortedBy === undefined
      ? { ...asked, sort: 'relevance' as const }
      : asked;
  return { ids, nextCursor, relaxed, asked: answered, sortedBy };
}

interface Row extends Record<string, unknown> {
  id: string;
  rank: string;
}

interface FoundPage {
  rows: Row[];
  terms: SearchTerm[];
  sortedBy?: string | undefined;
}

/** In an order by what nothing here tells, the best come first. */
async function readPage(
  db: Drizzle,
  storeId: string,
  asking: { asked: Asked; candidates: MeasuredAttribute[]; page: Omit<PageWindow, 'sort'> },
): Promise<FoundPage> {
  const { asked, candidates, page } = asking;
  const { sort } = asked;
  const matches = await matchesOf(db, storeId, asked);
  if (!matches) return { rows: [], terms: [] };
  const { terms } = matches;
  if (!isByAttribute(sort))
    return { rows: await db.execute(pageOf(matches, { sort, ...page })), terms };
  const measured = await measuredFor(db, matches, candidates);
  if (!measured)
    return await readPage(db, storeId, { ...asking, asked: { ...asked, sort: 'relevance' } });
  const rows = await db.execute<Row>(pageOf(matches, { sort, measured, ...page }));
  return { rows, terms, sortedBy: measured.name };
}

function isByAttribute(sort: ProductSort | undefined): boolean {
  return sort === 'attribute_asc' || sort === 'attribute_desc';
}

/** A NUL, or half a character, as JSON spells it. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/** Postgres has neither in text, so nothing of ours can have it. */
function refuseUnstorable(query: ProductQuery): void {
  if (!UNSTORABLE.test(JSON.stringify(query))) return;
  throw new AppError('invalid_request', 'The search holds a character that no text can have.');
}

/** A price among the words counts only when no limits were given beside them. */
async function understand(
  db: Drizzle,
  storeId: string,
  query: ProductQuery,
): Promise<Omit<Asked, 'near'>> {
  const { minPrice, maxPrice } = query;
  const typed = query.text ?? '';
  // Where nothing can be a price, a search is one question to the database shorter.
  const currency = mayNamePrice(typed) ? await currencyOf(db, storeId) : undefined;
  const { text, without = [], ...said } = parseProductQuery(typed, currency);
  const limits = minPrice === undefined && maxPrice === undefined ? said : { minPrice, maxPrice };
  return {
    ...wishesOf(query),
    ...limits,
    text: text || undefined,
    without: [...(query.without ?? []), ...without],
    typed,
    sort: query.sort ?? 'relevance',
  };
}

async function currencyOf(db: Drizzle, storeId: string): Promise<string> {
  const [row] = await db.execute<{ currency: string }>(
    sql`select currency from store where id = ${storeId}`,
  );
  if (!row) throw new AppError('not_found', 'There is no such store.');
  return row.currency;
}

function weaker({ typed, near, sort, ...wishes }: Asked, weakened: Weakened | undefined): Asked {
  return { typed, near, sort, ...(weakened?.query ?? wishes) };
}
