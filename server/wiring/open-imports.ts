import { catalogImportJobs } from '../admin/catalog-import-jobs.ts';
import type { ExportRoutesDeps } from '../http/admin/export-routes.ts';
import type { ImportRoutesDeps } from '../http/admin/import-routes.ts';
import { postgresCatalogExport } from '../postgres/catalog/catalog-export.ts';
import { type Database, openDatabase } from '../postgres/connection/database.ts';
import { postgresImportIntake } from '../postgres/imports/catalog-import-intake.ts';
import { postgresImportWork } from '../postgres/imports/catalog-import-work.ts';
import { postgresCatalogImports } from '../postgres/imports/catalog-imports.ts';
import { DEFAULT_ROUNDS, keepRounds } from '../retention/rounds.ts';
import { newId } from '../shop/new-id.ts';
import type { Surroundings } from './surroundings.ts';

/** A round goes on while there is work; a process that ends lets go within a batch. */
const ROUNDS = { ...DEFAULT_ROUNDS, limitMs: 10 * 60_000, graceMs: 60_000, stopLimitMs: 2_000 };

/** Sorting the rows of a big file, or counting a big store's words, takes longer than a shopper waits. */
const STATEMENT_LIMIT_MS = 60_000;
const TRANSACTION_LIMIT_MS = 10 * 60_000;
const MAX_CLOSE_MS = 300;

/** Catalog files that come in and go out, and the work on them in the background, on connections of its own. */
export function openImports(
  { db, url }: Pick<Database, 'db'> & { url: string },
  { config, logError, cleanup }: Surroundings,
) {
  const database = openDatabase(url, {
    maxConnections: 2,
    statementLimitMs: STATEMENT_LIMIT_MS,
    transactionLimitMs: TRANSACTION_LIMIT_MS,
  });
  const jobs = catalogImportJobs(postgresImportWork(database.db, config), newId());
  const stop = keepRounds(jobs, { ...ROUNDS, onError: logError });
  cleanup.defer(async () => {
    await stop();
    await database.close(MAX_CLOSE_MS);
  });
  return catalogFiles({ db }, config);
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
