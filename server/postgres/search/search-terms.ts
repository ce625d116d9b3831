import { type SQL, sql } from 'drizzle-orm';
import { accessoriesBeside } from '../../shop/accessories.ts';
import { withoutFunctionWords } from '../../shop/function-words.ts';
import { type MeasureWish, takeMeasuresOut } from '../../shop/measure-wishes.ts';
import { isSaidAsName } from '../../shop/said-as-name.ts';
import { understandText } from '../../shop/search-vocabulary.ts';
import type { Drizzle } from '../connection/database.ts';
import { measureAlternatives, measureRows } from './measure-terms.ts';

export interface SearchAlternative {
  /** A lexeme, several in a row (`<->`), or one of many (`|`). */
  tsquery: string;
  weight: number;
  /** It is enough that there is one: how often, and in which field, says nothing. */
  isFact?: boolean;
}

/** One idea of a question: any of `alternatives` in a product answers it, the best one counts. */
export interface SearchTerm {
  alternatives: SearchAlternative[];
  /** As it was said, in small letters without diacritics; of a measure nothing. */
  said?: string;
  /** In how many products of the store it occurs, about. */
  products: number;
}

export interface SearchTerms {
  terms: SearchTerm[];
  /** How many the store has, about. */
  products: number;
  /** At least half of the products of all stores are this one's. */
  hasMost: boolean;
  /** The question's words in a row, a tsquery. */
  phrase: string;
  /** Words for accessories that the question is not about, a tsquery. */
  accessories: string;
  /** Products that a part of what was typed names exactly. */
  exactIds: string[];
}

/** A longer question is cut here. */
const LONGEST_TEXT = 300;
const MOST_WORDS = 16;
const MOST_REFERENCES = 10;
/** Of what a question is about; what was said comes first. */
const MOST_NAMES = 4;
/** What a hit of another name for a thing is worth beside what was said. */
const OTHER_NAME = 0.7;

/**
 * Looks `text` up in the store's dictionary. Phrases of the vocabulary become one term each; of the other words, one that
 * the store does not have is taken for up to three that it has and that are a letter or two away, for two words written
 * together, or, with its neighbour, for one written apart. `asked` is the question as it was typed.
 */
export async function readSearchTerms(
  db: Drizzle,
  storeId: string,
  { text, asked }: { text: string; asked: string },
): Promise<SearchTerms> {
  const { text: cut, measures } = takeMeasuresOut(text.slice(0, LONGEST_TEXT));
  const references = referencesIn(asked);
  const read = async (words: string) => {
    const rows = await lookUp(db, storeId, { text: words, asked, measures, references });
    return rows.filter((row) => !isAnotherWord(row, asked));
  };
  const found = await read(cut);
  const respelt = respell(cut, found);
  const isUnderstoodBetter =
    understandText(respelt).concepts.length > understandText(cut).concepts.length;
  return termsOf(isUnderstoodBetter ? await read(respelt) : found);
}

/**
 * Few misspell the first letter: who does makes no other mistake ("toaster" is no "master"), and does not in a name
 * ("shoes from Nike" are no hiking shoes).
 */
function isAnotherWord({ kind, asked, spelt }: Row, typed: string): boolean {
  if (kind !== 'correction' || !asked || !spelt || asked[0] === spelt[0]) return false;
  return isSaidAsName(asked, typed) || !beginsWrong(asked, spelt);
}

/** But for a letter more, less, wrong or changed places at the beginning they are the same, in any number. */
function beginsWrong(asked: string, spelt: string): boolean {
  const [typed, meant] = [asked, spelt].map((word) => word.replace(/(?:(?<=[sxh])e)?s$/, ''));
  if (!typed || !meant) return false;
  const changed = typed.slice(1, 2) + typed.slice(0, 1) + typed.slice(2);
  const rest = typed.slice(1);
  return rest === meant || rest === meant.slice(1) || typed === meant.slice(1) || changed === meant;
}

/** The parts of a question that may be a SKU, a handle or a foreign id. */
function referencesIn(asked: string): string[] {
  const whole = asked.trim().toLowerCase();
  const parts = whole.split(/\s+/).filter((part) => part.length >= 3 && /\d/.test(part));
  return [...new Set([whole, ...parts])].slice(0, MOST_REFERENCES);
}

type Kind =
  | 'word'
  | 'correction'
  | 'phrase'
  | 'measure'
  | 'whole'
  | 'accessories'
  | 'exact'
  | 'store';

/** `query` is a tsquery, or the id of a product whose reference was typed; of the store, `weight` is its share of all products. */
interface Row extends Record<string, unknown> {
  kind: Kind;
  place: number;
  /** As it was asked, and as the dictionary writes it; of a measure see `measureRows`. */
  asked: string | null;
  spelt: string | null;
  query: string;
  weight: number;
  products: number;
}

function termsOf(rows: Row[]): SearchTerms {
  const of = (...kinds: Kind[]) => rows.filter(({ kind }) => kinds.includes(kind));
  const [store] = of('store');
  const inStore = store?.products ?? 0;
  const places = Map.groupBy(of('word', 'correction', 'phrase', 'measure'), ({ place }) => place);
  const terms = [...places.values()].map((alternatives) => {
    const occurring = alternatives.reduce((sum, { products }) => sum + products, 0);
    // What the store does not have need not be looked for in each of its products.
    const useful = occurring === 0 ? alternatives : alternatives.filter((a) => a.products > 0);
    const said = alternatives[0]?.asked ?? undefined;
    return {
      alternatives: useful.flatMap(alternativesOf),
      ...(said !== undefined && { said }),
      products: Math.min(occurring, inStore),
    };
  });
  return {
    terms,
    products: inStore,
    hasMost: (store?.weight ?? 0) >= 0.5,
    phrase: of('whole')[0]?.query ?? '',
    accessories: of('accessories')[0]?.query ?? '',
    exactIds: of('exact').map(({ query }) => query),
  };
}

function alternativesOf({ kind, spelt, query, weight }: Row): SearchAlternative[] {
  if (kind === 'measure') return measureAlternatives(query, spelt ?? '{}');
  return [{ tsquery: query, weight }];
}

/** With the likeliest correction in place of each word that the store does not have. */
function respell(text: string, rows: Row[]): string {
  let respelt = text;
  const isDone = new Set<string>();
  for (const { kind, asked, spelt } of rows) {
    if (kind !== 'correction' || asked === null || spelt === null || isDone.has(asked)) continue;
    isDone.add(asked);
    respelt = ` ${respelt} `.replaceAll(` ${asked} `, ` ${spelt} `).trim();
  }
  return respelt;
}

interface Question {
  text: string;
  /** As it was typed. */
  asked: string;
  measures: MeasureWish[];
  references: string[];
}

/** Corrections come by likelihood. */
async function lookUp(
  db: Drizzle,
  storeId: string,
  { text, asked, measures, references }: Question,
): Promise<Row[]> {
  const { concepts, rest, head } = understandText(text);
  const telling = withoutFunctionWords(rest, asked);
  // "The Who" are words too.
  const words = telling === '' && concepts.length === 0 ? rest : telling;
  // Places after those of words.
  const phrases = concepts.flatMap((names, index) =>
    names.map((phrase, order) => ({
      place: MOST_WORDS + 1 + index,
      phrase,
      weight: order === 0 ? 1 : OTHER_NAME,
    })),
  );
  return await db.execute<Row>(sql`
    with question as materialized (
      select ${storeId}::uuid as store, search_configuration_of(${storeId})::regconfig as configuration,
        search_text(${text}) as whole, search_text(${words}) as rest
    )
    select w.* from question, search_words(store, configuration, rest, ${MOST_WORDS}) as w
    union all
    select p.* from question, search_phrases(store, configuration, ${JSON.stringify(phrases)}::jsonb) as p
    ${measures.length > 0 ? sql`union all ${measureRows(measures, MOST_WORDS + 1 + concepts.length)}` : sql``}
    union all
    select 'whole', 0, null, null, phraseto_tsquery(configuration, whole)::text, 1, 0 from question
    union all
    select 'accessories', 0, null, null, ${accessoriesOf(text, head)}::text, 1, 0 from question
    union all
    select 'store', 0, null, null, '', product_count / (select greatest(sum(product_count), 1) from search_store), product_count::integer
    from search_store where store_id = ${storeId}
    union all
    select 'exact', 0, null, null, id::text, 1, 0 from search_references(${storeId}, ${sql.param(references)}::text[])`);
}

/** A tsquery for titles of things for what was asked for, which has the names `head`. */
function accessoriesOf(text: string, head: string[]): SQL {
  const { anywhere, behind } = accessoriesBeside(text);
  const anyOf = (words: string[]) =>
    sql`websearch_to_tsquery(configuration, ${words.map((word) => `"${word}"`).join(' or ')})`;
  // An empty side would leave the other one alone.
  if (behind.length === 0 || head.length === 0) return anyOf(anywhere);
  return sql`(${anyOf(anywhere)} || (${anyOf(head.slice(0, MOST_NAMES))} <-> ${anyOf(behind)}))`;
}
