import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MissingPart, ProductSort, ProductValues } from '../../../shared/admin-products.ts';
import {
  MOST_COUNTED,
  MOST_FOUND,
  type ProductList,
  type ProductListQuery,
} from '../../admin/product-list.ts';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { findProducts } from '../search/find-products.ts';
import { readStoredProducts, rowOfProduct } from './product-facts.ts';

export function postgresProductList(db: Drizzle): ProductList {
  return {
    async page(storeId, query) {
      const after = readCursor(storeId, query);
      const found = query.text ? await idsOfWords(db, storeId, query.text) : undefined;
      const { filters, needsProduct } = filtersOf(storeId, query, found);
      const order = orderOf(query.sort ?? (found ? undefined : 'title'), found ?? []);
      const position = after ? sql`and ${isAfter(after, order)}` : sql.empty();
      const [rows, [counted]] = await Promise.all([
        db.execute<PageEnd & Record<string, unknown>>(sql`
          select p.id, ${order.told ?? order.key}::text as key
          from product_listing l ${JOIN}
          where ${filters} ${position}
          order by ${orderBy(order)} limit ${query.limit + 1}`),
        db.execute<{ count: number }>(sql`
          select count(*)::int as count from (
            select from product_listing l ${needsProduct ? JOIN : sql.empty()}
            where ${filters} limit ${MOST_COUNTED + 1}) as counted`),
      ]);
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      const ids = shown.map(({ id }) => id);
      const products = await readStoredProducts(db, storeId, ids);
      const count = counted?.count ?? 0;
      return {
        products: products.map(rowOfProduct),
        next_cursor: rows.length > query.limit && last ? writeCursor(storeId, query, last) : null,
        total: {
          count: Math.min(count, MOST_COUNTED),
          exact: count <= MOST_COUNTED && (found?.length ?? 0) < MOST_FOUND,
        },
      };
    },

    values: (storeId) => readValues(db, storeId),
  };
}

/** The best matches; a merchant's own filters are looked at afterwards. */
async function idsOfWords(db: Drizzle, storeId: string, text: string): Promise<string[]> {
  const { ids } = await findProducts(db, storeId, { text, limit: MOST_FOUND });
  return ids;
}

const JOIN = sql`join product p on p.store_id = l.store_id and p.id = l.product_id`;

/** Most of it is in the narrow rows of the listing, so that counting need not look at products. */
function filtersOf(storeId: string, query: ProductListQuery, found: string[] | undefined) {
  const { category, brand, availability, stockBelow, minPrice, maxPrice, missing } = query;
  // Between two statements of an import a product may have no variant.
  const filters = [sql`l.store_id = ${storeId} and l.min_price is not null`];
  if (found) filters.push(sql`l.product_id = any (${sql.param(found)}::uuid[])`);
  if (category !== undefined) filters.push(inCategory(storeId, category));
  if (brand !== undefined) filters.push(sql`lower(p.brand) = lower(${brand})`);
  if (availability) filters.push(sql`l.availabilities @> array[${availability}::text]`);
  if (stockBelow !== undefined) filters.push(sql`l.stock < ${stockBelow}`);
  if (minPrice !== undefined) filters.push(sql`l.max_price >= ${minPrice}`);
  if (maxPrice !== undefined) filters.push(sql`l.min_price <= ${maxPrice}`);
  if (missing) filters.push(MISSING[missing]);
  return {
    filters: sql.join(filters, sql` and `),
    needsProduct: brand !== undefined || missing === 'description',
  };
}

/** The category itself and all below it. */
function inCategory(storeId: string, category: string): SQL {
  return sql`l.product_id in (
    select pc.product_id from product_category pc join category c on c.id = pc.category_id
    where pc.store_id = ${storeId} and c.store_id = ${storeId}
      and (c.value = ${category} or starts_with(c.value, ${`${category} > `})))`;
}

const MISSING: Record<MissingPart, SQL> = {
  picture: sql`not l.has_picture`,
  description: sql`p.description = ''`,
  category: sql`not l.has_category`,
};

/** Where a page ended. */
interface PageEnd {
  key: string;
  id: string;
}

/** A key without nulls and the id that breaks ties, of one table, so that an index has both in this order. */
interface Order {
  key: SQL;
  id: SQL;
  /** The key as a cursor says it, when that is not its text, and how it is read there. */
  told?: SQL;
  read(key: string): SQL;
  descends: boolean;
}

/** In a cursor in microseconds since 1970. */
const BY_CHANGE = {
  key: sql`p.updated_at`,
  told: sql`(extract(epoch from p.updated_at) * 1000000)::bigint`,
  read: (key: string) => sql`timestamptz 'epoch' + ${key}::bigint * interval '1 microsecond'`,
};

/** Undefined: as the words were found. What is not counted comes last both ways. */
function orderOf(sort: ProductSort | undefined, found: string[]): Order {
  const ofListing = { id: sql`l.product_id`, read: (key: string) => sql`${key}::bigint` };
  const ofProduct = { id: sql`p.id` };
  const descends = sort?.startsWith('-') ?? false;
  switch (sort) {
    case undefined: {
      const key = sql`array_position(${sql.param(found)}::uuid[], l.product_id)`;
      return { ...ofListing, key, descends };
    }
    case 'title':
    case '-title':
      return { ...ofProduct, key: sql`p.title`, read: (key) => sql`${key}::text`, descends };
    case 'updated':
    case '-updated':
      return { ...ofProduct, ...BY_CHANGE, descends };
    case 'price':
    case '-price':
      return { ...ofListing, key: sql`l.min_price`, descends };
    case 'stock':
      return { ...ofListing, key: sql`coalesce(l.stock, 9223372036854775807)`, descends };
    case '-stock':
      return { ...ofListing, key: sql`coalesce(l.stock, -1)`, descends };
  }
}

function orderBy({ key, id, descends }: Order): SQL {
  return descends ? sql`${key} desc, ${id} desc` : sql`${key}, ${id}`;
}

function isAfter(end: PageEnd, { key, id, read, descends }: Order): SQL {
  const rest = descends ? sql`<` : sql`>`;
  return sql`(${key}, ${id}) ${rest} (${read(end.key)}, ${end.id}::uuid)`;
}

const Cursor = z.strictObject({
  list: z.string(),
  end: z.strictObject({ key: z.string().max(600), id: z.uuid() }),
});
function writeCursor(storeId: string, query: ProductListQuery, { key, id }: PageEnd): string {
  const cursor = { list: fingerprint(storeId, query), end: { key, id } };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(storeId: string, query: ProductListQuery): PageEnd | undefined {
  if (query.cursor === undefined) return undefined;
  const parsed = Cursor.safeParse(jsonOf(Buffer.from(query.cursor, 'base64url').toString()));
  const sort = query.sort ?? (query.text ? undefined : 'title');
  const isText = sort === 'title' || sort === '-title';
  if (parsed.success && parsed.data.list === fingerprint(storeId, query)) {
    const { key } = parsed.data.end;
    if (isText ? !key.includes('\0') : isBigint(key)) return parsed.data.end;
  }
  throw new AppError('invalid_request', 'The cursor is not one of this list.', {
    errors: [{ pointer: '/cursor', detail: 'is not one of this list' }],
  });
}

/** What Postgres would not read as one is no key of ours. */
function isBigint(key: string): boolean {
  return /^-?\d{1,19}$/.test(key) && BigInt.asIntN(64, BigInt(key)) === BigInt(key);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Pages of one list may differ in size. */
function fingerprint(storeId: string, { limit: _, cursor: __, ...asked }: ProductListQuery) {
  const text = JSON.stringify([storeId, Object.entries(asked).sort()]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

const MOST_VALUES = 500;

async function readValues(db: Drizzle, storeId: string): Promise<ProductValues> {
  const top = (values: SQL) =>
    db
      .execute<{ value: string }>(sql`
        select value from (${values}) as used(value)
        where value <> '' group by value order by count(*) desc, value limit ${MOST_VALUES}`)
      .then((rows) => rows.map(({ value }) => value));
  const mine = sql`p.store_id = ${storeId}`;
  const [categories, brands, tags, attributes, options] = await Promise.all([
    top(sql`select c.value from product_category pc join category c on c.id = pc.category_id
      where pc.store_id = ${storeId} and c.store_id = ${storeId}`),
    top(sql`select p.brand from product p where ${mine}`),
    top(sql`select tag from product p, unnest(p.tags) as tag where ${mine}`),
    top(sql`select name from product p, json_object_keys(p.attributes) as name where ${mine}`),
    top(
      sql`select o ->> 'name' from product p, jsonb_array_elements(p.options) as o where ${mine}`,
    ),
  ]);
  return { categories, brands, tags, attributes, options };
}
