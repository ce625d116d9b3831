import { type Config, readConfig } from '../config.ts';
import { startEmbeddedPostgres } from '../embedded/postgres/start-embedded-postgres.ts';
import { openDatabase } from '../postgres/connection/database.ts';
import { migrateDatabase } from '../postgres/connection/migrate.ts';
import type { CommandContext } from './command-context.ts';
import type { Terminal } from './terminal.ts';

type DatabaseCommand = (args: string[], context: CommandContext) => Promise<number> | Promise<void>;

/** An import reads and writes whole catalogs. */
const STATEMENT_LIMIT_MS = 60_000;
/** An import of tens of thousands is one transaction. */
const TRANSACTION_LIMIT_MS = 60 * 60_000;

/**
 * Gives a command the migrated database: DATABASE_URL, else that of the server that runs on DATA_DIR, else the
 * embedded one for as long as the command takes.
 */
export function onDatabase(command: DatabaseCommand) {
  return async (args: string[], terminal: Terminal): Promise<number> => {
    const config = readConfig(terminal.env);
    await using server = await reachServer(config);
    await migrateDatabase(server.url);
    const database = openDatabase(server.url, {
      statementLimitMs: STATEMENT_LIMIT_MS,
      transactionLimitMs: TRANSACTION_LIMIT_MS,
    });
    try {
      const { out, progress } = terminal;
      const write = terminal.write ?? (async (text: string) => out(text.replace(/\r?\n$/, '')));
      const code = await command(args, { config, database, out, write, progress });
      return typeof code === 'number' ? code : 0;
    } finally {
      await database.close(1_000);
    }
  };
}

/** Where the database is, and what to do when it is no longer needed. */
export async function reachServer(config: Config): Promise<{ url: string } & AsyncDisposable> {
  if (config.databaseUrl) return { url: config.databaseUrl, [Symbol.asyncDispose]: async () => {} };
  const { dataDir } = config;
  const { url, stop } = await startEmbeddedPostgres({ dataDir, name: 'a command', share: true });
  return { url, [Symbol.asyncDispose]: stop };
}
