import { type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../connection/database.ts';
import { withoutMentions } from './close-matches.ts';
import { calledAny, candidateQueries, scoredBy } from './search-ranking.ts';
import { readSearchTerms, type SearchTerm, type SearchTerms } from './search-terms.ts';

/** Puts a product whose handle, SKU or foreign id was typed before all others. */
const EXACT_BONUS = 1_000;
/** Hits worse than this share of the best one only have a common word in common with the question. */
export const WORST_SHARE = 0.2;

export interface Question {
  /** Folded words (see `parseProductQuery`); not empty. */
  text: string;
  /** What was typed, for what is named exactly. */
  asked: string;
  /** Conditions on `s`, a row of `product_search`. */
  matching: SQL;
  /** Hits worse than this share of the best one are none. */
  leastShare: number;
  /** How many products are looked at, the best ones first. */
  most: number;
  /** Only the best hits will be shown first, whatever their price or age. */
  isByRelevance: boolean;
}

export interface RankedMatches {
  /** A query for what answers the question (id, score). */
  hits: SQL;
  /** What was looked for; empty where a product was named exactly. */
  terms: SearchTerm[];
}

/** Undefined when nothing answers. */
export async function rankedMatches(
  db: Drizzle,
  storeId: string,
  { text, asked, matching, leastShare, most, isByRelevance }: Question,
): Promise<RankedMatches | undefined> {
  const found = await readSearchTerms(db, storeId, { text, asked });
  if (found.terms.length === 0 && found.exactIds.length === 0) return undefined;
  const hits = sql`
    with scored as materialized (
      ${scoredBy(found, { storeId, all: !isByRelevance })(candidates(storeId, found, { matching, most }))}
    ), rated as (
      select id, ((relevance + case when is_exact then ${sql.raw(String(EXACT_BONUS))} else 0 end) * 100000)::bigint as score
      from scored
      where is_exact or relevance >= (select max(relevance) from scored) * ${leastShare}::float8
    )
    select id, score from rated where score > 0`;
  const terms = found.exactIds.length > 0 ? [] : found.terms;
  if (!isByRelevance || found.terms.length === 0) return { hits, terms };
  return { hits: withoutMentions(hits, calledAny(found.terms)), terms };
}

/** Rows of `product_search`: what was named exactly comes first, the loosest answers last, and nothing twice. */
function candidates(
  storeId: string,
  found: SearchTerms,
  { matching, most }: Pick<Question, 'matching' | 'most'>,
): SQL {
  const exact = sql`${sql.param(found.exactIds)}::uuid[]`;
  const named = sql`select s.*, true as is_exact from product_search s where s.product_id = any (${exact})`;
  // "offset 0" keeps the filters out, so that no index but that of the words comes into question.
  const others = candidateQueries(storeId, found).map(
    (query) => sql`(
      select s.*, false as is_exact from product_search s where s.words @@ ${query}::tsquery offset 0)`,
  );
  const all = sql.join([named, ...others], sql` union all `);
  return sql`
    select * from (${all}) as s
    where s.store_id = ${storeId} and (s.is_exact or s.product_id <> all (${exact})) and ${matching}
    limit ${most}`;
}
