import { sql } from 'drizzle-orm';
import type { ProductSort, ProductTotal } from '../../../shared/product-search.ts';
import type { Wishes } from '../../shop/relax-search.ts';
import type { Drizzle } from '../connection/database.ts';
import { CLOSE_SHARE, closeMatches, scoring } from './close-matches.ts';
import { rankedMatches, WORST_SHARE } from './product-search.ts';
import { matching, readFilters } from './search-filters.ts';
import { withMeaning } from './search-meaning.ts';
import type { Matches } from './search-order.ts';
import { CANDIDATES } from './search-ranking.ts';

/** A question with the prices taken out of its words. */
export interface Asked extends Wishes {
  /** What was typed, for what is named exactly. */
  typed: string;
  /** Ids of products near in meaning, the nearest first. */
  near: string[];
  sort: ProductSort;
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
  const found = { storeId, filters, matching: conditions };
  if (!text) return { ...found, ranked: undefined, terms: [] };
  const isByRelevance = sort === 'relevance';
  const leastShare = isByRelevance ? WORST_SHARE : CLOSE_SHARE;
  const question = {
    text,
    asked: typed,
    matching: conditions,
    leastShare,
    most: most ?? (isByRelevance ? CANDIDATES : MOST_ORDERED),
    isByRelevance,
  };
  const { hits, terms = [] } = (await rankedMatches(db, storeId, question)) ?? {};
  const ranked = atLeast && hits ? scoring(hits, atLeast) : hits;
  if (near.length > 0) {
    return { ...found, ranked: withMeaning({ ranked, near, matching: conditions }), terms };
  }
  if (!ranked) return undefined;
  return { ...found, ranked: isByRelevance ? ranked : closeMatches(ranked), terms };
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
