import { type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../connection/database.ts';

const ROWS_AT_ONCE = 5_000;
/** A file that nobody runs in this time is another one by now. */
const DAYS_TO_RUN = 7;
/** For so long one can see what became of each product; what became of the file is kept for over a year. */
const DAYS_OF_ROWS = 14;
const DAYS_OF_IMPORTS = 400;

/** Ends uploads whose process died and imports that nobody runs, and forgets what is no longer needed. */
export async function sweepImports(db: Drizzle): Promise<void> {
  await db.execute(sql`
    update catalog_import
    set status = 'failed', failure = 'interrupted', failure_line = 0, finished_at = now(), lease_until = null
    where status = 'receiving' and lease_until < now()`);
  await db.execute(sql`
    update catalog_import set status = 'expired', finished_at = now()
    where status = 'ready' and ready_at < now() - make_interval(days => ${DAYS_TO_RUN})`);
  // A run reads them again: what a file does not say of a product is as it is then.
  const isOver = sql`i.status not in ('receiving', 'checking', 'ready', 'running')`;
  await forget(db, 'catalog_import_record', isOver);
  await forget(db, 'catalog_import_key', sql`i.status not in ('receiving', 'checking')`);
  await forget(
    db,
    'catalog_import_product',
    sql`i.status in ('expired', 'failed')
      or i.finished_at < now() - make_interval(days => ${DAYS_OF_ROWS})`,
  );
  await db.execute(sql`
    delete from catalog_import where finished_at < now() - make_interval(days => ${DAYS_OF_IMPORTS})`);
}

type ImportTable = 'catalog_import_record' | 'catalog_import_key' | 'catalog_import_product';

/** A few thousand rows at a time, so that no statement runs long. */
async function forget(db: Drizzle, table: ImportTable, over: SQL): Promise<void> {
  const name = sql.identifier(table);
  const imports = await db.execute<{ id: string }>(sql`
    select id from catalog_import i
    where (${over}) and exists (select from ${name} r where r.import_id = i.id)`);
  for (const { id } of imports) {
    let deleted = ROWS_AT_ONCE;
    while (deleted === ROWS_AT_ONCE) {
      const rows = await db.execute(sql`
        delete from ${name}
        where ctid = any(array(select ctid from ${name} where import_id = ${id} limit ${ROWS_AT_ONCE}))
        returning 1`);
      deleted = rows.length;
    }
  }
}
