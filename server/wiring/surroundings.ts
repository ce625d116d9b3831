import type { Logger } from 'pino';
import type { Config } from '../config.ts';

/** What everything is built with. */
export interface Surroundings {
  config: Config;
  log: Logger;
  /** For failures that nobody waits for. */
  logError(error: unknown, doing: string): void;
  /** Ended in the opposite order when the process stops. */
  cleanup: AsyncDisposableStack;
}
