import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';

/** An error as the log keeps it. */
export interface LoggableError {
  type: string;
  message: string;
  code?: string;
  /** Where it was thrown, without the message. */
  stack?: string;
  cause?: LoggableError;
}

const DEEPEST_CAUSE = 5;
/** SQLSTATE class 22: the data was wrong, and the message quotes it. */
const DATA_EXCEPTION = /^22/;

/**
 * Keeps what helps to find a fault and leaves out what shoppers wrote: the parameters of queries are their texts, their
 * coupon codes and the hashes of their tokens.
 */
export function loggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'a value that is no error' };
  const { code } = error as { code?: unknown };
  return {
    type: error.constructor.name,
    message: messageOf(error),
    code: typeof code === 'string' ? code : undefined,
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    cause:
      error.cause === undefined || depth >= DEEPEST_CAUSE
        ? undefined
        : loggableError(error.cause, depth + 1),
  };
}

function messageOf(error: Error): string {
  if (error instanceof DrizzleQueryError) return `Failed query: ${error.query}`;
  if (error instanceof postgres.PostgresError && DATA_EXCEPTION.test(error.code)) {
    return 'The database cannot take such a value.';
  }
  return error.message;
}
