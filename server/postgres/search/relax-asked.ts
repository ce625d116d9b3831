import { sql } from 'drizzle-orm';
import { type RelaxedSearch, relaxSearch, type Wishes } from '../../shop/relax-search.ts';
import type { Drizzle } from '../connection/database.ts';
import { type Asked, matchesOf, matchingIds } from './asked-matches.ts';
import { pricesNear } from './search-order.ts';

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
  const best = await bestScore(db, storeId, asked);
  const words = { typed, sort, near: best > 0 ? [] : near, atLeast: best * ANSWERING_SHARE };
  const matchesWith = (weaker: Wishes) => matchesOf(db, storeId, { ...words, ...weaker });
  return await relaxSearch(wishes, {
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
}

/** Of all products by the words alone; 0 without words, and when none has them. */
async function bestScore(db: Drizzle, storeId: string, asked: Asked): Promise<number> {
  const { text, typed } = asked;
  const matches = text
    ? await matchesOf(db, storeId, { text, typed, near: [], sort: 'relevance' })
    : undefined;
  if (!matches?.ranked) return 0;
  const [row] = await db.execute<{ best: string | null }>(
    sql`select max(score) as best from (${matches.ranked}) as hit`,
  );
  return Number(row?.best ?? 0);
}
