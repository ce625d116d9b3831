import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ClaimedImport, ImportWork } from '../../admin/catalog-imports.ts';
import type { Links } from '../catalog/catalog-rows.ts';
import { linksOf } from '../catalog/catalog-rows.ts';
import { allowStatements } from '../connection/allow-statements.ts';
import type { Drizzle } from '../connection/database.ts';
import { isDatabaseUnavailable } from '../connection/database-errors.ts';
import { catalogImport } from '../schema.ts';
import { checkImportBatch } from './check-import-batch.ts';
import { endImport, failImport } from './end-import.ts';
import { groupImportRecords } from './group-import-records.ts';
import { hideMissingProducts, knowsWhatIsMissing } from './missing-products.ts';
import { sweepImports } from './sweep-imports.ts';
import type { BatchContext, WorkedImport } from './worked-import.ts';
import { writeImportBatch } from './write-import-batch.ts';

/**
 * A process that dies leaves its import alone for this long. While a batch is worked on the row is locked, which keeps
 * others away as well.
 */
const LEASE_SECONDS = 5;

/** A batch of large products takes longer than a shopper's statement may. */
const STATEMENT_LIMIT_MS = 60_000;

/** `db`: one whose transactions may take minutes. */
export function postgresImportWork(db: Drizzle, { publicUrl }: { publicUrl: string }): ImportWork {
  const links = linksOf(publicUrl);
  return {
    async claim(owner, only) {
      const wanted = only ? sql`and id = ${only}` : sql``;
      const [claimed] = await db.execute<{ importId: string; storeId: string }>(sql`
        update catalog_import set lease_owner = ${owner}, lease_until = ${leaseEnd()}
        where id = (
          select id from catalog_import
          where status in ('checking', 'running') ${wanted}
            and (lease_owner = ${owner} or lease_until is null or lease_until < clock_timestamp())
          order by coalesce(lease_owner = ${owner}, false) desc, created_at
          limit 1
          for update skip locked)
        returning id as "importId", store_id as "storeId"`);
      return claimed && { ...claimed, owner };
    },

    async step(claimed) {
      try {
        return await db.transaction((tx) => doBatch(tx, claimed, links));
      } catch (error) {
        // Trying a bug again would not help; a database that was away does come back.
        if (!isDatabaseUnavailable(error)) await failImport(db, claimed);
        throw error;
      }
    },

    async release(owner) {
      await db
        .update(catalogImport)
        .set({ leaseOwner: null, leaseUntil: null })
        .where(eq(catalogImport.leaseOwner, owner));
    },

    sweep: () => sweepImports(db),
  };
}

async function doBatch(tx: Drizzle, claimed: ClaimedImport, links: Links): Promise<boolean> {
  await allowStatements(tx, STATEMENT_LIMIT_MS);
  const job = await lockMine(tx, claimed);
  if (!job) return false;
  const isDone = await doNext(tx, job, { storeId: job.storeId, links });
  await tx
    .update(catalogImport)
    .set(isDone ? { leaseOwner: null, leaseUntil: null } : { leaseUntil: leaseEnd() })
    .where(eq(catalogImport.id, job.id));
  return !isDone;
}

function leaseEnd() {
  return sql<Date>`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`;
}

async function lockMine(
  tx: Drizzle,
  { importId, owner }: ClaimedImport,
): Promise<WorkedImport | undefined> {
  const [row] = await tx
    .select()
    .from(catalogImport)
    .where(
      and(
        eq(catalogImport.id, importId),
        eq(catalogImport.leaseOwner, owner),
        inArray(catalogImport.status, ['checking', 'running']),
      ),
    )
    .for('update');
  return row;
}

/** One batch; true when the import has nothing more to do, for good or until somebody runs it. */
async function doNext(tx: Drizzle, job: WorkedImport, context: BatchContext): Promise<boolean> {
  if (job.cancelRequested) return endImport(tx, job, 'cancelled');
  if (job.products === null) return groupImportRecords(tx, job);
  if (job.reached < job.products) {
    if (job.status === 'checking') await checkImportBatch(tx, job, context);
    else await writeImportBatch(tx, job, context);
    return false;
  }
  if (job.status === 'checking') return becomeReady(tx, job);
  if (job.missing === 'unavailable' && (await hideMissingProducts(tx, job)) > 0) return false;
  return endImport(tx, job, 'done');
}

async function becomeReady(tx: Drizzle, job: WorkedImport): Promise<true> {
  await tx
    .update(catalogImport)
    .set({
      status: 'ready',
      readyAt: sql`now()`,
      missingFound: await knowsWhatIsMissing(tx, job),
    })
    .where(eq(catalogImport.id, job.id));
  return true;
}
