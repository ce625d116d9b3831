import type { Sql, TransactionSql } from 'postgres';
import { databaseUnavailable } from './database-errors.ts';
import type { PoolSockets } from './pool-sockets.ts';

export interface Deadline {
  /** What the server lets a statement take, in milliseconds, unless a transaction allows more (`STATEMENT_LIMIT`). */
  statementLimitMs: number;
  /** What is added for the wait for a free connection and the answer. */
  answerMs: number;
  /** Of a whole transaction, from asking for BEGIN to the answer to COMMIT. */
  transactionLimitMs: number;
  sockets: PoolSockets;
}

/** Tells the server how long each of the next statements of a transaction may take; whoever waits here hears it too. */
export const STATEMENT_LIMIT = "select set_config('statement_timeout', $1, true)";

/** Of a query, from asking to the answer. In a transaction what is left of it may be less than the limit. */
interface QueryLimit {
  limitMs: number;
  answerMs: number;
  leftMs(): number;
  sockets: PoolSockets;
}

/** The driver's query (src/query.js): a promise that runs when it is first awaited. */
interface DriverQuery extends Promise<unknown> {
  handler(query: DriverQuery): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  cancel(): unknown;
  /** Null until it is sent. */
  state: unknown;
}

/**
 * The same `sql`, whose queries fail with AppError `db_unavailable` when they take too long. Covers `sql`, `sql.unsafe`
 * and both inside of `sql.begin`, which has a limit as a whole; hence all of drizzle. A transaction that fails so is
 * rolled back, unless its COMMIT was on its way.
 */
export function withDeadline(sql: Sql, deadline: Deadline): Sql {
  const { statementLimitMs, answerMs, sockets } = deadline;
  const limitMs = statementLimitMs + answerMs;
  const limit = { limitMs, answerMs, leftMs: () => limitMs, sockets };
  return limitQueries(sql, limit, (name, value) =>
    name === 'begin' ? limitedBegin(sql, deadline) : value,
  );
}

type Replace = (name: string | symbol, value: unknown) => unknown;

function limitQueries<T extends Sql | TransactionSql>(
  sql: T,
  queryLimit: QueryLimit,
  replace: Replace,
): T {
  const unsafe = (...[text, parameters = [], options]: Parameters<Sql['unsafe']>) => {
    if (text === STATEMENT_LIMIT) queryLimit.limitMs = Number(parameters[0]) + queryLimit.answerMs;
    // Drizzle says that it wants none prepared which it has no name for.
    const prepare = options?.prepare || isWorthPreparing(text, parameters);
    return limit(sql.unsafe(text, parameters, { ...options, prepare }), queryLimit);
  };
  return new Proxy(sql, {
    apply: (target, self, args) =>
      limit(Reflect.apply(target as (...args: unknown[]) => unknown, self, args), queryLimit),
    get: (target, name) => (name === 'unsafe' ? unsafe : replace(name, Reflect.get(target, name))),
  });
}

/**
 * Statements of a shape that comes again are few and short; lists of rows, each of another length, are neither. Searches
 * are longer too: their best plan depends on what is asked, and a prepared one might be kept for all.
 */
const MAX_PREPARED_LENGTH = 1_600;
const MAX_PREPARED_PARAMETERS = 30;

/** Begins a longer statement whose best plan is always the same. */
export const PREPARED = '/* prepared */';

/**
 * Drizzle's statements come as text, which the driver would have described by the server each time before it binds the
 * parameters: a second round trip for every statement.
 */
function isWorthPreparing(text: string, parameters: readonly unknown[]): boolean {
  return (
    parameters.length > 0 &&
    parameters.length <= MAX_PREPARED_PARAMETERS &&
    (text.length <= MAX_PREPARED_LENGTH || text.startsWith(PREPARED))
  );
}

/** `sql(...)` also makes identifiers and value lists; only queries run. */
function limit<T>(result: T, queryLimit: QueryLimit): T {
  if (result instanceof Promise) limitQuery(result as unknown as DriverQuery, queryLimit);
  return result;
}

function limitQuery(query: DriverQuery, queryLimit: QueryLimit): void {
  const { handler, resolve, reject } = query;
  let met = () => {};
  query.resolve = (value) => {
    met();
    resolve(value);
  };
  query.reject = (error) => {
    met();
    reject(error);
  };
  query.handler = (started) => {
    if (queryLimit.leftMs() <= 0) return query.reject(databaseUnavailable());
    met = startDeadline(queryLimit, () => {
      reject(databaseUnavailable());
      if (!query.state) query.cancel();
    });
    return handler(started);
  };
}

/**
 * Calls `missed` when time is up, and closes connections from which nothing came for the whole limit: what was left of
 * a transaction may be too short to tell. Does neither once what it returns is called.
 */
function startDeadline({ limitMs, leftMs, sockets }: QueryLimit, missed: () => void): () => void {
  const before = sockets.heardSoFar();
  const patienceMs = Math.max(0, Math.min(limitMs, leftMs()));
  let lastLook: NodeJS.Immediate | undefined;
  let timer = setTimeout(() => {
    // It may be this process that was away: what came meanwhile is read before that.
    lastLook = setImmediate(() => {
      timer = setTimeout(() => sockets.closeSilent(before), limitMs - patienceMs);
      missed();
    });
  }, patienceMs);
  return () => {
    clearTimeout(timer);
    clearImmediate(lastLook);
  };
}

function limitedBegin(sql: Sql, deadline: Deadline) {
  const { statementLimitMs, transactionLimitMs, answerMs, sockets } = deadline;
  return (...args: [string, Work] | [Work]): Promise<unknown> => {
    const [options, work] = args.length === 2 ? args : ['', args[0]];
    const { promise: overdue, reject } = Promise.withResolvers<never>();
    const endsAt = performance.now() + transactionLimitMs;
    let isGivenUp = false;
    const giveUp = () => {
      isGivenUp = true;
      reject(databaseUnavailable());
    };
    const leftMs = () => (isGivenUp ? 0 : endsAt - performance.now());
    const queryLimit = { limitMs: statementLimitMs + answerMs, answerMs, leftMs, sockets };
    /** What was said to have failed must not be stored after all: this makes the driver send ROLLBACK. */
    const refuseLate = () => {
      if (leftMs() <= 0) throw databaseUnavailable();
    };

    const whole = setTimeout(giveUp, transactionLimitMs);
    let met = startDeadline(queryLimit, giveUp);
    const done = sql.begin(options, async (transaction) => {
      met();
      try {
        refuseLate();
        const result = await work(limitTransaction(transaction, queryLimit));
        refuseLate();
        return result;
      } finally {
        met = startDeadline(queryLimit, giveUp);
      }
    });
    const settle = () => {
      clearTimeout(whole);
      met();
    };
    done.then(settle, settle);
    return Promise.race([done, overdue]);
  };
}

type Work = (transaction: TransactionSql) => unknown;

function limitTransaction(transaction: TransactionSql, queryLimit: QueryLimit): TransactionSql {
  return limitQueries(transaction, queryLimit, (name, value) =>
    name === 'savepoint' ? limitedSavepoint(transaction, queryLimit) : value,
  );
}

function limitedSavepoint(transaction: TransactionSql, queryLimit: QueryLimit) {
  return (...args: [string, Work] | [Work]): Promise<unknown> => {
    const work = args.at(-1) as Work;
    const limited = (inner: TransactionSql) => work(limitTransaction(inner, queryLimit));
    return args.length === 2
      ? transaction.savepoint(args[0], limited)
      : transaction.savepoint(limited);
  };
}
