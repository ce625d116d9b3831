import { sql } from 'drizzle-orm';
import {
  type MeasuredAttribute,
  mayMeasure,
  measuredAttributes,
  mostTold,
  type StoreValue,
} from '../../shop/measured-attributes.ts';
import type { MeasureKind } from '../../shop/read-measures.ts';
import type { Drizzle } from '../connection/database.ts';
import type { Matches } from './search-order.ts';

/** Of a store's names that could be meant, the most that are read; … */
const MOST_NAMES = 40;
/** … and of their values. In a store of 43,000 products the name with most values has some thousands. */
const MOST_VALUES = 30_000;
/** What an order goes by is what so many of the best hits tell. */
const BEST_HITS = 50;

/** What the store may mean by `called`, the likeliest first; none where it measures no such thing (in such units, if told). */
export async function readMeasured(
  db: Drizzle,
  storeId: string,
  { called, kind }: { called: string; kind?: MeasureKind },
): Promise<MeasuredAttribute[]> {
  // One step of the index a name, however many values each has.
  const names = await db.execute<{ kind: string; name: string }>(sql`
    with recursive named as (
      (select kind, name from search_value
        where store_id = ${storeId} and kind in ('attribute', 'option') order by kind, name limit 1)
      union all
      select next.kind, next.name from named, lateral (
        select kind, name from search_value v
        where v.store_id = ${storeId} and v.kind in ('attribute', 'option') and (v.kind, v.name) > (named.kind, named.name)
        order by v.kind, v.name limit 1) as next
    ) select kind, name from named`);
  const meant = names.filter(({ name }) => mayMeasure(called, name)).slice(0, MOST_NAMES);
  if (meant.length === 0) return [];
  const values = await db.execute<StoreValue & Record<string, unknown>>(sql`
    select v.kind, v.name, v.value, v.keys[1]::text as key
    from jsonb_to_recordset(${JSON.stringify(meant)}::jsonb) as t(kind text, name text)
    join search_value v on v.store_id = ${storeId} and v.kind = t.kind and v.name = t.name
    limit ${MOST_VALUES}`);
  return measuredAttributes(values, { called, kind });
}

/** Of several the one that the best of the matches tell; undefined when they tell none. */
export async function measuredFor(
  db: Drizzle,
  { ranked, matching }: Pick<Matches, 'ranked' | 'matching'>,
  candidates: MeasuredAttribute[],
): Promise<ReturnType<typeof mostTold>> {
  if (candidates.length === 0) return undefined;
  const best = ranked
    ? sql`select id from (${ranked}) as hit order by score desc, id desc limit ${BEST_HITS}`
    : sql`select s.product_id as id from product_search s where ${matching} limit ${BEST_HITS}`;
  const rows = await db.execute<{ keys: string[] }>(sql`
    select f.keys::text[] as keys from (${best}) as b join search_filter f on f.product_id = b.id`);
  return mostTold(
    candidates,
    rows.map(({ keys }) => keys),
  );
}
