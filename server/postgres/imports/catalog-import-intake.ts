import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { ImportIntake } from '../../admin/catalog-imports.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { catalogImport, catalogImportRecord } from '../schema.ts';

/** Longer than a body may stall: an upload of which nothing was heard for this time has lost its process. */
const RECEIVING_SECONDS = 60;
/** An index holds no longer ones; a longer name is known by its hash. */
const LONGEST_KEY = 200;

export function postgresImportIntake(db: Drizzle): ImportIntake {
  return {
    async begin(storeId, { fileName, format, actor }) {
      const id = newId();
      await db.insert(catalogImport).values({
        id,
        storeId,
        status: 'receiving',
        actorKind: actor.kind,
        actorId: actor.id,
        actorName: actor.name,
        fileName,
        wantedFormat: format,
        leaseUntil: receivingEnd(),
      });
      return id;
    },

    add(importId, records, { bytes }) {
      return db.transaction(async (tx) => {
        const [reached] = await tx
          .update(catalogImport)
          .set({
            records: sql`${catalogImport.records} + ${records.length}`,
            bytes,
            leaseUntil: receivingEnd(),
          })
          .where(isReceiving(importId))
          .returning({ records: catalogImport.records, storeId: catalogImport.storeId });
        if (!reached) throw brokenOff();
        const before = reached.records - records.length;
        await tx.insert(catalogImportRecord).values(
          records.map(({ line, group, alias, values }, index) => ({
            storeId: reached.storeId,
            importId,
            seq: before + index + 1,
            groupKey: keyOf(group),
            alias: alias === undefined ? null : keyOf(alias),
            line,
            cells: JSON.stringify(values),
          })),
        );
      });
    },

    async complete(importId, { format, bytes, evidence }) {
      const { points: pricePoints, commas: priceCommas } = evidence;
      const [completed] = await db
        .update(catalogImport)
        .set({ status: 'checking', format, bytes, pricePoints, priceCommas, leaseUntil: null })
        .where(isReceiving(importId))
        .returning({ id: catalogImport.id });
      if (!completed) throw brokenOff();
    },

    async giveUp(importId, { code, line }) {
      await db
        .update(catalogImport)
        .set({
          status: 'failed',
          failure: code,
          failureLine: line,
          finishedAt: sql`now()`,
          leaseUntil: null,
        })
        .where(isReceiving(importId));
    },
  };
}

function isReceiving(importId: string) {
  return and(eq(catalogImport.id, importId), eq(catalogImport.status, 'receiving'));
}

function receivingEnd() {
  return sql<Date>`now() + make_interval(secs => ${RECEIVING_SECONDS})`;
}

/** It was cancelled, or taken for dead. */
function brokenOff(): AppError {
  return new AppError('conflict', 'This import was ended while its file arrived.');
}

function keyOf(name: string): string {
  const key = name.toWellFormed().replaceAll('\0', '');
  if (key.length <= LONGEST_KEY) return key;
  return `sha256 ${createHash('sha256').update(key).digest('hex')}`;
}
