import { type SQL, sql } from 'drizzle-orm';
import type { ProductSort } from '../../../shared/product-search.ts';
import { foreignCursor, type PageEnd } from './search-cursor.ts';
import { type Filters, variantMatching } from './search-filters.ts';
import type { SearchTerm } from './search-terms.ts';

/** Products to put in order: those of a subquery (id, score), or everything that passes the filters. */
export interface Matches {
  storeId: string;
  filters: Filters;
  /** Undefined: no words were asked for. */
  ranked: SQL | undefined;
  /** Conditions on `s`, a row of `product_search`. */
  matching: SQL;
  /** What was looked for in words. */
  terms: SearchTerm[];
}

export interface PageWindow {
  sort: ProductSort;
  after: PageEnd | undefined;
  /** Marks of products that must not come again. */
  seen: string[];
  limit: number;
}

/**
 * A query for one page (id, rank), one row more than asked for when there are more. Each order walks an index when there
 * are no words: by title, by age, or by price, where a product stands at the price of its cheapest variant that passes
 * the filters (its dearest, from the dearest down).
 */
export function pageOf(matches: Matches, window: PageWindow): SQL {
  const { ranked, matching } = matches;
  const { seen, limit } = window;
  const order = orderOf(window.sort, matches);
  const from = order.from(
    ranked
      ? (id) => sql`join matched m on m.id = ${id}`
      : (id) => sql`join product_search s on s.product_id = ${id}`,
  );
  const conditions = [
    ranked ? sql`true` : matching,
    order.where,
    sql`right(${order.id}::text, 10) <> all (${sql.param(seen)}::text[])`,
  ];
  if (window.after) {
    const { rank, id } = window.after;
    if (!order.ranks.test(rank)) throw foreignCursor();
    const comparison = order.descending ? sql`<` : sql`>`;
    conditions.push(
      sql`(${order.rank}, ${order.id}) ${comparison} (${order.read(rank)}, ${id}::uuid)`,
    );
  }
  const direction = order.descending ? sql`desc` : sql`asc`;
  return sql`
    ${ranked ? sql`with matched as materialized (${ranked})` : sql.empty()}
    select ${order.id} as id, ${order.told ?? order.rank}::text as rank
    from ${from}
    where ${sql.join(conditions, sql` and `)}
    order by ${order.rank} ${direction}, ${order.id} ${direction} limit ${limit + 1}`;
}

interface Order {
  /** The tables, with the matches joined to a product's id. */
  from(join: (id: SQL) => SQL): SQL;
  id: SQL;
  rank: SQL;
  /** The rank as a cursor says it, when that is not its text; how it looks there, and how it is read. */
  told?: SQL;
  ranks: RegExp;
  read(rank: string): SQL;
  where: SQL;
  descending: boolean;
}

const WHOLE = /^\d{1,16}$/;

function orderOf(sort: ProductSort, matches: Matches): Order {
  if (sort === 'newest') return byAge(matches);
  if (sort === 'price_asc') return byPrice(matches, false);
  if (sort === 'price_desc') return byPrice(matches, true);
  if (sort === 'relevance' && matches.ranked) return BY_RELEVANCE;
  return byTitle(matches);
}

const BY_RELEVANCE: Order = {
  from: () => sql`matched m`,
  id: sql`m.id`,
  rank: sql`m.score`,
  ranks: WHOLE,
  read: (rank) => sql`${rank}::bigint`,
  where: sql`true`,
  descending: true,
};

function byTitle({ storeId }: Matches): Order {
  return {
    from: (join) => sql`product p ${join(sql`p.id`)}`,
    id: sql`p.id`,
    rank: sql`p.title`,
    ranks: /^/,
    read: (rank) => sql`${rank}`,
    where: sql`p.store_id = ${storeId}`,
    descending: false,
  };
}

function byAge(matches: Matches): Order {
  return {
    ...byTitle(matches),
    rank: sql`p.created_at`,
    told: sql`(extract(epoch from p.created_at) * 1000000)::bigint`,
    ranks: WHOLE,
    read: (rank) => sql`timestamptz 'epoch' + ${rank}::bigint * interval '1 microsecond'`,
    descending: true,
  };
}

function byPrice({ storeId, filters }: Matches, descending: boolean): Order {
  const better = descending ? sql`>` : sql`<`;
  return {
    from: (join) => sql`variant v ${join(sql`v.product_id`)}`,
    id: sql`v.product_id`,
    rank: sql`v.price`,
    ranks: WHOLE,
    read: (rank) => sql`${rank}::bigint`,
    where: sql`v.store_id = ${storeId} and ${variantMatching('v', filters)} and not exists (
      select from variant w
      where w.store_id = v.store_id and w.product_id = v.product_id
        and (w.price, w.id) ${better} (v.price, v.id) and ${variantMatching('w', filters)})`,
    descending,
  };
}

/** A query for prices of matching variants (price): the three next ones below `minPrice` and above `maxPrice`. */
export function pricesNear(
  matches: Matches,
  { minPrice, maxPrice }: { minPrice?: number; maxPrice?: number },
): SQL {
  const { storeId, filters, ranked, matching } = matches;
  const products = ranked
    ? sql`join (${ranked}) as m on m.id = v.product_id`
    : sql`join product_search s on s.product_id = v.product_id and ${matching}`;
  const next = (limit: SQL, direction: SQL) => sql`(
    select v.price from variant v ${products}
    where v.store_id = ${storeId} and ${variantMatching('v', filters)} and v.price ${limit}
    order by v.price ${direction} limit 3)`;
  const sides = [
    minPrice === undefined ? undefined : next(sql`< ${minPrice}`, sql`desc`),
    maxPrice === undefined ? undefined : next(sql`> ${maxPrice}`, sql`asc`),
  ];
  return sql.join(
    sides.filter((side) => side !== undefined),
    sql` union all `,
  );
}
