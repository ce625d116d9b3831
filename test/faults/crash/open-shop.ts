import { openDatabase } from '../../../server/postgres/connection/database.ts';
import { migrateDatabase } from '../../../server/postgres/connection/migrate.ts';
import { insertStore } from '../../support/insert-store.ts';

/** The store that everybody asks. */
export const STORE = 'corner-shop';

/** Without the demo stores, whose pictures each server that comes up would go on to look at. */
export async function openShop(databaseUrl: string): Promise<void> {
  await migrateDatabase(databaseUrl);
  const database = openDatabase(databaseUrl, { maxConnections: 1 });
  await insertStore(database, { key: STORE });
  await database.close(1_000);
}
