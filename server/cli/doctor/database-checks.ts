import { connectionTarget } from '../../postgres/connection/connection-target.ts';
import type { Sql } from '../../postgres/connection/database.ts';
import { databaseRefusal } from '../../postgres/connection/database-refusal.ts';
import { pendingMigrations } from '../../postgres/connection/migrate.ts';
import { type Check, Trouble } from './check.ts';

const OLDEST_VERSION = 15;
/** What the migrations create; all three are trusted, so the owner of a database may create them. */
const EXTENSIONS = ['fuzzystrmatch', 'pg_trgm', 'unaccent'];

/** What is looked at, and how it is reached. */
interface CheckedDatabase {
  url: string;
  /** Two pools of one connection. */
  sql: Sql;
  other: Sql;
}

export function databaseChecks({ url, sql, other }: CheckedDatabase): Check[] {
  return [
    {
      name: 'database',
      async run() {
        const found = await checkServer(sql);
        if (connectionTarget(url).prepare) await refusePooler(sql, other);
        return found;
      },
    },
    { name: 'extensions', run: () => checkExtensions(sql) },
    { name: 'migrations', run: () => checkMigrations(sql) },
  ];
}

async function checkServer(sql: Sql): Promise<string> {
  const [row] = await sql`
    select current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as encoding,
      current_setting('transaction_read_only') = 'on' as only_reads`.catch((error) => {
    const refusal = databaseRefusal(error);
    if (refusal) throw new Trouble(`refuses: ${refusal.reason}`, refusal.remedy);
    throw new Trouble(
      `not reachable: ${error.message}`,
      'check DATABASE_URL, and that the server runs and lets this machine in.',
    );
  });
  if (row?.version < OLDEST_VERSION) {
    throw new Trouble(`Postgres ${row?.version}`, `use Postgres ${OLDEST_VERSION} or newer.`);
  }
  if (row?.encoding !== 'UTF8') {
    throw new Trouble(
      `Postgres ${row?.version}, encoding ${row?.encoding}`,
      "create the database with: create database aisle encoding 'UTF8' template template0;",
    );
  }
  if (row?.only_reads) {
    throw new Trouble(
      `Postgres ${row?.version}, only reads`,
      'name the primary in DATABASE_URL: a standby takes no changes.',
    );
  }
  return `Postgres ${row?.version}`;
}

/** Two clients are two sessions, unless something between gives each transaction whichever session is free. */
async function refusePooler(sql: Sql, other: Sql): Promise<void> {
  const [mine] = await sql`select pg_backend_pid() as pid`;
  const theirs = await other.begin((tx) => tx`select pg_backend_pid() as pid`);
  if (mine?.pid !== theirs[0]?.pid) return;
  throw new Trouble(
    'behind a pooler by transaction, where prepared statements get lost',
    'add ?prepare=false to DATABASE_URL; docs/operating.md tells the rest.',
  );
}

async function checkExtensions(sql: Sql): Promise<string> {
  const rows = await sql`
    select name from pg_available_extensions where name = any(${EXTENSIONS})`;
  const there = rows.map((row) => row.name);
  const missing = EXTENSIONS.filter((name) => !there.includes(name));
  if (missing.length > 0) {
    throw new Trouble(
      `not available: ${missing.join(', ')}`,
      "install the server's contrib package (postgresql-contrib).",
    );
  }
  return EXTENSIONS.join(', ');
}

async function checkMigrations(sql: Sql): Promise<string> {
  const pending = await pendingMigrations(sql);
  if (pending.length > 0) {
    throw new Trouble(`not applied yet: ${pending.join(', ')}`, 'run "aisle migrate".');
  }
  return 'all applied';
}
