import { type SQL, sql } from 'drizzle-orm';

/**
 * In an order by price or age the first must be what was asked for, not what only has a word in common with it: hits are
 * left out that score less than this share of the best, …
 */
export const CLOSE_SHARE = 0.55;
/** … or whose categories have no word in common with those of the best hits. */
const BEST_HITS = 10;

/** Of hits (id, score) those that score at least so much. */
export function scoring(ranked: SQL, atLeast: number): SQL {
  return sql`select id, score from (${ranked}) as hit where score >= ${Math.floor(atLeast)}::bigint`;
}

/** Of hits (id, score) those that are the kind of thing that was asked for: the cheapest laptop is no laptop bag. */
export function closeMatches(ranked: SQL): SQL {
  return sql`
    with hit as materialized (
      select h.id, h.score, string_to_array(array_to_string(s.category_keys, ' '), ' ') as kinds
      from (${ranked}) as h join product_search s on s.product_id = h.id
    ), best as (
      select array_agg(distinct kind) as kinds
      from (select kinds from hit order by score desc, id desc limit ${BEST_HITS}) as top, unnest(kinds) as kind
      where kind <> '>'
    )
    select id, score from hit
    where kinds = '{}' or kinds && coalesce((select kinds from best), kinds)`;
}

/** With this share of the best score a hit is an answer, whatever it is. */
const GOOD_SHARE = 0.5;

/**
 * Of hits (id, score) without those that only mention in passing what was asked for: they score far less than the best,
 * are of another kind than the good ones, and are not `called` (a tsquery) anything that was asked for. The boot that
 * warms up beside a stove is no stove.
 */
export function withoutMentions(ranked: SQL, called: string): SQL {
  return sql`
    with hit as materialized (
      select h.id, h.score, h.score >= ${GOOD_SHARE}::float8 * max(h.score) over () as is_good,
        s.words @@ ${called}::tsquery as is_called, string_to_array(array_to_string(s.category_keys, ' '), ' ') as kinds
      from (${ranked}) as h join product_search s on s.product_id = h.id
    ), good as (
      select array_agg(distinct kind) as kinds from hit, unnest(kinds) as kind where is_good and kind <> '>'
    )
    select id, score from hit
    where is_good or is_called or kinds = '{}' or kinds && coalesce((select kinds from good), kinds)`;
}
