import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';

/** What a request has waited for us, which ends in an answer one way or another. */
export interface OurTime {
  /** From here on it waits for its client, and not for us … */
  pause(): void;
  /** … until here. */
  resume(): void;
  /** What it does now has a limit of its own. */
  stop(): void;
}

export interface OurTimeEnv {
  Variables: { ourTime?: OurTime };
}

/**
 * The longest that a request waits for the database, with all that it asks one after the other, in milliseconds: each
 * question has a limit of its own, and several that are slow would add up.
 */
export const ANSWER_LIMIT_MS = 4_500;

/**
 * Throws AppError `db_unavailable` when the time is up. What the route still does goes on: a question that it stores has
 * its id, and whoever sends it again finds it.
 */
export function answerInTime(limitMs = ANSWER_LIMIT_MS) {
  return createMiddleware<OurTimeEnv>(async (context, next) => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const ourTime = startClock(limitMs, () => reject(tookTooLong()));
    context.set('ourTime', ourTime);
    await Promise.race([next(), late]).finally(ourTime.stop);
  });
}

/** For requests whose bodies take their own time, with limits of their own. */
export const takesItsTime = createMiddleware<OurTimeEnv>(async (context, next) => {
  context.get('ourTime')?.stop();
  await next();
});

function tookTooLong(): AppError {
  return new AppError('db_unavailable', 'The database takes too long to answer; try again.', {
    retryAfter: 1,
  });
}

function startClock(limitMs: number, onLate: () => void): OurTime {
  let leftMs = limitMs;
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined = setTimeout(onLate, leftMs);
  return {
    pause() {
      if (!timer) return;
      clearTimeout(timer);
      leftMs -= performance.now() - since;
    },
    resume() {
      if (!timer) return;
      since = performance.now();
      timer = setTimeout(onLate, Math.max(0, leftMs));
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
