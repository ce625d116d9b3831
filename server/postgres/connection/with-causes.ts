/** A cause of a cause of a cause: drizzle wraps the driver's errors. */
const DEEPEST_CAUSE = 4;

/** One of the driver, the system or Postgres says by its `code`, a word or a SQLSTATE, what it is. */
export type CodedError = Error & { code?: unknown };

/** The error and what caused it, the outermost first. */
export function* withCauses(error: unknown): Generator<CodedError> {
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && current instanceof Error; depth += 1) {
    yield current;
    current = current.cause;
  }
}
