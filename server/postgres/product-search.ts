import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../errors.ts';
import type { ProductQuery } from '../shop/catalog.ts';
import { parseProductQuery } from '../shop/parse-product-query.ts';
import type { Drizzle } from './database.ts';
import { type PageEnd, readCursor, scoreOf, writeCursor } from './search-cursor.ts';
import {
  type IndexFacts,
  readSearchTerms,
  type SearchTerm,
  type SearchTerms,
} from './search-terms.ts';

/**
 * How products are ranked (BM25F in SQL; the words lie in `product_search`, migration 0007):
 * - a term counts by how rare it is in the store, by the field it stands in (title and brand, then categories,
 *   tags, options and attributes, then the description), and less in long fields than in short ones;
 * - the sum is multiplied by the share of the question's terms that occur at all, and by a little more when the
 *   words stand in the title as they were asked;
 * - a product whose handle, SKU, barcode or foreign id was typed comes before all others.
 * Only products with the rarest terms are scored, up to a budget, so that common words cannot make it slow.
 */
export interface FoundIds {
  ids: string[];
  nextCursor?: string;
}

const CANDIDATES = 3_000;
const TITLE_WEIGHT = 5;
const DETAIL_WEIGHT = 2;
const TEXT_WEIGHT = 1;
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const PHRASE_BONUS = 1.15;
const EXACT_BONUS = 1_000;
/** Hits worse than this share of the best one only have a common word in common with the question. */
const WORST_SHARE = 0.12;

/** Ids of the products that answer `query`, best first; see `Catalog.search`. */
export async function searchProducts(
  db: Drizzle,
  storeId: string,
  query: ProductQuery,
): Promise<FoundIds> {
  const after = readCursor(storeId, query);
  refuseNul(query);
  const { text, ...limits } = parseProductQuery(query.text ?? '', await currencyOf(db, storeId));
  const hasOwnLimits = query.minPrice !== undefined || query.maxPrice !== undefined;
  const filters = matching(storeId, hasOwnLimits ? query : { ...query, ...limits });
  const page = { after, limit: query.limit, filters };
  const rows =
    text === ''
      ? await browse(db, storeId, page)
      : await rank(db, storeId, { ...page, text, asked: query.text ?? '' });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const nextCursor =
    rows.length > query.limit && last ? writeCursor(storeId, query, last) : undefined;
  return { ids: shown.map(({ id }) => id), nextCursor };
}

/** Postgres has no NUL in text, so nothing of ours can have it. */
function refuseNul({ text = '', category = '', brand = '' }: ProductQuery): void {
  if (!`${text}${category}${brand}`.includes('\0')) return;
  throw new AppError('invalid_request', 'The search holds a NUL character.');
}

async function currencyOf(db: Drizzle, storeId: string): Promise<string> {
  const [row] = await db.execute<{ currency: string }>(
    sql`select currency from store where id = ${storeId}`,
  );
  if (!row) throw new AppError('not_found', 'There is no such store.');
  return row.currency;
}

interface Page {
  after: PageEnd | undefined;
  limit: number;
  filters: SQL;
}

/** Conditions on `s`, the product's row of `product_search`. Price and availability must be of one variant. */
function matching(storeId: string, query: ProductQuery): SQL {
  const conditions = [sql`s.store_id = ${storeId}`];
  if (query.category !== undefined) {
    const path = sql`(select string_agg(search_key(part), ' > ' order by place)
      from unnest(string_to_array(${query.category}, '>')) with ordinality as p(part, place))`;
    conditions.push(sql`s.category_keys @> array[${path}]`);
  }
  if (query.brand !== undefined) conditions.push(sql`s.brand_key = search_key(${query.brand})`);
  const variant = [sql`v.store_id = ${storeId} and v.product_id = s.product_id`];
  if (query.minPrice !== undefined) variant.push(sql`v.price >= ${query.minPrice}`);
  if (query.maxPrice !== undefined) variant.push(sql`v.price <= ${query.maxPrice}`);
  if (query.available) variant.push(AVAILABLE);
  conditions.push(sql`exists (select from variant v where ${sql.join(variant, sql` and `)})`);
  return sql.join(conditions, sql` and `);
}

/** As `stockedAvailability` says. */
const AVAILABLE = sql`v.available
  and (v.stock is distinct from 0 or v.availability_status in ('backorder', 'preorder'))`;

interface RankedRow extends PageEnd, Record<string, unknown> {}

/** Everything, by title. */
async function browse(db: Drizzle, storeId: string, { after, limit, filters }: Page) {
  const position = after
    ? sql`and (p.title, p.id) > (${after.rank}, ${after.id}::uuid)`
    : sql.empty();
  return await db.execute<RankedRow>(sql`
    select p.id, p.title as rank
    from product p join product_search s on s.product_id = p.id
    where p.store_id = ${storeId} and ${filters} ${position}
    order by p.title, p.id limit ${limit + 1}`);
}

async function rank(
  db: Drizzle,
  storeId: string,
  { after, limit, filters, text, asked }: Page & { text: string; asked: string },
): Promise<RankedRow[]> {
  const [found, exact] = await Promise.all([
    readSearchTerms(db, storeId, text),
    exactMatches(db, storeId, asked),
  ]);
  if (found.terms.length === 0 && exact.length === 0) return [];
  const exactIds = sql`${sql.param(exact)}::uuid[]`;
  const position = after
    ? sql`and (score, id) < (${scoreOf(after)}::numeric, ${after.id}::uuid)`
    : sql.empty();
  return await db.execute<RankedRow>(sql`
    with candidate as (
      select s.product_id, s.title_words, s.detail_words, s.words, ${fieldWeights(found.facts)}
      from product_search s
      where (s.words @@ ${candidateQuery(storeId, found)}::tsquery or s.product_id = any (${exactIds}))
        and ${filters}
      limit ${CANDIDATES}
    ), answered as materialized (
      select c.product_id as id, ${termColumns(found.terms, found.facts)}
        case when c.title_words @@ phraseto_tsquery('public.aisle_words', search_text(${text}))
          then ${PHRASE_BONUS}::float8 else 1 end as phrase_bonus,
        case when c.product_id = any (${exactIds}) then ${EXACT_BONUS} else 0 end as exact_bonus
      from candidate c
    ), scored as (
      select id, round((${score(found.terms)} * phrase_bonus + exact_bonus)::numeric, 6) as score
      from answered
    ), best as (select max(score) as score from scored)
    select id, score::text as rank from scored
    where score >= (select score from best) * ${WORST_SHARE} ${position}
    order by score desc, id desc limit ${limit + 1}`);
}

/** Products that a part of what was typed names exactly. */
async function exactMatches(db: Drizzle, storeId: string, asked: string): Promise<string[]> {
  const whole = asked.trim().toLowerCase();
  const parts = whole.split(/\s+/).filter((part) => part.length >= 3 && /\d/.test(part));
  const refs = [...new Set([whole, ...parts])].slice(0, 10);
  const names = sql`${sql.param(refs)}::text[]`;
  const rows = await db.execute<{ id: string }>(sql`
    select product_id as id from variant where store_id = ${storeId} and lower(sku) = any (${names})
    union
    select id from product where store_id = ${storeId} and (handle = any (${names}) or external_id = any (${names}))`);
  return rows.map(({ id }) => id);
}

/**
 * A tsquery for the products worth scoring. Terms are taken from the rarest on while they fit the budget;
 * when not even the rarest fits, the products that have every term are.
 */
function candidateQuery(storeId: string, { terms }: SearchTerms): string {
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
  const own = `'store:${storeId}'`;
  return wanted === '' ? "''" : `${own} & (${wanted})`;
}

/** `words` has no positions: there a phrase is all of its words. */
function unordered(tsquery: string): string {
  return `(${tsquery.replaceAll('<->', '&')})`;
}

/** What one hit in a field is worth, by the field's length. */
function fieldWeights({ titleLength, detailLength, textLength }: IndexFacts): SQL {
  const weight = (name: string, factor: number, average: number) =>
    sql`${factor}::float8 / (${factor}::float8 + ${SATURATION}::float8 *
      (${1 - LENGTH_SHARE}::float8 + ${LENGTH_SHARE}::float8 * s.${sql.identifier(`${name}_length`)} / ${average}::float8))
      as ${sql.identifier(`${name}_weight`)}`;
  return sql.join(
    [
      weight('title', TITLE_WEIGHT, titleLength),
      weight('detail', DETAIL_WEIGHT, detailLength),
      weight('text', TEXT_WEIGHT, textLength),
    ],
    sql`, `,
  );
}

const termColumn = (index: number) => sql.identifier(`term_${index}`);

function termColumns(terms: SearchTerm[], facts: IndexFacts): SQL {
  return sql.join(
    terms.map((term, index) => sql`${termScore(term, facts)} as ${termColumn(index)}, `),
  );
}

function score(terms: SearchTerm[]): SQL {
  if (terms.length === 0) return sql`0`;
  const columns = terms.map((_, index) => termColumn(index));
  const sum = sql.join(columns, sql` + `);
  const hits = sql.join(
    columns.map((column) => sql`(${column} > 0)::int`),
    sql` + `,
  );
  return sql`(${sum}) * (${hits}) / ${terms.length}::float8`;
}

function termScore({ alternatives, products }: SearchTerm, facts: IndexFacts): SQL {
  const total = Math.max(facts.products, products);
  const rarity = Math.log(1 + (total - products + 0.5) / (products + 0.5));
  const hits = alternatives.map(
    ({ tsquery, weight }) => sql`case
      when c.title_words @@ ${tsquery}::tsquery then ${weight * rarity}::float8 * c.title_weight
      when c.detail_words @@ ${tsquery}::tsquery then ${weight * rarity}::float8 * c.detail_weight
      when c.words @@ ${unordered(tsquery)}::tsquery then ${weight * rarity}::float8 * c.text_weight
      else 0 end`,
  );
  return sql`greatest(${sql.join(hits, sql`, `)})`;
}
