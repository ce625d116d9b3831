import { catalogImportJobs } from '../admin/catalog-import-jobs.ts';
import type { ExportRoutesDeps } from '../http/admin/export-routes.ts';
import type { ImportRoutesDeps } from '../http/admin/import-routes.ts';
import { postgresCatalogExport } from '../postgres/catalog-export.ts';
import { postgresImportIntake } from '../postgres/catalog-import-intake.ts';
import { postgresImportWork } from '../postgres/catalog-import-work.ts';
import { postgresCatalogImports } from '../postgres/catalog-imports.ts';
import type { Database } from '../postgres/database.ts';
import { DEFAULT_ROUNDS, keepRounds } from '../retention/rounds.ts';
import { newId } from '../shop/new-id.ts';
import type { Surroundings } from './surroundings.ts';

/** A round goes on while there is work; a process that ends lets go within a batch. */
const ROUNDS = { ...DEFAULT_ROUNDS, limitMs: 10 * 60_000, graceMs: 60_000, stopLimitMs: 2_000 };

/** Catalog files that come in and go out, and the work on them in the background. */
export function openImports(
  database: Pick<Database, 'db' | 'patient'>,
  { config, logError, cleanup }: Surroundings,
) {
  const jobs = catalogImportJobs(postgresImportWork(database.patient, config), newId());
  cleanup.defer(keepRounds(jobs, { ...ROUNDS, onError: logError }));
  return catalogFiles(database, config);
}

/** The same without the work. */
export function catalogFiles(
  { db }: Pick<Database, 'db'>,
  { publicUrl }: { publicUrl: string },
): ImportRoutesDeps & ExportRoutesDeps {
  return {
    imports: postgresCatalogImports(db),
    intake: postgresImportIntake(db),
    exports: postgresCatalogExport(db, { publicUrl }),
  };
}
