import { type SQL, sql } from 'drizzle-orm';
import type { NamedValue } from '../../shop/catalog.ts';
import { foldText } from '../../shop/fold-text.ts';
import { readMeasures } from '../../shop/read-measures.ts';
import type { Wishes } from '../../shop/relax-search.ts';
import type { Drizzle } from '../connection/database.ts';
import { readMeasured } from './measured-values.ts';
import { readOpposites, readUnwanted } from './unwanted-queries.ts';

/** What a search filters by, with the keys of `search_value` in place of names. */
export interface Filters {
  minPrice?: number;
  maxPrice?: number;
  available?: boolean;
  onSale?: boolean;
  /** A product has one key of each list. */
  productKeys: string[][];
  /** So has one variant. */
  variantKeys: string[][];
  /** A product answers none of these tsqueries. */
  unwanted: string[];
}

/** Looks up what the names in `query` are called in the store; asks nothing when there are none. */
export async function readFilters(db: Drizzle, storeId: string, query: Wishes): Promise<Filters> {
  const { minPrice, maxPrice, available, onSale } = query;
  const lists = [
    named('brand', query.brands),
    named('category', query.categories),
    ...byName('attribute', query.attributes),
    ...byName('option', query.options),
  ].filter((list) => list.length > 0);
  const [keys, measured, unwanted, opposites] = await Promise.all([
    readKeys(db, storeId, lists),
    readMeasuredKeys(db, storeId, query),
    readUnwanted(db, storeId, query.without ?? []),
    readOpposites(db, storeId, query.orOpposite ? '' : (query.text ?? '')),
  ]);
  const ofVariants = lists.map(([first]) => first?.kind === 'option');
  return {
    minPrice,
    maxPrice,
    available,
    onSale,
    productKeys: [...keys.filter((_, index) => !ofVariants[index]), ...measured],
    variantKeys: keys.filter((_, index) => ofVariants[index]),
    unwanted: [...unwanted, ...opposites],
  };
}

/** For each limit the keys of all values within it. */
async function readMeasuredKeys(
  db: Drizzle,
  storeId: string,
  { minAttributes = [], maxAttributes = [] }: Wishes,
): Promise<string[][]> {
  const limits = [
    ...minAttributes.map((limit) => ({ ...limit, sign: 1 })),
    ...maxAttributes.map((limit) => ({ ...limit, sign: -1 })),
  ];
  return await Promise.all(
    limits.map(async ({ name, value, sign }) => {
      const [[kind, limit] = []] = readMeasures(value);
      if (kind === undefined || limit === undefined) return [];
      const candidates = await readMeasured(db, storeId, { called: name, kind });
      return candidates.flatMap(({ attributes, options }) =>
        [...attributes, ...options].flatMap(([key, amount]) =>
          sign * (amount - limit) >= 0 ? [key] : [],
        ),
      );
    }),
  );
}

type TraitKind = 'brand' | 'category' | 'attribute' | 'option';

interface Trait extends NamedValue {
  kind: TraitKind;
}

function named(kind: TraitKind, values: string[] = []): Trait[] {
  return values.map((value) => ({ kind, name: '', value }));
}

/** Values of one name are alternatives. */
function byName(kind: TraitKind, values: NamedValue[] = []): Trait[][] {
  const lists = Map.groupBy(values, ({ name }) => foldText(name));
  return [...lists.values()].map((list) => list.map((item) => ({ kind, ...item })));
}

async function readKeys(db: Drizzle, storeId: string, lists: Trait[][]): Promise<string[][]> {
  if (lists.length === 0) return [];
  const asked = lists.flatMap((list, place) => list.map((trait) => ({ place, ...trait })));
  const rows = await db.execute<{ place: number; key: string }>(sql`
    select place, (filter_keys(${storeId}, kind, name, value))[1]::text as key
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as t(place int, kind text, name text, value text)`);
  return lists.map((_, index) =>
    rows.filter(({ place, key }) => place === index && key !== null).map(({ key }) => key),
  );
}

/** Conditions on `s`, the product's row of `product_search`. Price, availability and options must be of one variant. */
export function matching(storeId: string, filters: Filters): SQL {
  const { productKeys, variantKeys, unwanted } = filters;
  const conditions = [
    sql`s.store_id = ${storeId}`,
    ...unwanted.map((query) => sql`not s.words @@ ${query}::tsquery`),
  ];
  if (productKeys.length + variantKeys.length > 0) {
    const has = [...productKeys, ...variantKeys].map((keys) => hasKey(sql`f.keys`, keys));
    conditions.push(sql`exists (
      select from search_filter f where f.product_id = s.product_id and ${sql.join(has, sql` and `)})`);
  }
  // A product without variants has no row there, so that a search by words alone need not look at variants.
  if (ofVariant('v', filters).length > 0) {
    conditions.push(sql`exists (
      select from variant v
      where v.store_id = ${storeId} and v.product_id = s.product_id and ${variantMatching('v', filters)})`);
  }
  return sql.join(conditions, sql` and `);
}

/** Conditions on a row of `variant` that goes by the name `v`. */
export function variantMatching(v: string, filters: Filters): SQL {
  return sql.join([sql`true`, ...ofVariant(v, filters)], sql` and `);
}

function ofVariant(v: string, filters: Filters): SQL[] {
  const row = sql.identifier(v);
  const conditions: SQL[] = [];
  if (filters.minPrice !== undefined) conditions.push(sql`${row}.price >= ${filters.minPrice}`);
  if (filters.maxPrice !== undefined) conditions.push(sql`${row}.price <= ${filters.maxPrice}`);
  if (filters.available) conditions.push(isAvailable(v));
  if (filters.onSale) conditions.push(sql`${row}.list_price > ${row}.price`);
  if (filters.variantKeys.length > 0) {
    const has = filters.variantKeys.map((keys) => hasKey(sql`o.keys`, keys));
    conditions.push(sql`exists (
      select from search_variant_filter o where o.variant_id = ${row}.id and ${sql.join(has, sql` and `)})`);
  }
  return conditions;
}

/** As `stockedAvailability` says. */
export function isAvailable(v: string): SQL {
  const row = sql.identifier(v);
  return sql`${row}.available
    and (${row}.stock is distinct from 0 or ${row}.availability_status in ('backorder', 'preorder'))`;
}

const MOST_COMPARED = 30;

function hasKey(column: SQL, keys: string[]): SQL {
  // An overlap compares each with each; of many, any() makes a table.
  return keys.length > MOST_COMPARED
    ? sql`exists (select from unnest(${column}) as k(key) where k.key = any (${sql.param(keys)}::bigint[]))`
    : sql`${column} && ${sql.param(keys)}::bigint[]`;
}
