import { sql } from 'drizzle-orm';
import { oppositesIn, understandText } from '../../shop/search-vocabulary.ts';
import type { Drizzle } from '../connection/database.ts';
import { labelled } from './search-ranking.ts';

/** More would be a list of brands; a longer name is none. */
const MOST_UNWANTED = 10;
const LONGEST_NAME = 100;

/** "No frost", "không dây": a title that says so names what the thing has none of. */
const NONE = `('no' | 'non' | 'without' | 'khong')`;

/**
 * tsqueries for products whose title or brand has all words of a name: other words for the same in the vocabulary count,
 * and of "Samsung phone" only "Samsung", which was meant.
 */
export async function readUnwanted(
  db: Drizzle,
  storeId: string,
  names: string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  const asked = names.slice(0, MOST_UNWANTED).flatMap((name, place) => {
    const { concepts, rest } = understandText(name.slice(0, LONGEST_NAME));
    const parts = rest === '' ? concepts : rest.split(' ').map((word) => [word]);
    return parts.flatMap((phrases, part) => phrases.map((phrase) => ({ place, part, phrase })));
  });
  const rows = await db.execute<{ place: number; part: number; query: string }>(sql`
    select place, part, phraseto_tsquery(search_configuration_of(${storeId})::regconfig, search_text(phrase))::text as query
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as t(place int, part int, phrase text)`);
  const found = Map.groupBy(
    rows.filter(({ query }) => query !== ''),
    ({ place }) => place,
  );
  return [...found.values()].map((ofName) => {
    const parts = Map.groupBy(ofName, ({ part }) => part);
    return [...parts.values()].map((alternatives) => anyOf(alternatives)).join(' & ');
  });
}

/** tsqueries for what titles, options or attributes say to be the opposite of what `text` asks for, and not that as well. */
export async function readOpposites(db: Drizzle, storeId: string, text: string): Promise<string[]> {
  const opposites = oppositesIn(text);
  if (opposites.length === 0) return [];
  const asked = opposites.flatMap(({ is, unless }, place) => [
    ...is.map((phrase) => ({ place, wanted: false, phrase })),
    ...unless.map((phrase) => ({ place, wanted: true, phrase })),
  ]);
  const rows = await db.execute<{ place: number; wanted: boolean; query: string }>(sql`
    select place, wanted, phraseto_tsquery(search_configuration_of(${storeId})::regconfig, search_text(phrase))::text as query
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as t(place int, wanted boolean, phrase text)`);
  return opposites.map((_, at) => {
    const either = (isWanted: boolean) =>
      rows
        .filter(({ place, wanted, query }) => place === at && wanted === isWanted && query !== '')
        .map(({ query }) => `(${labelled(`(${query})`, 'AC')})`)
        .join(' | ');
    return `(${either(false)}) & !(${either(true)})`;
  });
}

function anyOf(alternatives: { query: string }[]): string {
  const named = alternatives.map(
    ({ query }) => `(${labelled(`(${query})`, 'A')} & !(${NONE} <-> (${query})))`,
  );
  return `(${named.join(' | ')})`;
}
