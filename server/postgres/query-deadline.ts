import type { Sql, TransactionSql } from 'postgres';
import { databaseUnavailable } from './database-errors.ts';
import type { PoolSockets } from './pool-sockets.ts';

export interface Deadline {
  /** From asking, with the wait for a free connection, to the answer. */
  limitMs: number;
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
 * and both inside of `sql.begin`, whose own BEGIN and COMMIT have the limit too; hence all of drizzle.
 */
export function withDeadline(sql: Sql, deadline: Deadline): Sql {
  return limitQueries(sql, deadline, (name, value) =>
    name === 'begin' ? limitedBegin(sql, deadline) : value,
  );
}

type Replace = (name: string | symbol, value: unknown) => unknown;

function limitQueries<T extends Sql | TransactionSql>(
  sql: T,
  deadline: Deadline,
  replace: Replace,
): T {
  const unsafe = (...[text, parameters = [], options]: Parameters<Sql['unsafe']>) =>
    limit(
      sql.unsafe(text, parameters, { prepare: isWorthPreparing(text, parameters), ...options }),
      deadline,
    );
  return new Proxy(sql, {
    apply: (target, self, args) =>
      limit(Reflect.apply(target as (...args: unknown[]) => unknown, self, args), deadline),
    get: (target, name) => (name === 'unsafe' ? unsafe : replace(name, Reflect.get(target, name))),
  });
}

/** Statements of a shape that comes again are few and short; lists of rows, each of another length, are neither. */
const MAX_PREPARED_LENGTH = 4_000;
const MAX_PREPARED_PARAMETERS = 30;

/**
 * Drizzle's statements come as text, which the driver would have described by the server each time before it binds the
 * parameters: a second round trip for every statement.
 */
function isWorthPreparing(text: string, parameters: readonly unknown[]): boolean {
  return (
    parameters.length > 0 &&
    parameters.length <= MAX_PREPARED_PARAMETERS &&
    text.length <= MAX_PREPARED_LENGTH
  );
}

/** `sql(...)` also makes identifiers and value lists; only queries run. */
function limit<T>(result: T, deadline: Deadline): T {
  if (result instanceof Promise) limitQuery(result as unknown as DriverQuery, deadline);
  return result;
}

function limitQuery(query: DriverQuery, deadline: Deadline): void {
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
    met = startDeadline(deadline, (closeSilent) => {
      query.reject(databaseUnavailable());
      if (query.state) closeSilent();
      else query.cancel();
    });
    return handler(started);
  };
}

/** Calls `missed` when time is up, unless what it returns is called before. */
function startDeadline(
  { limitMs, sockets }: Deadline,
  missed: (closeSilent: () => void) => void,
): () => void {
  const before = sockets.heardSoFar();
  const timer = setTimeout(() => missed(() => sockets.closeSilent(before)), limitMs);
  return () => clearTimeout(timer);
}

function limitedBegin(sql: Sql, deadline: Deadline) {
  return (...args: [string, Work] | [Work]): Promise<unknown> => {
    const [options, work] = args.length === 2 ? args : ['', args[0]];
    const { promise: overdue, reject } = Promise.withResolvers<never>();
    const fail = (closeSilent: () => void) => {
      reject(databaseUnavailable());
      closeSilent();
    };
    let met = startDeadline(deadline, fail);
    const done = sql.begin(options, async (transaction) => {
      met();
      try {
        return await work(limitTransaction(transaction, deadline));
      } finally {
        met = startDeadline(deadline, fail);
      }
    });
    return Promise.race([done, overdue]).finally(() => met());
  };
}

type Work = (transaction: TransactionSql) => unknown;

function limitTransaction(transaction: TransactionSql, deadline: Deadline): TransactionSql {
  return limitQueries(transaction, deadline, (name, value) =>
    name === 'savepoint' ? limitedSavepoint(transaction, deadline) : value,
  );
}

function limitedSavepoint(transaction: TransactionSql, deadline: Deadline) {
  return (...args: [string, Work] | [Work]): Promise<unknown> => {
    const work = args.at(-1) as Work;
    const limited = (inner: TransactionSql) => work(limitTransaction(inner, deadline));
    return args.length === 2
      ? transaction.savepoint(args[0], limited)
      : transaction.savepoint(limited);
  };
}
