import { type SQL, sql } from 'drizzle-orm';
import { accessoriesBeside } from '../shop/search-vocabulary.ts';
import type { IndexFacts, SearchTerm, SearchTerms } from './search-terms.ts';

/** Products scored for one question at most. */
export const CANDIDATES = 3_000;

const TITLE_WEIGHT = 5;
const CATEGORY_WEIGHT = 5;
const DETAIL_WEIGHT = 2;
const TEXT_WEIGHT = 1;
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const PHRASE_BONUS = 1.3;
const CATEGORY_BONUS = 0.5;
const ACCESSORY_SHARE = 0.65;

/**
 * A tsquery for the products worth scoring. Terms are taken from the rarest on while they fit the budget, so that
 * common words cannot make it slow; when not even the rarest fits, the products that have every term are.
 */
export function candidateQuery(storeId: string, { terms }: SearchTerms): string {
  const loose = ({ alternatives }: SearchTerm) =>
    `(${alternatives.map(({ tsquery }) => unordered(tsquery)).join(' | ')})`;
  const byRarity = terms.toSorted((a, b) => a.products - b.products);
  let products = 0;
  const affordable = byRarity.filter((term) => {
    products += term.products;
    return products <= CANDIDATES;
  });
  const wanted =
    affordable.length > 0 ? affordable.map(loose).join(' | ') : byRarity.map(loose).join(' & ');
  return wanted === '' ? '' : `'store:${storeId}' & (${wanted})`;
}

/** `words` has no positions: there a phrase is all of its words. */
function unordered(tsquery: string): string {
  return `(${tsquery.replaceAll('<->', '&')})`;
}

/**
 * How well the product in row `c` of `product_search` answers (BM25F in SQL):
 * - a term counts by how rare it is in the store, by the field it stands in (title, brand and categories, then
 *   tags, options and attributes, then the description), and less in long fields than in short ones;
 * - the sum is multiplied by the share of the question's terms that occur at all, by a little more when the words
 *   stand in the title as they were asked and when they name its category, and by less for an accessory
 *   ("laptop bag") that nobody asked for.
 */
export function relevance({ terms, facts }: SearchTerms, text: string): SQL {
  if (terms.length === 0) return sql`0::float8`;
  const names = terms.map((_, index) => sql.identifier(`term_${index}`));
  const scores = terms.map((term, index) => sql`${termScore(term, facts)} as ${names[index]}`);
  const sum = sql.join(names, sql` + `);
  const hits = sql.join(
    names.map((name) => sql`(${name} > 0)::int`),
    sql` + `,
  );
  // "offset 0" keeps Postgres from working an expression out again wherever its name stands.
  return sql`(
    select (${sum}) * (${hits}) / ${terms.length}::float8
      * ${phraseBonus(text)} * ${categoryBonus(terms)} * ${accessoryShare(text)}
    from (select ${fieldWeights(facts)} offset 0) as field,
      lateral (select ${sql.join(scores, sql`, `)} offset 0) as term)`;
}

/** What one hit in a field is worth, by the field's length. */
function fieldWeights(facts: IndexFacts): SQL {
  const weight = (name: string, factor: number, average: number) => {
    const length = sql`c.${sql.identifier(`${name}_length`)} / ${average}::float8`;
    const norm = sql`(${1 - LENGTH_SHARE}::float8 + ${LENGTH_SHARE}::float8 * ${length})`;
    return sql`${factor}::float8 / (${factor}::float8 + ${SATURATION}::float8 * ${norm})
      as ${sql.identifier(`${name}_weight`)}`;
  };
  return sql.join(
    [
      weight('title', TITLE_WEIGHT, facts.titleLength),
      weight('category', CATEGORY_WEIGHT, facts.categoryLength),
      weight('detail', DETAIL_WEIGHT, facts.detailLength),
      weight('text', TEXT_WEIGHT, facts.textLength),
    ],
    sql`, `,
  );
}

/** The best hit of the best alternative. */
function termScore({ alternatives, products }: SearchTerm, facts: IndexFacts): SQL {
  const total = Math.max(facts.products, products);
  const rarity = Math.log(1 + (total - products + 0.5) / (products + 0.5));
  const hits = alternatives.flatMap(({ tsquery, weight }) => {
    const hit = (words: string, query: string, fieldWeight: string) => sql`case
      when c.${sql.identifier(words)} @@ ${query}::tsquery
      then ${weight * rarity}::float8 * field.${sql.identifier(fieldWeight)} else 0 end`;
    return [
      hit('title_words', tsquery, 'title_weight'),
      hit('category_words', tsquery, 'category_weight'),
      hit('detail_words', tsquery, 'detail_weight'),
      hit('words', unordered(tsquery), 'text_weight'),
    ];
  });
  return sql`greatest(${sql.join(hits, sql`, `)})`;
}

function phraseBonus(text: string): SQL {
  return sql`case
    when c.title_words @@ phraseto_tsquery('public.aisle_words', search_text(${text}))
    then ${PHRASE_BONUS}::float8 else 1 end`;
}

/** By the share of the terms that the product's categories answer. */
function categoryBonus(terms: SearchTerm[]): SQL {
  const answered = terms.map(({ alternatives }) => {
    const any = alternatives.map(({ tsquery }) => `(${tsquery})`).join(' | ');
    return sql`(c.category_words @@ ${any}::tsquery)::int`;
  });
  const share = sql`(${sql.join(answered, sql` + `)}) / ${terms.length}::float8`;
  return sql`(1 + ${CATEGORY_BONUS}::float8 * ${share})`;
}

function accessoryShare(text: string): SQL {
  const words = accessoriesBeside(text).map((word) => `"${word}"`);
  return sql`case
    when c.title_words @@ websearch_to_tsquery('public.aisle_words', ${words.join(' or ')})
    then ${ACCESSORY_SHARE}::float8 else 1 end`;
}
