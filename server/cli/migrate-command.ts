import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { migrateDatabase } from '../postgres/connection/migrate.ts';
import type { Terminal } from './terminal.ts';
import { reachServer } from './with-database.ts';

export async function migrateCommand(args: string[], terminal: Terminal): Promise<number> {
  parseArgs({ args });
  await using server = await reachServer(readConfig(terminal.env));
  await migrateDatabase(server.url);
  terminal.out('The database is up to date.');
  return 0;
}
