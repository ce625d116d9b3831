import { type SQL, sql } from 'drizzle-orm';
import type { FacetValue, NamedFacet, ProductFacets } from '../../../shared/product-search.ts';
import type { NamedValue } from '../../shop/catalog.ts';
import { foldText } from '../../shop/fold-text.ts';
import { priceBorders } from '../../shop/price-bands.ts';
import type { Drizzle } from '../connection/database.ts';
import { type Asked, MOST_COUNTED, matchesOf, matchingIds } from './asked-matches.ts';
import { type Filters, isAvailable, variantMatching } from './search-filters.ts';

/** Values looked up for one list, the commonest. */
const MOST_KEYS = 1_000;
const MOST_VALUES = 30;
const MOST_NAMES = 20;

/** What a search can be narrowed to. Each list is counted with all wishes but the one that it would change. */
export async function readFacets(
  db: Drizzle,
  storeId: string,
  asked: Asked,
): Promise<ProductFacets> {
  const counting = { db, storeId, sets: new Map<string, Promise<Counted>>() };
  const [categories, brands, attributes, options, price, availability, all] = await Promise.all([
    plainFacet(counting, 'category', { ...asked, categories: undefined }),
    plainFacet(counting, 'brand', { ...asked, brands: undefined }),
    namedFacets(asked.attributes, (kept) =>
      countTraits(counting, 'attribute', { ...asked, attributes: kept }),
    ),
    namedFacets(asked.options, (kept) => countOptions(counting, { ...asked, options: kept })),
    priceFacet(counting, { ...asked, minPrice: undefined, maxPrice: undefined }),
    availabilityFacet(counting, { ...asked, available: undefined }),
    countedOf(counting, asked),
  ]);
  const sets = await Promise.all(counting.sets.values());
  const complete = all.complete && sets.every((set) => set.complete);
  return { categories, brands, options, attributes, price, availability, complete };
}

interface Counting {
  db: Drizzle;
  storeId: string;
  /** By the question, so that lists with the same one share the answer. */
  sets: Map<string, Promise<Counted>>;
}

/** The products that a list is counted over. */
interface Counted {
  ids: string[];
  complete: boolean;
  filters: Filters;
}

const NOTHING: Filters = { productKeys: [], variantKeys: [], unwanted: [] };

function countedOf(counting: Counting, asked: Asked): Promise<Counted> {
  const name = JSON.stringify(asked);
  const known = counting.sets.get(name);
  if (known) return known;
  const read = readCounted(counting, asked);
  counting.sets.set(name, read);
  return read;
}

async function readCounted({ db, storeId }: Counting, asked: Asked): Promise<Counted> {
  const matches = await matchesOf(db, storeId, { ...asked, most: MOST_COUNTED + 1 });
  if (!matches) return { ids: [], complete: true, filters: NOTHING };
  const rows = await db.execute<{ id: string }>(matchingIds(matches, MOST_COUNTED + 1));
  return {
    ids: rows.slice(0, MOST_COUNTED).map(({ id }) => id),
    complete: rows.length <= MOST_COUNTED,
    filters: matches.filters,
  };
}

interface TraitCount extends Record<string, unknown> {
  name: string;
  value: string;
  count: number;
}

async function plainFacet(
  counting: Counting,
  kind: 'brand' | 'category',
  asked: Asked,
): Promise<FacetValue[]> {
  const rows = await countTraits(counting, kind, asked);
  return rows.slice(0, MOST_VALUES).map(({ value, count }) => ({ value, count }));
}

async function countTraits(
  counting: Counting,
  kind: 'brand' | 'category' | 'attribute',
  asked: Asked,
): Promise<TraitCount[]> {
  const { ids } = await countedOf(counting, asked);
  const keys = sql`
    select k.key, count(*)::int as count
    from search_filter f, unnest(f.keys) as k(key)
    where f.product_id = any (${sql.param(ids)}::uuid[])
    group by k.key`;
  return await commonest(counting, kind, keys);
}

async function countOptions(counting: Counting, asked: Asked): Promise<TraitCount[]> {
  const { ids, filters } = await countedOf(counting, asked);
  const keys = sql`
    select k.key, count(distinct v.product_id)::int as count
    from variant v join search_variant_filter f on f.variant_id = v.id, unnest(f.keys) as k(key)
    where v.store_id = ${counting.storeId} and v.product_id = any (${sql.param(ids)}::uuid[])
      and ${variantMatching('v', filters)}
    group by k.key`;
  return await commonest(counting, 'option', keys);
}

/** Spells the keys of a query (key, count), the most frequent first. */
async function commonest(
  { db, storeId }: Counting,
  kind: string,
  keys: SQL,
): Promise<TraitCount[]> {
  return await db.execute<TraitCount>(sql`
    with counted as materialized (${keys})
    select min(t.name) as name, min(t.value) as value, c.count
    from counted c join search_value t on t.store_id = ${storeId} and t.keys[1] = c.key and t.kind = ${kind}
    group by c.key, c.count
    order by c.count desc, min(t.value) limit ${MOST_KEYS}`);
}

/** `count` counts with the given wishes left; a name that is wished for is counted without its own values. */
async function namedFacets(
  wished: NamedValue[] = [],
  count: (kept: NamedValue[]) => Promise<TraitCount[]>,
): Promise<NamedFacet[]> {
  const own = [...new Set(wished.map(({ name }) => foldText(name)))];
  const [others, ...ofOwn] = await Promise.all([
    count(wished),
    ...own.map((name) => count(wished.filter((item) => foldText(item.name) !== name))),
  ]);
  const rows = [
    ...ofOwn.flatMap((counts, index) => counts.filter(({ name }) => foldText(name) === own[index])),
    ...(others ?? []).filter(({ name }) => !own.includes(foldText(name))),
  ];
  const byName = Map.groupBy(rows, ({ name }) => foldText(name));
  return [...byName.values()].slice(0, MOST_NAMES).map((values) => ({
    name: values[0]?.name ?? '',
    values: values.slice(0, MOST_VALUES).map(({ value, count }) => ({ value, count })),
  }));
}

async function priceFacet(counting: Counting, asked: Asked): Promise<ProductFacets['price']> {
  const { db } = counting;
  const { from } = await variantsOf(counting, asked);
  const [range] = await db.execute<{ min: string | null; max: string; quantiles: string[] }>(sql`
    select min(v.price), max(v.price),
      percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by v.price) as quantiles
    from ${from}`);
  if (!range || range.min === null) return undefined;
  const [min, max] = [Number(range.min), Number(range.max)];
  const borders = priceBorders(range.quantiles.map(Number), { min, max });
  const counts = await db.execute<{ band: number; count: number }>(sql`
    select width_bucket(v.price, ${sql.param(borders)}::bigint[]) as band, count(distinct v.product_id)::int as count
    from ${from} group by band`);
  const countOf = new Map(counts.map(({ band, count }) => [band, count]));
  const starts = [min, ...borders];
  const bands = starts.map((start, index) => ({
    min: start,
    max: starts[index + 1],
    count: countOf.get(index) ?? 0,
  }));
  return { min, max, bands };
}

async function availabilityFacet(
  counting: Counting,
  asked: Asked,
): Promise<ProductFacets['availability']> {
  const { from, ids } = await variantsOf(counting, asked);
  const [row] = await counting.db.execute<{ available: number }>(sql`
    select count(distinct v.product_id)::int as available from ${from} and ${isAvailable('v')}`);
  const available = row?.available ?? 0;
  return { available, unavailable: ids.length - available };
}

/** Variants `v` of what matches, those that pass themselves. */
async function variantsOf(counting: Counting, asked: Asked): Promise<{ from: SQL; ids: string[] }> {
  const { ids, filters } = await countedOf(counting, asked);
  const from = sql`variant v
    where v.store_id = ${counting.storeId} and v.product_id = any (${sql.param(ids)}::uuid[])
      and ${variantMatching('v', filters)}`;
  return { from, ids };
}
