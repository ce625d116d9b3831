import { AppError } from '../../errors.ts';
import { withCauses } from './with-causes.ts';

/** What the driver says when a connection cannot be had or is lost. */
const DRIVER_CODES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
]);

/** What the system says of a socket; the same words come from other servers, so only errors of queries count. */
const SOCKET_CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * SQLSTATE: connection exceptions, a shutdown or recovery, no connection, memory or disk to spare, a statement over its
 * limit, and transactions that were undone as they stood in each other's way. Also what an operator can put right while
 * we run: a password that was changed, a database that is gone, a primary that has become a standby.
 */
const SERVER_CODES = /^(08...|28...|3D000|25006|57P0[1-5]|53...|57014|40001|40P01)$/;

/** True when the database could not be asked, or not in time: the same request may work in a moment. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (const thrown of withCauses(error)) {
    const { code } = thrown;
    if (code === 'db_unavailable') return true;
    if (typeof code === 'string') {
      if (DRIVER_CODES.has(code) || SERVER_CODES.test(code)) return true;
      if (SOCKET_CODES.has(code) && 'query' in thrown) return true;
    }
  }
  return false;
}

const UNIQUE_VIOLATION = '23505';

/** True when what was to be the only one of its kind was there already. */
export function isUniqueViolation(error: unknown): boolean {
  return withCauses(error).some(({ code }) => code === UNIQUE_VIOLATION);
}

/** What a row of a visitor's needs: the visitor. */
const NEEDS_VISITOR = new Set([
  'conversation_store_id_visitor_id_fkey',
  'image_store_id_visitor_id_fkey',
]);

/** True for what was written for a visitor who was erased, or whose time was over, since the request came in. */
function isVisitorGone(error: unknown): boolean {
  for (const thrown of withCauses(error)) {
    const { constraint_name: constraint } = thrown as { constraint_name?: unknown };
    if (typeof constraint === 'string' && NEEDS_VISITOR.has(constraint)) return true;
  }
  return false;
}

/** The AppError that a failure of the database is for a client; undefined when it means nothing to one. */
export function explainDatabaseError(error: unknown): AppError | undefined {
  if (isVisitorGone(error)) {
    return new AppError('unauthorized', 'The visitor token is not valid (any more).');
  }
  return isDatabaseUnavailable(error) ? databaseUnavailable(error) : undefined;
}

export function databaseUnavailable(cause?: unknown): AppError {
  const details = { retryAfter: 1, cause };
  return new AppError('db_unavailable', 'The database does not answer; try again.', details);
}
