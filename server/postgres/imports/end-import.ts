import { and, eq, sql } from 'drizzle-orm';
import type { ImportRowKind, ImportStatus } from '../../../shared/catalog-import.ts';
import type { ClaimedImport } from '../../admin/catalog-imports.ts';
import { countSearchWords } from '../catalog/catalog-write.ts';
import type { Drizzle } from '../connection/database.ts';
import { recordChange } from '../people/record-change.ts';
import { catalogImport } from '../schema.ts';
import type { WorkedImport } from './worked-import.ts';

/** Ends an import; one that was run is written down, with what it did. */
export async function endImport(
  tx: Drizzle,
  job: WorkedImport,
  status: 'done' | 'cancelled',
): Promise<true> {
  if (job.status === 'running') {
    if (job.written > 0) await countSearchWords(tx, job.storeId);
    await recordRun(tx, status === 'done' ? job : await countWritten(tx, job), status);
  }
  await tx
    .update(catalogImport)
    .set({ status, finishedAt: sql`now()` })
    .where(eq(catalogImport.id, job.id));
  return true;
}

/** Ends an import that met a fault of ours. What is written stays. */
export async function failImport(db: Drizzle, { importId, owner }: ClaimedImport): Promise<void> {
  await db.transaction(async (tx) => {
    const mine = and(eq(catalogImport.id, importId), eq(catalogImport.leaseOwner, owner));
    const [job] = await tx.select().from(catalogImport).where(mine).for('update');
    if (!job) return;
    if (job.status === 'running') await recordRun(tx, await countWritten(tx, job), 'failed');
    await tx
      .update(catalogImport)
      .set({
        status: 'failed',
        failure: 'internal',
        failureLine: 0,
        finishedAt: sql`now()`,
        leaseOwner: null,
        leaseUntil: null,
      })
      .where(mine);
  });
}

/** Of an import that was stopped: what was to be made and was not is in none of its counts. */
async function countWritten(tx: Drizzle, job: WorkedImport): Promise<WorkedImport> {
  const written = (kind: ImportRowKind) => sql<number>`(
    select count(*)::integer from catalog_import_product p
    where p.import_id = ${job.id} and p.kind = ${kind} and p.is_written)`;
  const [counted = job] = await tx
    .update(catalogImport)
    .set({ newProducts: written('new'), changedProducts: written('changed') })
    .where(eq(catalogImport.id, job.id))
    .returning();
  return counted;
}

async function recordRun(tx: Drizzle, job: WorkedImport, status: ImportStatus): Promise<void> {
  await recordChange(tx, {
    actor: { kind: job.actorKind, id: job.actorId ?? undefined, name: job.actorName },
    action: 'import.run',
    storeId: job.storeId,
    subject: { id: job.id, name: job.fileName },
    after: {
      status,
      format: job.format,
      new: job.newProducts,
      changed: job.changedProducts,
      unchanged: job.unchangedProducts,
      refused: job.refusedProducts,
      written: job.written,
      made_unavailable: job.missingDone ?? 0,
    },
  });
}
