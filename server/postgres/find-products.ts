import { sql } from 'drizzle-orm';
import type { ProductTotal, Relaxed } from '../../shared/product-search.ts';
import { AppError } from '../errors.ts';
import type { ProductQuery } from '../shop/catalog.ts';
import { parseProductQuery } from '../shop/parse-product-query.ts';
import type { ProductMeaning } from '../shop/product-meaning.ts';
import { type Wishes, wishesOf } from '../shop/relax-search.ts';
import { CLOSE_SHARE, closeMatches, scoring } from './close-matches.ts';
import type { Drizzle } from './database.ts';
import { rankedMatches, WORST_SHARE } from './product-search.ts';
import { relaxAsked } from './relax-asked.ts';
import { markOf, readCursor, type Weakened, writeCursor } from './search-cursor.ts';
import { matching, readFilters } from './search-filters.ts';
import { withMeaning } from './search-meaning.ts';
import { type Matches, pageOf } from './search-order.ts';
import { CANDIDATES } from './search-ranking.ts';

/** A question with the prices taken out of its words. */
export interface Asked extends Wishes {
  /** What was typed, for what is named exactly. */
  typed: string;
  /** Ids of products near in meaning, the nearest first. */
  near: string[];
  sort: NonNullable<ProductQuery['sort']>;
}

export interface FoundProducts {
  ids: string[];
  nextCursor?: string;
  relaxed?: Relaxed[];
  /** The question that was answered in the end. */
  asked: Asked;
}

/** Ids of the products that answer `query`, in its order; see `Catalog.search`. */
export async function findProducts(
  db: Drizzle,
  storeId: string,
  { meaning, ...query }: ProductQuery & { meaning?: ProductMeaning | undefined },
): Promise<FoundProducts> {
  const cursor = readCursor(storeId, query);
  refuseNul(query);
  const understood = await understand(db, storeId, query);
  const isByMeaning = meaning && understood.text && understood.sort === 'relevance';
  const near = isByMeaning ? await meaning.near(storeId, understood.typed) : [];
  const wanted = { ...understood, near };
  const page = { after: cursor?.after, seen: cursor?.seen ?? [], limit: query.limit };
  const read = async (asked: Asked) => {
    const matches = await matchesOf(db, storeId, asked);
    return matches ? await db.execute<Row>(pageOf(matches, { sort: asked.sort, ...page })) : [];
  };
  let weakened: Weakened | undefined = cursor?.weakened;
  let asked = weaker(wanted, weakened);
  let rows = await read(asked);
  if (query.relax && !cursor) {
    weakened = await relaxAsked(db, storeId, wanted);
    asked = weaker(wanted, weakened);
    if (weakened) rows = await read(asked);
  }
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const seen = [...page.seen, ...shown.map(({ id }) => markOf(id))];
  const nextCursor =
    rows.length > query.limit && last
      ? writeCursor(storeId, query, { after: last, weakened, seen })
      : undefined;
  return { ids: shown.map(({ id }) => id), nextCursor, relaxed: weakened?.relaxed, asked };
}

interface Row extends Record<string, unknown> {
  id: string;
  rank: string;
}

/** Postgres has no NUL in text, so nothing of ours can have it. */
function refuseNul(query: ProductQuery): void {
  if (!JSON.stringify(query).includes('\\u0000')) return;
  throw new AppError('invalid_request', 'The search holds a NUL character.');
}

/** A price among the words counts only when no limits were given beside them. */
async function understand(
  db: Drizzle,
  storeId: string,
  query: ProductQuery,
): Promise<Omit<Asked, 'near'>> {
  const { minPrice, maxPrice } = query;
  const { text, ...said } = parseProductQuery(query.text ?? '', await currencyOf(db, storeId));
  const limits = minPrice === undefined && maxPrice === undefined ? said : { minPrice, maxPrice };
  return {
    ...wishesOf(query),
    ...limits,
    text: text || undefined,
    typed: query.text ?? '',
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

/** For the cheapest of what is called so, more than the best have to be looked at: about 0.1 s when there are as many. */
const MOST_ORDERED = 20_000;

/**
 * What answers `asked`, ready to be put in order; undefined when nothing does. `most` products are looked at, as many as
 * pages by relevance can show unless told; hits that score less than `atLeast` are none.
 */
export async function matchesOf(
  db: Drizzle,
  storeId: string,
  { most, atLeast, ...asked }: Asked & { most?: number; atLeast?: number },
): Promise<Matches | undefined> {
  const filters = await readFilters(db, storeId, asked);
  const conditions = matching(storeId, filters);
  const { text, typed, sort, near } = asked;
  if (!text) return { storeId, filters, matching: conditions, ranked: undefined };
  const isByRelevance = sort === 'relevance';
  const leastShare = isByRelevance ? WORST_SHARE : CLOSE_SHARE;
  const question = {
    text,
    asked: typed,
    matching: conditions,
    leastShare,
    most: most ?? (isByRelevance ? CANDIDATES : MOST_ORDERED),
  };
  const hits = await rankedMatches(db, storeId, question);
  const ranked = atLeast && hits ? scoring(hits, atLeast) : hits;
  if (near.length > 0) {
    const fused = withMeaning({ ranked, near, matching: conditions });
    return { storeId, filters, matching: conditions, ranked: fused };
  }
  if (!ranked) return undefined;
  const ofKind = isByRelevance ? ranked : closeMatches(ranked);
  return { storeId, filters, matching: conditions, ranked: ofKind };
}

/** A query for the ids of what matches, `limit` at most, in no order. */
export function matchingIds({ ranked, matching: conditions }: Matches, limit: number) {
  return ranked
    ? sql`select id from (${ranked}) as matched limit ${limit}`
    : sql`select s.product_id as id from product_search s where ${conditions} limit ${limit}`;
}

/** Counting stops here: in a store of a million it takes as long as in one of ten thousand. */
export const MOST_COUNTED = 10_000;

/** How many products match, up to 10,000. */
export async function countMatches(
  db: Drizzle,
  storeId: string,
  asked: Asked,
): Promise<ProductTotal> {
  const matches = await matchesOf(db, storeId, { ...asked, most: MOST_COUNTED + 1 });
  if (!matches) return { count: 0, exact: true };
  const ids = matchingIds(matches, MOST_COUNTED + 1);
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (${ids}) as matching`,
  );
  const count = row?.count ?? 0;
  // With words, the loosest hits of many are not looked at.
  const surely = asked.text ? CANDIDATES : MOST_COUNTED;
  return { count: Math.min(count, MOST_COUNTED), exact: count <= surely };
}
