import { type SQL, sql } from 'drizzle-orm';

/** What has this share of the best score answers the question in its own words. */
const STRONG_SHARE = 0.5;
/** Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): each list gives 1 / (60 + place). */
const RANK_OFFSET = 60;
/** What a place among the neighbours in meaning is worth beside one among the hits by words. */
const MEANING_WEIGHT = 0.5;
const SCALE = 1_000_000_000;

export interface Fusion {
  /** Hits by words (id, score), if there are any. */
  ranked: SQL | undefined;
  /** Ids of products near in meaning, the nearest first. */
  near: string[];
  /** Conditions on `s`, a row of `product_search`. */
  matching: SQL;
}

/**
 * One list (id, score) of hits by words and by meaning. Strong hits by words come first, in their order, whatever the
 * vectors say; below them both lists are fused, and what is only near in meaning comes in at the end of the weak hits:
 * it takes a place in both to pass one of them.
 */
export function withMeaning({ ranked, near, matching }: Fusion): SQL {
  const hits = ranked ?? sql`select null::uuid as id, 0::bigint as score where false`;
  const part = (place: SQL, weight: number) =>
    sql`coalesce(${sql.raw(String(weight))}::numeric / (${sql.raw(String(RANK_OFFSET))} + ${place}), 0)`;
  return sql`
    with hit as (
      select id, row_number() over (order by score desc, id desc) as place,
        score >= ${sql.raw(String(STRONG_SHARE))} * max(score) over () as is_strong
      from (${hits}) as by_words
    ), neighbour as (
      select n.id, n.place
      from unnest(${sql.param(near)}::uuid[]) with ordinality as n(id, place)
      join product_search s on s.product_id = n.id
      where ${matching}
    )
    select id, (${sql.raw(String(SCALE))} * (
        case when h.is_strong then 2 - 0.0001 * h.place
        else ${part(sql`h.place`, 1)} + ${part(sql`n.place`, MEANING_WEIGHT)} end))::bigint as score
    from hit h full join neighbour n using (id)`;
}
