import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../errors.ts';
import type { ProductQuery } from '../shop/catalog.ts';
import { parseProductQuery } from '../shop/parse-product-query.ts';
import type { Drizzle } from './database.ts';
import { type PageEnd, readCursor, scoreOf, writeCursor } from './search-cursor.ts';
import { matching } from './search-filters.ts';
import { CANDIDATES, candidateQuery, relevance } from './search-ranking.ts';
import { readSearchTerms } from './search-terms.ts';

export interface FoundIds {
  ids: string[];
  nextCursor?: string;
}

/** Puts a product whose handle, SKU or foreign id was typed before all others. */
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
function refuseNul(query: ProductQuery): void {
  if (!JSON.stringify(query).includes('\\u0000')) return;
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
    with candidate as materialized (
      select s.*
      from product_search s
      where (s.words @@ ${candidateQuery(storeId, found)}::tsquery or s.product_id = any (${exactIds})) and ${filters}
      limit ${CANDIDATES}
    ), scored as materialized (
      select c.product_id as id, c.product_id = any (${exactIds}) as is_exact, ${relevance(found, text)} as relevance
      from candidate c
    ), rated as (
      select id, round((relevance + case when is_exact then ${EXACT_BONUS} else 0 end)::numeric, 6) as score
      from scored
      where is_exact or relevance >= (select max(relevance) from scored) * ${WORST_SHARE}
    )
    select id, score::text as rank from rated
    where score > 0 ${position}
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
