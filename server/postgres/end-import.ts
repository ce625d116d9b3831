import { eq, sql } from 'drizzle-orm';
import type { WorkedImport } from './catalog-import-work.ts';
import { countSearchWords } from './catalog-write.ts';
import type { Drizzle } from './database.ts';
import { recordChange } from './record-change.ts';
import { catalogImport } from './schema.ts';

/** Ends an import; one that was run is written down, with what it did. */
export async function endImport(
  tx: Drizzle,
  job: WorkedImport,
  status: 'done' | 'cancelled',
): Promise<true> {
  if (job.status === 'running') {
    if (job.written > 0) await countSearchWords(tx, job.storeId);
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
  await tx
    .update(catalogImport)
    .set({ status, finishedAt: sql`now()` })
    .where(eq(catalogImport.id, job.id));
  return true;
}
