import { type SQL, sql } from 'drizzle-orm';
import type { MeasureWish } from '../../shop/measure-wishes.ts';
import type { SearchAlternative } from './search-terms.ts';

/** And a measure that stands by itself, where it was said what shall measure so much: 16 GB, but of what? */
const UNNAMED = 0.3;
/** So many of a store's measures of a kind are looked for at most, the most common ones. */
const MOST_OF_A_MEASURE = 40;

/** tsqueries; `others` are the store's measures of that kind that are too small or too large. */
interface Beside {
  before: string | null;
  behind: string | null;
  others: string | null;
}

/**
 * Rows of `lookUp` for wishes, from `firstPlace` on: any measure in the store's dictionary that fulfils a wish, and in
 * `spelt` a `Beside`. None where nothing there does. `question` is in scope.
 */
export function measureRows(wishes: MeasureWish[], firstPlace: number): SQL {
  const wanted = wishes.map(({ units, least = 0, most, of }, index) => ({
    place: firstPlace + index,
    spellings: Object.keys(units),
    units,
    least,
    most,
    before: of?.before.join(' '),
    behind: of?.behind.join(' '),
  }));
  const anyOf = (words: SQL) =>
    sql`(select string_agg(quote_literal(lexeme), ' | ') from unnest(to_tsvector(configuration, ${words})))`;
  const measures = (fit: SQL) =>
    sql`string_agg(quote_literal(k.lexeme), ' | ') filter (where ${fit})`;
  return sql`
    select 'measure', m.place, null,
      json_build_object('before', ${anyOf(sql`m.before`)}, 'behind', ${anyOf(sql`m.behind`)}, 'others', ${measures(sql`not k.fits`)})::text,
      ${measures(sql`k.fits`)}, 1, (sum(k.product_count) filter (where k.fits))::integer
    from question, jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        as m(place integer, spellings text[], units jsonb, least numeric, most numeric, before text, behind text),
      lateral (
        select lexeme, product_count, fits, row_number() over (partition by fits order by product_count desc, lexeme) as nth
        from (
            select word, search_unit(word) as unit, lexeme, product_count from search_word
            where store_id = store and search_unit(word) is not null and search_unit(word) = any (m.spellings) offset 0
          ) as measured,
          lateral (
            select replace(left(word, -length(unit)), 'p', '.')::numeric * (m.units ->> unit)::numeric
              between m.least and coalesce(m.most, 'infinity') as fits offset 0
          ) as measure
      ) as k
    where k.nth <= ${MOST_OF_A_MEASURE}
    group by m.place, m.before, m.behind, configuration
    having bool_or(k.fits)`;
}

/** What answers such a row: the measure of what was said, or for less such a measure of whatever. */
export function measureAlternatives(query: string, spelt: string): SearchAlternative[] {
  const { before, behind, others } = JSON.parse(spelt) as Beside;
  const anywhere = { tsquery: query, weight: 1, isFact: true };
  if (!before || !behind) return [anywhere];
  const led = `((${before}) <-> (${query})) | ((${before}) <2> (${query}))`;
  // "8 GB RAM 512 GB SSD" has no 512 GB of RAM.
  const isOf = others ? `(${led}) & !((${others}) <-> (${before}) <-> (${query}))` : led;
  return [
    { tsquery: `(${isOf}) | ((${query}) <-> (${behind}))`, weight: 1, isFact: true },
    { ...anywhere, weight: UNNAMED },
  ];
}
