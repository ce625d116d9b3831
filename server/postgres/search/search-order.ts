import { type SQL, sql } from 'drizzle-orm';
import type { ProductSort } from '../../../shared/product-search.ts';
import type { MeasuredAttribute } from '../../shop/measured-attributes.ts';
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
  /** What an order by an attribute goes by; needed for those. */
  measured?: MeasuredAttribute | undefined;
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
  const { matching } = matches;
  const { measured, seen, limit } = window;
  // What is measured is that of the matches alone, whether they have words or not.
  const every = sql`select s.product_id as id from product_search s where ${matching}`;
  const ranked = matches.ranked ?? (measured && every);
  const order = orderOf(window, matches);
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

function orderOf({ sort, measured }: PageWindow, matches: Matches): Order {
  if (measured && sort === 'attribute_asc') return byMeasure(matches, measured, false);
  if (measured && sort === 'attribute_desc') return byMeasure(matches, measured, true);
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

const FLOAT = /^-?(?:\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?|Infinity)$/;

/** Versions that can be chosen say it better than the product as a whole; who does not say it comes last. */
function byMeasure(
  { storeId, filters }: Matches,
  { attributes, options }: MeasuredAttribute,
  descending: boolean,
): Order {
  const first = descending ? sql`max(x.amount)` : sql`min(x.amount)`;
  const last = descending ? sql`'-Infinity'::float8` : sql`'Infinity'::float8`;
  const amounts = (of: Map<string, number>) =>
    sql`unnest(${sql.param([...of.keys()])}::bigint[], ${sql.param([...of.values()])}::float8[]) as x(key, amount)`;
  const chosen = sql`
    select v.product_id as id, ${first} as amount
    from matched m join variant v on v.store_id = ${storeId} and v.product_id = m.id
    join search_variant_filter o on o.variant_id = v.id, unnest(o.keys) as k(key) join ${amounts(options)} on x.key = k.key
    where ${variantMatching('v', filters)} group by v.product_id`;
  const said = sql`
    select f.product_id as id, ${first} as amount
    from matched m join search_filter f on f.product_id = m.id, unnest(f.keys) as k(key)
    join ${amounts(attributes)} on x.key = k.key group by f.product_id`;
  const told = [
    ...(options.size > 0 ? [{ name: sql.identifier('c'), rows: chosen }] : []),
    ...(attributes.size > 0 ? [{ name: sql.identifier('a'), rows: said }] : []),
  ];
  const joined = told.map(
    ({ name, rows }) => sql`left join (${rows}) as ${name} on ${name}.id = m.id`,
  );
  const amount = [...told.map(({ name }) => sql`${name}.amount`), last];
  return {
    from: () => sql`(
      select m.id, coalesce(${sql.join(amount, sql`, `)}) as amount from matched m ${sql.join(joined, sql` `)}) as q`,
    id: sql`q.id`,
    rank: sql`q.amount`,
    ranks: FLOAT,
    read: (rank) => sql`${rank}::float8`,
    where: sql`true`,
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
