import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';

const SECONDS_TO_TRY_AGAIN = 3;

export interface TurnLimit {
  /** Turns that this process may run at once. */
  turns: number;
  /** Turns that run in it now. */
  running(): number;
}

/**
 * Refuses questions with AppError `overloaded` while as many turns run as may. Counted in this process: it is its
 * processor and memory that a turn takes, and what all processes may spend is for budgets to say. A turn whose process
 * died is taken over all the same: it was promised.
 */
export function limitTurns({ turns, running }: TurnLimit) {
  /** Questions that may become turns: a hundred at once must not all see the last place. */
  let accepting = 0;
  return createMiddleware(async (_, next) => {
    if (running() + accepting >= turns) {
      throw new AppError('overloaded', 'Too many questions are being answered here now.', {
        retryAfter: SECONDS_TO_TRY_AGAIN,
      });
    }
    accepting += 1;
    try {
      await next();
    } finally {
      accepting -= 1;
    }
  });
}
