import { type SQL, sql } from 'drizzle-orm';
import type { ProductQuery } from '../shop/catalog.ts';

/** Conditions on `s`, the product's row of `product_search`. Price and availability must be of one variant. */
export function matching(storeId: string, query: ProductQuery): SQL {
  const conditions = [sql`s.store_id = ${storeId}`];
  if (query.categories?.length) {
    const paths = sql`array(select (select string_agg(search_key(part), ' > ' order by place)
        from unnest(string_to_array(category, '>')) with ordinality as p(part, place))
      from unnest(${sql.param(query.categories)}::text[]) as category)`;
    conditions.push(sql`s.category_keys && ${paths}`);
  }
  if (query.brands?.length) {
    const names = sql`${sql.param(query.brands)}::text[]`;
    conditions.push(
      sql`s.brand_key = any (array(select search_key(b) from unnest(${names}) as b))`,
    );
  }
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
