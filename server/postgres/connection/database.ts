import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { connectionTarget } from './connection-target.ts';
import { PoolSockets } from './pool-sockets.ts';
import { withDeadline } from './query-deadline.ts';

export type Sql = postgres.Sql;
export type Drizzle = PostgresJsDatabase;

/** One pool of connections, spoken to with SQL text (`sql`) or drizzle (`db`). */
export interface Database {
  sql: Sql;
  db: Drizzle;
  /**
   * For work that no shopper waits for: a transaction may be as long as it takes, within ten minutes. Its statements
   * have the limit of all others unless it allows them more (`allowStatements`).
   */
  patient: Drizzle;
  /** Waits at most `limitMs` for running queries, then cuts them off. */
  close(limitMs: number): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most; 10 unless told. */
  maxConnections?: number;
  /**
   * The longest a single statement may take, in milliseconds; 3,000 unless told, so that a request that first waits for
   * something else still has its answer within five seconds. Whatever is wrong, a query fails
   * (see `isDatabaseUnavailable`) a quarter of a second after that at the latest.
   */
  statementLimitMs?: number;
  /** The same for a transaction, from asking for BEGIN to the answer to COMMIT; as long as a statement unless told. */
  transactionLimitMs?: number;
}

/** Of one that no request waits for. */
const PATIENT_TRANSACTION_MS = 10 * 60_000;
const SECONDS_TO_CONNECT = 2;
const SECONDS_BETWEEN_TRIES = 0.1;
const SECONDS_IDLE = 60;
const SECONDS_OF_LIFE = 30 * 60;
/** To compile a search takes a quarter of a second, to run it some milliseconds. */
const JIT = 'off';
/**
 * A transaction whose client asks nothing more, because it is gone or has lost track of it, keeps its rows locked so long,
 * and others pass them by. Nothing of ours computes that long between two statements.
 */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** What a server that keeps its own limit may need to say so. */
const ANSWER_MS = 250;

/** Opens nothing yet: the first query connects. `url` is a `postgres://` URL, with `?host=/folder` for a unix socket. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { maxConnections = 10, statementLimitMs = 3_000 } = options;
  const { transactionLimitMs = statementLimitMs } = options;
  const target = connectionTarget(url);
  const sockets = new PoolSockets(target);
  const settings = {
    ...target,
    // Not among the driver's types, but in its documentation.
    socket: () => sockets.connect(),
    max: maxConnections,
    connect_timeout: SECONDS_TO_CONNECT,
    backoff: () => SECONDS_BETWEEN_TRIES,
    idle_timeout: SECONDS_IDLE,
    max_lifetime: SECONDS_OF_LIFE,
    connection: {
      application_name: 'aisle',
      statement_timeout: statementLimitMs,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      jit: JIT,
    },
    types: { bigint: { to: 20, from: [20], parse: parseBigint, serialize: String } },
    onnotice: () => {},
  };
  const driver: Sql = postgres(settings);
  const limited = (limitMs: number) =>
    withDeadline(driver, {
      statementLimitMs,
      transactionLimitMs: limitMs + ANSWER_MS,
      answerMs: ANSWER_MS,
      sockets,
    });
  const sql = limited(transactionLimitMs);
  const db = drizzle(sql);
  const patient = drizzle(limited(Math.max(transactionLimitMs, PATIENT_TRANSACTION_MS)));
  understandDatesAndJson(driver);
  return { sql, db, patient, close: (limitMs) => driver.end({ timeout: limitMs / 1000 }) };
}

/** A bigint beyond 2^53 stays text: no caller may mistake it for an exact number. */
function parseBigint(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

const DATE_TYPES = [1082, 1114, 1184];
const DATE_ARRAY_TYPES = [1115, 1182, 1185];
const JSON_TYPES = [114, 3802];

/**
 * Drizzle takes the driver's conversions away, also from `sql`. These work for both: dates are `Date`s, and a JSON
 * parameter may be a value (`sql.json`) or, as drizzle sends it, JSON text.
 */
function understandDatesAndJson(sql: Sql): void {
  const { parsers, serializers } = sql.options;
  for (const type of DATE_TYPES) {
    parsers[type] = (text: string) => new Date(text);
    serializers[type] = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  }
  for (const type of DATE_ARRAY_TYPES) {
    delete parsers[type];
    delete serializers[type];
  }
  for (const type of JSON_TYPES) {
    serializers[type] = (value: unknown) =>
      typeof value === 'string' ? value : JSON.stringify(value);
  }
}
