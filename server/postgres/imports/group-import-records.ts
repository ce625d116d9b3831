import { eq, sql } from 'drizzle-orm';
import type { Drizzle } from '../connection/database.ts';
import { catalogImport } from '../schema.ts';
import type { WorkedImport } from './worked-import.ts';

/** Finds which rows are one product, wherever they stand; products are in the order of their first rows. */
export async function groupImportRecords(
  tx: Drizzle,
  { id, storeId }: WorkedImport,
): Promise<false> {
  // Thousands of rows came a moment ago, of which the planner knows nothing: it would compare each with each.
  await tx.execute(sql`analyze catalog_import_record`);
  await tx.execute(sql`set local enable_nestloop = off`);
  // Rows may name their product by another name than its own row does.
  await tx.execute(sql`
    with owner as materialized (
      select alias, group_key from catalog_import_record where import_id = ${id} and alias is not null
    )
    update catalog_import_record child set group_key = owner.group_key
    from owner where child.import_id = ${id} and child.group_key = owner.alias`);
  await tx.execute(sql`
    insert into catalog_import_product (store_id, import_id, position, group_key, line, size)
    select ${storeId}, ${id}, row_number() over (order by min(seq)), group_key, min(line), sum(length(cells))
    from catalog_import_record where import_id = ${id}
    group by group_key`);
  await tx.execute(sql`analyze catalog_import_product`);
  const [counted] = await tx.execute<{ count: number }>(
    sql`select count(*)::integer as count from catalog_import_product where import_id = ${id}`,
  );
  await tx
    .update(catalogImport)
    .set({ products: counted?.count ?? 0 })
    .where(eq(catalogImport.id, id));
  return false;
}
