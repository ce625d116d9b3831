import { type SQL, sql } from 'drizzle-orm';
import type { Relaxed } from '../../../shared/product-search.ts';
import { type RelaxedSearch, relaxSearch, type Wishes } from '../../shop/relax-search.ts';
import { asTyped } from '../../shop/said-as-name.ts';
import type { Drizzle } from '../connection/database.ts';
import { type Asked, matchesOf, matchingIds } from './asked-matches.ts';
import { thingsAsked } from './missing-words.ts';
import { pricesNear } from './search-order.ts';
import { calledAny } from './search-ranking.ts';

/**
 * What has less than this share of the score that the best product would have without any filter does not answer the
 * question: under $50 there is no tent, however often the description of a lamp says "tent".
 */
const ANSWERING_SHARE = 0.35;

/** What to ask instead; undefined when something answers `asked` as it is, and when nothing helps. */
export async function relaxAsked(
  db: Drizzle,
  storeId: string,
  asked: Asked,
): Promise<RelaxedSearch | undefined> {
  const { typed, near, sort, ...wishes } = asked;
  const { best, called } = await bestByWords(db, storeId, asked);
  const words = { typed, sort, near: best > 0 ? [] : near, atLeast: best * ANSWERING_SHARE };
  const matchesWith = async (weaker: Wishes) => {
    const matches = await matchesOf(db, storeId, { ...words, ...weaker });
    const ranked = matches?.ranked && called ? calledSo(matches.ranked, called) : matches?.ranked;
    return matches && { ...matches, ranked };
  };
  const relaxed = await relaxSearch(wishes, {
    async matches(weaker) {
      const matches = await matchesWith(weaker);
      if (!matches) return false;
      const rows = await db.execute(matchingIds(matches, 1));
      return rows.length > 0;
    },
    async pricesNear({ minPrice, maxPrice, ...rest }) {
      const matches = await matchesWith(rest);
      if (!matches) return [];
      const rows = await db.execute<{ price: string }>(pricesNear(matches, { minPrice, maxPrice }));
      return rows.map(({ price }) => Number(price));
    },
  });
  return relaxed && { ...relaxed, relaxed: relaxed.relaxed.map((one) => tellAsTyped(one, typed)) };
}

function tellAsTyped(one: Relaxed, typed: string): Relaxed {
  if (one.filter !== 'words' || typeof one.was !== 'string') return one;
  return { ...one, was: asTyped(one.was, typed) ?? one.was };
}

interface BestByWords {
  /** 0 without words, and when no product has them. */
  best: number;
  /** A tsquery for what is called as the thing that was asked for, when any product is. */
  called?: string;
}

/** Of all products by the words alone. */
async function bestByWords(
  db: Drizzle,
  storeId: string,
  { text, typed }: Asked,
): Promise<BestByWords> {
  const matches = text
    ? await matchesOf(db, storeId, { text, typed, near: [], orOpposite: true, sort: 'relevance' })
    : undefined;
  if (!text || !matches?.ranked) return { best: 0 };
  const things = thingsAsked(matches.terms, text);
  const called = things.length > 0 ? calledAny(things) : undefined;
  const isCalled = called ? sql`bool_or(s.words @@ ${called}::tsquery)` : sql`false`;
  const [row] = await db.execute<{ best: string | null; called: boolean | null }>(sql`
    select max(score) as best, ${isCalled} as called
    from (${matches.ranked}) as hit join product_search s on s.product_id = hit.id`);
  return { best: Number(row?.best ?? 0), ...(row?.called && { called }) };
}

/** Where the shop has stoves, a mug that may stand on one is no stove under $50. */
function calledSo(ranked: SQL, called: string): SQL {
  return sql`
    select hit.id, hit.score from (${ranked}) as hit
    join product_search s on s.product_id = hit.id and s.words @@ ${called}::tsquery`;
}
