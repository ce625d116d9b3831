/** Why the bundled Postgres cannot run, in a sentence that says what to do. Worth showing without a stack. */
export class EmbeddedPostgresError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EmbeddedPostgresError';
  }
}

export const USE_DATABASE_URL = 'set DATABASE_URL to a Postgres 15 or newer';
