import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MissingPart, ProductSort, ProductValues } from '../../shared/admin-products.ts';
import {
  MOST_COUNTED,
  MOST_FOUND,
  type ProductList,
  type ProductListQuery,
} from '../admin/product-list.ts';
import { AppError } from '../errors.ts';
import type { Drizzle } from './database.ts';
import { findProducts } from './find-products.ts';
import { readStoredProducts, rowOfProduct } from './product-facts.ts';

export function postgresProductList(db: Drizzle): ProductList {
  return {
    async page(storeId, query) {
      const after = readCursor(storeId, query);
      const found = query.text ? await idsOfWords(db, storeId, query.text) : undefined;
      const filters = sql.join(filtersOf(storeId, query, found), sql` and `);
      const order = orderOf(query.sort ?? (found ? undefined : 'title'), found ?? []);
      const position = after ? sql`and ${order.after(after)}` : sql.empty();
      const [rows, [counted]] = await Promise.all([
        db.execute<PageEnd & Record<string, unknown>>(sql`
          select p.id, ${order.key}::text as key
          from product p join product_listing l on l.product_id = p.id
          where ${filters} ${position}
          order by ${order.by} limit ${query.limit + 1}`),
        db.execute<{ count: number }>(sql`
          select count(*)::int as count from (
            select from product p join product_listing l on l.product_id = p.id
            where ${filters} limit ${MOST_COUNTED + 1}) as counted`),
      ]);
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      const ids = shown.map(({ id }) => id);
      const products = await readStoredProducts(db, storeId, ids);
      const count = counted?.count ?? 0;
      return {
        products: products.filter(({ facts }) => facts.variants.length > 0).map(rowOfProduct),
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

function filtersOf(storeId: string, query: ProductListQuery, found: string[] | undefined): SQL[] {
  const { category, brand, availability, stockBelow, minPrice, maxPrice, missing } = query;
  const filters = [sql`p.store_id = ${storeId}`, sql`l.store_id = ${storeId}`];
  const add = (condition: SQL, isAsked: boolean) => {
    if (isAsked) filters.push(condition);
  };
  add(sql`p.id = any (${sql.param(found)}::uuid[])`, found !== undefined);
  add(
    sql`p.id in (
      select pc.product_id from product_category pc join category c on c.id = pc.category_id
      where pc.store_id = ${storeId} and c.store_id = ${storeId}
        and (c.value = ${category} or starts_with(c.value, ${`${category} > `})))`,
    category !== undefined,
  );
  add(sql`lower(p.brand) = lower(${brand})`, brand !== undefined);
  add(sql`l.availabilities @> array[${availability}::text]`, availability !== undefined);
  add(sql`l.stock < ${stockBelow}`, stockBelow !== undefined);
  add(sql`l.max_price >= ${minPrice}`, minPrice !== undefined);
  add(sql`l.min_price <= ${maxPrice}`, maxPrice !== undefined);
  if (missing) filters.push(MISSING[missing]);
  return filters;
}

const MISSING: Record<MissingPart, SQL> = {
  picture: sql`not l.has_picture`,
  description: sql`p.description = ''`,
  category: sql`not exists (
    select from product_category pc where pc.store_id = p.store_id and pc.product_id = p.id)`,
};

/** Where a page ended. */
interface PageEnd {
  key: string | null;
  id: string;
}

interface Order {
  by: SQL;
  key: SQL;
  after(end: PageEnd): SQL;
}

/** Undefined: as the words were found. What has no key (nothing is counted) is always at the end. */
function orderOf(sort: ProductSort | undefined, found: string[]): Order {
  if (sort === undefined) {
    const key = sql`array_position(${sql.param(found)}::uuid[], p.id)`;
    return ascending(key, sql`integer`);
  }
  const { key, type } = KEYS[sort.replace('-', '') as keyof typeof KEYS];
  return sort.startsWith('-') ? descending(key, type) : ascending(key, type);
}

const KEYS = {
  title: { key: sql`p.title`, type: sql`text` },
  price: { key: sql`l.min_price`, type: sql`bigint` },
  stock: { key: sql`l.stock`, type: sql`bigint` },
  updated: { key: sql`p.updated_at`, type: sql`timestamptz` },
};

function ascending(key: SQL, type: SQL): Order {
  return {
    by: sql`${key}, p.id`,
    key,
    after: (end) =>
      end.key === null
        ? sql`${key} is null and p.id > ${end.id}`
        : sql`((${key}, p.id) > (${end.key}::${type}, ${end.id}::uuid) or ${key} is null)`,
  };
}

function descending(key: SQL, type: SQL): Order {
  return {
    by: sql`${key} desc nulls last, p.id desc`,
    key,
    after: (end) =>
      end.key === null
        ? sql`${key} is null and p.id < ${end.id}`
        : sql`((${key}, p.id) < (${end.key}::${type}, ${end.id}::uuid) or ${key} is null)`,
  };
}

const Cursor = z.strictObject({
  list: z.string(),
  end: z.strictObject({ key: z.string().max(600).nullable(), id: z.uuid() }),
});
/** A number or a moment as Postgres writes it; titles may be anything. */
const SORT_KEY = /^-?[\d:.+ -]{1,40}$/;

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
    const isKey = key === null || (isText ? !key.includes('\0') : SORT_KEY.test(key));
    if (isKey) return parsed.data.end;
  }
  throw new AppError('invalid_request', 'The cursor is not one of this list.', {
    errors: [{ pointer: '/cursor', detail: 'is not one of this list' }],
  });
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
