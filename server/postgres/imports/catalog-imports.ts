import { and, asc, desc, eq, gt, inArray, isNotNull, notInArray, or, sql } from 'drizzle-orm';
import type { CatalogImport, ImportRow } from '../../../shared/catalog-import.ts';
import type { CatalogImports } from '../../admin/catalog-imports.ts';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { catalogImport, catalogImportProduct } from '../schema.ts';

type ImportColumns = typeof catalogImport.$inferSelect;

export function postgresCatalogImports(db: Drizzle): CatalogImports {
  const mine = (storeId: string, importId: string) =>
    and(eq(catalogImport.storeId, storeId), eq(catalogImport.id, importId));

  async function find(storeId: string, importId: string): Promise<ImportColumns | undefined> {
    const [row] = await db.select().from(catalogImport).where(mine(storeId, importId));
    return row;
  }

  return {
    async list(storeId, { limit }) {
      const rows = await db
        .select()
        .from(catalogImport)
        .where(eq(catalogImport.storeId, storeId))
        .orderBy(desc(catalogImport.createdAt), desc(catalogImport.id))
        .limit(limit);
      return rows.map(importOf);
    },

    async get(storeId, importId) {
      const row = await find(storeId, importId);
      return row && importOf(row);
    },

    async rows(storeId, importId, { kind, cursor, limit }) {
      const after = readCursor(cursor);
      const item = await find(storeId, importId);
      if (!item) return undefined;
      const isStopped = item.status === 'cancelled' || item.status === 'failed';
      const wasDone = or(
        notInArray(catalogImportProduct.kind, ['new', 'changed']),
        catalogImportProduct.isWritten,
      );
      const rows = await db
        .select()
        .from(catalogImportProduct)
        .where(
          and(
            eq(catalogImportProduct.importId, importId),
            kind ? eq(catalogImportProduct.kind, kind) : isNotNull(catalogImportProduct.kind),
            gt(catalogImportProduct.position, after),
            isStopped ? wasDone : undefined,
          ),
        )
        .orderBy(asc(catalogImportProduct.position))
        .limit(limit + 1);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const next_cursor = rows.length > limit && last ? String(last.position) : null;
      return { rows: shown.flatMap(rowOf), next_cursor };
    },

    async run(storeId, importId, { actor, missing }) {
      const [started] = await db
        .update(catalogImport)
        .set({
          status: 'running',
          missing,
          actorKind: actor.kind,
          actorId: actor.id ?? null,
          actorName: actor.name,
          reached: 0,
          startedAt: sql`now()`,
          leaseOwner: null,
          leaseUntil: null,
        })
        .where(and(mine(storeId, importId), eq(catalogImport.status, 'ready')))
        .returning();
      const row = started ?? (await find(storeId, importId));
      if (!row) return undefined;
      if (started || row.status === 'running' || row.status === 'done') return importOf(row);
      throw new AppError('conflict', `This import is ${row.status}: it cannot be run.`);
    },

    async cancel(storeId, importId) {
      // What nobody works on ends at once; a worker looks before each batch.
      const isIdle = sql`${catalogImport.status} in ('receiving', 'ready')`;
      await db
        .update(catalogImport)
        .set({
          cancelRequested: true,
          status: sql`case when ${isIdle} then 'cancelled' else ${catalogImport.status} end`,
          finishedAt: sql`case when ${isIdle} then now() end`,
          newProducts: sql`case when ${isIdle} then 0 else ${catalogImport.newProducts} end`,
          changedProducts: sql`case when ${isIdle} then 0 else ${catalogImport.changedProducts} end`,
        })
        .where(
          and(
            mine(storeId, importId),
            inArray(catalogImport.status, ['receiving', 'checking', 'ready', 'running']),
          ),
        );
      const row = await find(storeId, importId);
      return row && importOf(row);
    },
  };
}

/** The position behind which a page goes on. */
function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new AppError('invalid_request', 'The cursor is not one of this list.', {
    errors: [{ pointer: '/cursor', detail: 'is not one of this list' }],
  });
}

function importOf(row: ImportColumns): CatalogImport {
  const moment = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id,
    status: row.status,
    file_name: row.fileName,
    format: row.format,
    bytes: row.bytes,
    records: row.records,
    products: row.products,
    reached: row.reached,
    counts: {
      new: row.newProducts,
      changed: row.changedProducts,
      unchanged: row.unchangedProducts,
      refused: row.refusedProducts,
    },
    written: row.written,
    missing: row.missing,
    missing_products: row.missingFound,
    missing_done: row.missingDone,
    failure: row.failure && { code: row.failure, line: row.failureLine ?? 0 },
    cancel_requested: row.cancelRequested,
    actor: row.actorName,
    created_at: row.createdAt.toISOString(),
    ready_at: moment(row.readyAt),
    started_at: moment(row.startedAt),
    finished_at: moment(row.finishedAt),
  };
}

function rowOf(row: typeof catalogImportProduct.$inferSelect): ImportRow[] {
  if (!row.kind) return [];
  return [
    {
      position: row.position,
      line: row.line,
      kind: row.kind,
      title: row.title ?? '',
      product_id: row.productId,
      changes: row.changes,
      problems: row.problems,
    },
  ];
}
