import { workOnOne } from '../../server/admin/catalog-import-jobs.ts';
import { RECEIVE_LIMITS, receiveImport } from '../../server/admin/receive-import.ts';
import type { Database } from '../../server/postgres/connection/database.ts';
import { postgresImportIntake } from '../../server/postgres/imports/catalog-import-intake.ts';
import { postgresImportWork } from '../../server/postgres/imports/catalog-import-work.ts';
import { postgresCatalogImports } from '../../server/postgres/imports/catalog-imports.ts';
import type { WantedFormat } from '../../server/shop/catalog-files/catalog-file.ts';
import { newId } from '../../server/shop/new-id.ts';
import type { MissingProducts } from '../../shared/catalog-import.ts';

const ACTOR = { kind: 'cli', name: 'a test' } as const;

export interface ImportFileOptions {
  format?: WantedFormat;
  missing?: MissingProducts;
}

/** Imports of one store as a process of the installation does them, at the caller's pace. */
export function importsOf({ db, patient }: Pick<Database, 'db' | 'patient'>, storeId: string) {
  const intake = postgresImportIntake(db);
  const imports = postgresCatalogImports(db);
  const work = postgresImportWork(patient, { publicUrl: 'http://localhost' });
  const owner = newId();

  async function found(importId: string) {
    const item = await imports.get(storeId, importId);
    if (!item) throw new Error(`there is no import ${importId}`);
    return item;
  }

  const workOn = (importId: string) =>
    workOnOne(work, { owner, signal: new AbortController().signal, only: importId });

  /** Takes a file in and checks it. */
  async function check(file: string | Uint8Array, { format = 'auto' }: ImportFileOptions = {}) {
    async function* body() {
      yield Buffer.from(file);
    }
    const importId = await receiveImport(intake, body(), {
      storeId,
      fileName: 'test.csv',
      format,
      actor: ACTOR,
      limits: RECEIVE_LIMITS,
    });
    await workOn(importId);
    return found(importId);
  }

  return {
    imports,
    work,
    intake,
    check,
    found,
    workOn,
    run: (importId: string, missing: MissingProducts = 'leave') =>
      imports.run(storeId, importId, { actor: ACTOR, missing }),
    /** From the file to its end. */
    async bring(file: string | Uint8Array, options: ImportFileOptions = {}) {
      const { id } = await check(file, options);
      await imports.run(storeId, id, { actor: ACTOR, missing: options.missing ?? 'leave' });
      await workOn(id);
      return found(id);
    },
    async rows(importId: string) {
      return (await imports.rows(storeId, importId, { limit: 200 }))?.rows ?? [];
    },
  };
}
