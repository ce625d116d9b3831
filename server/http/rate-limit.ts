import type { Context, Env } from 'hono';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import { type RateLimiter, secondsToWait } from '../shop/rate-limits.ts';

export interface Counted<E extends Env> {
  limiter: RateLimiter;
  /** For whom. */
  nameOf(context: Context<E>): string;
}

/**
 * Counts a request by each of these, all at once: each is a way to the database. Throws AppError `rate_limited` with the
 * seconds to wait when one refuses it, and then takes it back from the others: who asks too often takes nothing from
 * those at the same address.
 */
export function rateLimit<E extends Env>(...counts: Counted<E>[]) {
  return createMiddleware<E>(async (context, next) => {
    const taken = await Promise.all(
      counts.map(async ({ limiter, nameOf }) => {
        const name = nameOf(context);
        return { waitMs: await limiter.take(name), giveBack: () => limiter.giveBack(name) };
      }),
    );
    const waitMs = Math.max(...taken.map((count) => count.waitMs));
    if (waitMs > 0) {
      await Promise.all(taken.map((count) => (count.waitMs > 0 ? undefined : count.giveBack())));
      throw new AppError(
        'rate_limited',
        'Too many requests in a short time. Please wait a moment.',
        { retryAfter: secondsToWait(waitMs) },
      );
    }
    await next();
  });
}
