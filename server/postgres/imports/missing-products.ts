import { eq, sql } from 'drizzle-orm';
import type { Drizzle } from '../connection/database.ts';
import { catalogImport } from '../schema.ts';
import type { WorkedImport } from './worked-import.ts';

const PRODUCTS_AT_ONCE = 500;

/** Products that can be bought and that the file does not mention, refused ones included in what it mentions. */
function missing({ id, storeId }: WorkedImport) {
  return sql`
    from product p
    where p.store_id = ${storeId}
      and exists (select from variant v where v.store_id = p.store_id and v.product_id = p.id and v.available)
      and not exists (
        select from catalog_import_product f
        where f.import_id = ${id} and f.kind <> 'refused' and f.product_id = p.id)
      and not exists (
        select from catalog_import_product f
        where f.import_id = ${id} and f.kind = 'refused'
          and f.group_key in (p.handle, p.external_id, p.id::text))
      and not exists (
        select from catalog_import_product f
        join variant v on v.store_id = p.store_id and v.product_id = p.id and v.sku = f.group_key
        where f.import_id = ${id} and f.kind = 'refused')`;
}

/**
 * How many there are. Null when nobody can say: a line of JSON that was refused does not tell which product it is, and
 * none may be taken for missing because of a wrong comma.
 */
export async function knowsWhatIsMissing(tx: Drizzle, job: WorkedImport): Promise<number | null> {
  if (isUnknowable(job)) return null;
  const [found] = await tx.execute<{ count: number }>(
    sql`select count(*)::integer as count ${missing(job)}`,
  );
  return found?.count ?? 0;
}

function isUnknowable({ format, refusedProducts }: WorkedImport): boolean {
  return format === 'aisle' && refusedProducts > 0;
}

/** Makes a few hundred of them unavailable; 0 when none is left. Their stock stays as it is. */
export async function hideMissingProducts(tx: Drizzle, job: WorkedImport): Promise<number> {
  const rows = isUnknowable(job)
    ? []
    : await tx.execute<{ id: string }>(
        sql`select p.id ${missing(job)} order by p.id limit ${PRODUCTS_AT_ONCE} for update of p`,
      );
  if (rows.length > 0) {
    const ids = sql.param(rows.map(({ id }) => id));
    await tx.execute(sql`
      update variant set available = false,
        availability_status = case when availability_status = 'discontinued' then 'discontinued' else 'out_of_stock' end
      where store_id = ${job.storeId} and product_id = any(${ids}::uuid[]) and available`);
    await tx.execute(sql`
      update product set version = version + 1, updated_at = now()
      where store_id = ${job.storeId} and id = any(${ids}::uuid[])`);
  }
  await tx
    .update(catalogImport)
    .set({ missingDone: sql`coalesce(${catalogImport.missingDone}, 0) + ${rows.length}` })
    .where(eq(catalogImport.id, job.id));
  return rows.length;
}
