import type { Config } from '../config.ts';
import type { Database } from '../postgres/connection/database.ts';

/** What a command that works on the database is given. */
export interface CommandContext {
  config: Config;
  database: Database;
  /** Prints a line for the person who called. */
  out(line: string): void;
  /** Writes what the command makes, as it is; resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Shows how far it is, in place of what was shown before; absent where nobody watches. */
  progress?(text: string): void;
}

/** Something the caller can put right; shown without a stack, and the command ends with 1. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}

/** The command was called the wrong way; shown with how to call it, and it ends with 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
