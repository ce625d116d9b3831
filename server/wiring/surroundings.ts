import type { Logger } from 'pino';
import type { Config } from '../config.ts';

/** What everything is built with. */
export interface Surroundings {
  config: Config;
  log: Logger;
  /** For failures that nobody waits for. */
  logError(error: unknown, doing: string): void;
  /** For what is to end when the process stops: in the opposite order, or together (see `endsTogether`). */
  cleanup: Pick<AsyncDisposableStack, 'defer'>;
}
