import { type SQL, sql } from 'drizzle-orm';
import type { SearchAlternative, SearchTerm, SearchTerms } from './search-terms.ts';

/** Products scored for one question at most. */
export const CANDIDATES = 500;

const TITLE_WEIGHT = 5;
const CATEGORY_WEIGHT = 5;
const DETAIL_WEIGHT = 2;
const TEXT_WEIGHT = 1;
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const PHRASE_BONUS = 1.3;
const CATEGORY_BONUS = 0.5;
const ACCESSORY_SHARE = 0.65;
/** Looking for dozens of words in each title takes longer than all the rest of the score: it is done for the best hits. */
const TITLES_READ = 60;

/**
 * tsqueries for the products worth scoring; whoever takes them in this order and stops at `CANDIDATES` has the best ones,
 * however common the words are and however big the store is. Words that are rare enough to score every product that has
 * one come first. Where there are others, those that are called all the others follow, then those that have all of them
 * somewhere, then those that have the rarest of them; none of them twice. Facts alone are looked for where no word was
 * said. Other stores' products may be among them.
 */
export function candidateQueries(storeId: string, { terms, hasMost }: SearchTerms): string[] {
  const said = terms.filter((term) => !isFact(term));
  const byRarity = (said.length > 0 ? said : terms).toSorted((a, b) => a.products - b.products);
  const all = rarestWithin(byRarity, CANDIDATES);
  const rare = all.length === byRarity.length ? all : rarestWithin(byRarity, CANDIDATES / 2);
  // A lexeme that most products have makes the index slower and leaves hardly a product out.
  const ofStore = (query: string) => (hasMost ? query : `'store:${storeId}' & ${query}`);
  const common = terms.filter((term) => !rare.includes(term));
  const anyRare = `(${rare.map((term) => anyOf(term, asWord)).join(' | ')})`;
  if (rare.length === 0) return commonQueries(common).map(ofStore);
  if (rare.length === byRarity.length) return [ofStore(anyRare)];
  return [anyRare, ...commonQueries(common).map((query) => `${query} & !${anyRare}`)].map(ofStore);
}

/** Of terms by rarity, as many of the first as have no more products than this together. */
function rarestWithin(byRarity: SearchTerm[], most: number): SearchTerm[] {
  let products = 0;
  return byRarity.filter((term) => {
    products += term.products;
    return products <= most;
  });
}

function commonQueries(terms: SearchTerm[]): string[] {
  const said = terms.filter((term) => !isFact(term));
  const [rarest] = (said.length > 0 ? said : terms).toSorted((a, b) => a.products - b.products);
  if (!rarest) return [];
  // Of dozens of measures each is one more to look up: none stands in a query twice.
  const facts = terms.filter(isFact).map((term) => anyOf(term, asWord));
  const having = said.map((term) => anyOf(term, asWord));
  const called = and(said.map((term) => anyOf(term, asName)));
  const isNamed = said.length > 0;
  return [
    ...(isNamed ? [and([called, ...facts])] : []),
    and([...having, ...(isNamed ? [`!${called}`] : []), ...facts]),
    ...(terms.length > 1 ? [`${anyOf(rarest, asWord)} & !${and([...having, ...facts])}`] : []),
  ];
}

/** A tsquery for what is called any of the terms: in its title, its brand or its categories. */
export function calledAny(terms: SearchTerm[]): string {
  return terms.map((term) => anyOf(term, asName)).join(' | ');
}

const and = (queries: string[]) => `(${queries.join(' & ')})`;

/** What was asked for is a measure, and not a word. */
const isFact = ({ alternatives }: SearchTerm) => alternatives.some((one) => one.isFact);

/** Of a fact the last alternative is the loosest. */
function anyOf({ alternatives }: SearchTerm, spell: (tsquery: string) => string): string {
  const wide = alternatives.filter((one, at) => !one.isFact || at === alternatives.length - 1);
  const queries = wide.map(({ tsquery }) => `(${spell(tsquery).replaceAll(IN_A_ROW, ' & ')})`);
  return `(${queries.join(' | ')})`;
}

/** The index knows no positions: there a phrase is all of its words. */
const IN_A_ROW = / <\d*-?> /g;
const asWord = (tsquery: string) => tsquery;
/** Titles, brands and categories have each word a second time, marked. No lexeme has a quote in it: search_text() leaves none. */
const asName = (tsquery: string) => tsquery.replaceAll(/'([^']+)'/g, "'^$1'");

/**
 * Scores candidates, which are rows of `product_search` with `is_exact`, by how well they answer (id, is_exact, relevance; BM25F
 * in SQL):
 * - a term counts by how rare it is in the store and by the fields it stands in (title, brand and categories, then tags,
 *   options and attributes, then the description), less in long fields than in short ones, and by how often;
 * - the sum is multiplied by the share of the question's terms that occur at all, by a little more when the words
 *   stand in the title as they were asked and when they name its category, and by less for an accessory
 *   ("laptop bag") that nobody asked for. When `all` is not said, that is looked at for the sixty best alone, and the
 *   others count as accessories: they stay behind those.
 */
export function scoredBy(
  found: SearchTerms,
  { storeId, all }: { storeId: string; all: boolean },
): (candidates: SQL) => SQL {
  const { terms, products, phrase, accessories } = found;
  const names = terms.map((_, index) => sql.identifier(`term_${index}`));
  const rarities = raritiesOf(terms, products);
  const scores = terms.map(
    ({ alternatives }, index) =>
      sql`, ${scoreOf(alternatives, rarities[index]!)} as ${names[index]}`,
  );
  const sum = sql.join([sql`0::float8`, ...names], sql` + `);
  const hits = sql.join([sql`0`, ...names.map((name) => sql`(${name} > 0)::int`)], sql` + `);
  const read = whenTitled('r.words', accessories, ACCESSORY_SHARE);
  const unread = sql`r.place > ${constant(TITLES_READ)}`;
  const accessoryShare =
    all || accessories === ''
      ? read
      : sql`case when ${unread} then ${constant(ACCESSORY_SHARE)} else ${read} end`;
  // "offset 0" keeps Postgres from working an expression out again wherever its name stands.
  return (candidates) => sql`
    select r.id, r.is_exact, r.relevance * ${accessoryShare} as relevance
    from (
      select id, is_exact, words, relevance, row_number() over (order by relevance desc, id) as place
      from (
        select id, is_exact, words, (${sum}) * (${hits}) * share as relevance
        from (
          select c.product_id as id, c.is_exact, c.words${sql.join(scores)},
            ${categoryBonus(terms)} * ${whenTitled('c.words', phrase, PHRASE_BONUS)}
              / ${constant(Math.max(1, terms.length))} as share
          from (
            select s.*, ${FIELD_WEIGHTS} as weights
            from (${candidates}) as s, search_store f where f.store_id = ${storeId} offset 0
          ) as c offset 0
        ) as scored offset 0
      ) as placed
    ) as r`;
}

const HEAVIEST = Math.max(TITLE_WEIGHT, CATEGORY_WEIGHT, DETAIL_WEIGHT, TEXT_WEIGHT);
/** ts_rank gives one hit 6/π² of its weight and approaches the whole with more of them. */
const RANK_OF_ONE_HIT = 6 / Math.PI ** 2;
const WHOLE = HEAVIEST / (1 - LENGTH_SHARE) / RANK_OF_ONE_HIT;

/** As one hit in details of the usual length. */
const FACT_SCORE = 1 - SATURATION / (SATURATION + DETAIL_WEIGHT);

/** What a hit in each field is worth by the field's length, for ts_rank: {D, C, B, A}, none above 1. */
const FIELD_WEIGHTS = sql`array[${sql.join(
  [
    fieldWeight('text_length', TEXT_WEIGHT),
    fieldWeight('detail_length', DETAIL_WEIGHT),
    fieldWeight('category_length', CATEGORY_WEIGHT),
    fieldWeight('title_length', TITLE_WEIGHT),
  ],
  sql`, `,
)}]`;

function fieldWeight(name: string, factor: number): SQL {
  const length = sql`s.${sql.identifier(name)} / f.${sql.identifier(name)}`;
  const norm = sql`(${constant(1 - LENGTH_SHARE)} + ${constant(LENGTH_SHARE)} * ${length})`;
  return sql`(${constant((factor * (1 - LENGTH_SHARE)) / HEAVIEST)} / ${norm})::real`;
}

/**
 * What terms are worth. Who asks for a fact means it, however many products fulfil it; but it tells no more than the most
 * telling word does: a light laptop is a laptop first.
 */
function raritiesOf(terms: SearchTerm[], inStore: number): number[] {
  const rarity = (products: number) => {
    const total = Math.max(inStore, products);
    return Math.log(1 + (total - products + 0.5) / (products + 0.5));
  };
  const words = terms.filter((term) => !isFact(term)).map(({ products }) => rarity(products));
  const ofFacts = words.length > 0 ? Math.max(...words) : 1;
  return terms.map((term) => (isFact(term) ? ofFacts : rarity(term.products)));
}

/** The best alternative; hits count less and less the more there are. */
function scoreOf(alternatives: SearchAlternative[], rarity: number): SQL {
  const hits = alternatives.map(({ tsquery, weight, isFact }) => {
    if (isFact) {
      const score = weight * rarity * FACT_SCORE;
      return sql`case when c.words @@ ${tsquery}::tsquery then ${score}::float8 else 0 end`;
    }
    const words = tsquery.replaceAll(IN_A_ROW, ' | ');
    const rank = sql`ts_rank(c.weights, c.words, ${words}::tsquery) * ${constant(WHOLE)}`;
    const score = sql`${weight * rarity}::float8 * (1 - ${constant(SATURATION)} / (${constant(SATURATION)} + ${rank}))`;
    return words === tsquery
      ? score
      : sql`case when c.words @@ ${tsquery}::tsquery then ${score} else 0 end`;
  });
  return sql`greatest(${sql.join(hits, sql`, `)})`;
}

/** By the share of the terms that the product's categories answer. */
function categoryBonus(terms: SearchTerm[]): SQL {
  if (terms.length === 0) return sql`1::float8`;
  const answered = terms.map(({ alternatives }) => {
    const any = alternatives.map(({ tsquery }) => `(${labelled(tsquery, 'B')})`).join(' | ');
    return sql`(c.words @@ ${any}::tsquery)::int`;
  });
  const share = sql`(${sql.join(answered, sql` + `)}) / ${constant(terms.length)}`;
  return sql`(1 + ${constant(CATEGORY_BONUS)} * ${share})`;
}

function whenTitled(words: string, tsquery: string, factor: number): SQL {
  if (tsquery === '') return sql`1`;
  return sql`case when ${sql.raw(words)} @@ ${labelled(tsquery, 'A')}::tsquery then ${constant(factor)} else 1 end`;
}

/** Only where it stands in the fields with these labels. */
export function labelled(tsquery: string, label: 'A' | 'B' | 'AB' | 'AC' | 'ABC'): string {
  return tsquery.replaceAll(/'[^']+'/g, `$&:${label}`);
}

/** Of the formula, not of the question: in the text of the statement, so that the server knows it again. */
function constant(number: number): SQL {
  return sql.raw(`${number}::float8`);
}
