import { sql } from 'drizzle-orm';
import { asTyped, isSaidAsName } from '../../shop/said-as-name.ts';
import { isBeside, isThing } from '../../shop/search-vocabulary.ts';
import type { Drizzle } from '../connection/database.ts';
import { labelled } from './search-ranking.ts';
import type { SearchTerm } from './search-terms.ts';

export interface Shown {
  terms: SearchTerm[];
  /** Of the products that will be shown; some at least. */
  ids: string[];
  /** The question as it was typed, and folded without its price. */
  typed: string;
  text?: string | undefined;
}

/**
 * What was asked for that the shop does not seem to have, as it was typed: all of it where the products that will be
 * shown only mention it in their descriptions; else the things, numbers and names that stand nowhere in the shop, and
 * all things when none of the products is called any of them. Other words that it does not know ("a decent tent") are no
 * wish that could be missed, and one that was taken for another word is none that could be told.
 */
export async function missingWords(
  db: Drizzle,
  { terms, ids, typed, text }: Shown,
): Promise<string | undefined> {
  if (!text || terms.length === 0 || ids.length === 0) return undefined;
  const told = terms.flatMap(({ said, ...term }) => {
    const word = said !== undefined && asTyped(said, typed);
    return word ? [{ ...term, said, word }] : [];
  });
  const things = thingsAsked(told, text);
  const calledSo = things.length > 0 ? sql`words @@ ${anyOf(things, 'AB')}::tsquery` : sql`true`;
  const [row] = await db.execute<{ named: boolean; called: boolean }>(sql`
    select bool_or(words @@ ${anyOf(terms, 'ABC')}::tsquery) as named, bool_or(${calledSo}) as called
    from product_search where product_id = any (${sql.param(ids)}::uuid[])`);
  if (!row?.named) return asTyped(text, typed) ?? text;
  const missing = told.filter(
    (term) =>
      (things.includes(term) && !row.called) ||
      (term.products === 0 && (things.includes(term) || isNumberOrName(term.said, typed))),
  );
  return missing.map(({ word }) => word).join(', ') || undefined;
}

/** Of the terms of a question those that name what is to be found. */
export function thingsAsked<T extends SearchTerm>(terms: T[], text: string): T[] {
  return terms.filter(({ said }) => said !== undefined && isThing(said) && !isBeside(said, text));
}

function anyOf(terms: SearchTerm[], labels: 'AB' | 'ABC'): string {
  const queries = terms.flatMap(({ alternatives }) => alternatives);
  return queries.map(({ tsquery }) => `(${labelled(tsquery, labels)})`).join(' | ');
}

function isNumberOrName(said: string, typed: string): boolean {
  return /\d/.test(said) ? said.length >= 3 : isSaidAsName(said, typed);
}
