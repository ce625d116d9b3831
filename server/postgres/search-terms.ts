import { sql } from 'drizzle-orm';
import { understandText } from '../shop/search-vocabulary.ts';
import type { Drizzle } from './database.ts';

/** One idea of a question: any of `alternatives` in a product answers it, the best one counts. */
export interface SearchTerm {
  alternatives: { tsquery: string; weight: number }[];
  /** In how many products of the store it occurs, about. */
  products: number;
}

/** What a store's index looks like on the whole. */
export interface IndexFacts {
  products: number;
  titleLength: number;
  categoryLength: number;
  detailLength: number;
  textLength: number;
}

export interface SearchTerms {
  terms: SearchTerm[];
  facts: IndexFacts;
}

/** A longer question is cut here. */
const LONGEST_TEXT = 300;
const MOST_WORDS = 16;
/** What a hit of another name for a thing is worth beside what was said. */
const OTHER_NAME = 0.7;

/**
 * Looks a question up in the store's dictionary. Phrases of the vocabulary become one term each; of the other words,
 * one that the store does not have is taken for up to three that it has and that are a letter or two away, for two
 * words written together, or, with its neighbour, for one written apart.
 */
export async function readSearchTerms(
  db: Drizzle,
  storeId: string,
  text: string,
): Promise<SearchTerms> {
  const { concepts, rest } = understandText(text.slice(0, LONGEST_TEXT));
  const [facts, words, phrases] = await Promise.all([
    readFacts(db, storeId),
    readWords(db, storeId, rest),
    readPhrases(db, storeId, concepts),
  ]);
  const places = Map.groupBy([...words, ...phrases], ({ place }) => place);
  const terms = [...places.values()].map((rows) => {
    const occurring = rows.reduce((sum, row) => sum + row.products, 0);
    return {
      alternatives: rows.map(({ tsquery, weight }) => ({ tsquery, weight })),
      products: Math.min(occurring, facts.products),
    };
  });
  return { terms, facts };
}

interface TermRow extends Record<string, unknown> {
  place: number;
  tsquery: string;
  weight: number;
  products: number;
}

async function readFacts(db: Drizzle, storeId: string): Promise<IndexFacts> {
  const [row] = await db.execute<Record<string, number>>(sql`
    select product_count, title_length, category_length, detail_length, text_length
    from search_store where store_id = ${storeId}`);
  return {
    products: row?.product_count ?? 0,
    titleLength: row?.title_length ?? 1,
    categoryLength: row?.category_length ?? 1,
    detailLength: row?.detail_length ?? 1,
    textLength: row?.text_length ?? 1,
  };
}

async function readWords(db: Drizzle, storeId: string, rest: string): Promise<TermRow[]> {
  if (rest === '') return [];
  return await db.execute<TermRow>(sql`
    with asked as materialized (
      select row_number() over (order by w.positions[1])::int as place, w.lexeme as word,
        coalesce((ts_lexize('public.aisle_stem', w.lexeme))[1], w.lexeme) as lexeme
      from unnest(to_tsvector('simple', search_text(${rest}))) as w(lexeme, positions, weights)
      order by place limit ${MOST_WORDS}
    ), known as materialized (
      select a.place, a.word, a.lexeme, coalesce(w.product_count, 0) as products
      from asked a left join search_word w on w.store_id = ${storeId} and w.word = a.lexeme
    ), unknown as materialized (
      select place, word from known
      where products = 0 and length(word) between 4 and 30 and word !~ '[0-9]'
    )
    select place, quote_literal(lexeme) as tsquery, 1::float8 as weight, products from known
    union all
    select u.place, quote_literal(near.lexeme), 0.85 - 0.15 * near.distance, near.products
    from unknown u cross join lateral (
      select c.lexeme, min(c.distance) as distance, max(c.product_count) as products
      from (
        select w.lexeme, w.product_count, left(w.word, 1) = left(u.word, 1) as same_start,
          case when w.letters = search_letters(u.word) then 1
            else levenshtein_less_equal(w.word, u.word, 2) end as distance
        from search_word w
        where w.store_id = ${storeId} and (
          w.word % u.word
          or w.letters = search_letters(u.word)
          or (left(w.word, 1) = left(u.word, 1) and length(w.word) between length(u.word) - 1 and length(u.word) + 1))
      ) as c
      where c.distance <= case when length(u.word) <= 5 then 1 else 2 end
      group by c.lexeme
      order by min(c.distance), bool_or(c.same_start) desc, max(c.product_count) desc, c.lexeme
      limit 3
    ) as near
    union all
    select p.place, quote_literal(w.lexeme), 0.9, w.product_count
    from asked a join asked b on b.place = a.place + 1
    join search_word w on w.store_id = ${storeId} and w.word = a.word || b.word
    cross join unnest(array[a.place, b.place]) as p(place)
    union all
    select u.place, quote_literal(l.lexeme) || ' <-> ' || quote_literal(r.lexeme), 0.9,
      least(l.product_count, r.product_count)
    from unknown u cross join generate_series(3, length(u.word) - 3) as cut
    join search_word l on l.store_id = ${storeId} and l.word = left(u.word, cut)
    join search_word r on r.store_id = ${storeId} and r.word = substr(u.word, cut + 1)`);
}

/** Places after those of words. A phrase occurs at most as often as its rarest word. */
async function readPhrases(db: Drizzle, storeId: string, concepts: string[][]): Promise<TermRow[]> {
  if (concepts.length === 0) return [];
  const phrases = concepts.flatMap((names, index) =>
    names.map((phrase, order) => ({
      place: MOST_WORDS + 1 + index,
      phrase,
      weight: order === 0 ? 1 : OTHER_NAME,
    })),
  );
  return await db.execute<TermRow>(sql`
    select p.place, phraseto_tsquery('public.aisle_words', search_text(p.phrase))::text as tsquery,
      p.weight,
      (select min(coalesce(w.product_count, 0))
        from unnest(tsvector_to_array(search_vector(p.phrase))) as said(part)
        left join search_word w on w.store_id = ${storeId} and w.word = said.part)::int as products
    from jsonb_to_recordset(${JSON.stringify(phrases)}::jsonb) as p(place int, phrase text, weight float8)`);
}
