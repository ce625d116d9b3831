import type { Context, Env } from 'hono';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import { type RateLimiter, secondsToWait } from '../shop/rate-limits.ts';

/** Counts a request for whom `nameOf` says. Throws AppError `rate_limited` with the seconds to wait. */
export function rateLimit<E extends Env>(
  limiter: RateLimiter,
  nameOf: (context: Context<E>) => string,
) {
  return createMiddleware<E>(async (context, next) => {
    const waitMs = await limiter.take(nameOf(context));
    if (waitMs > 0) {
      throw new AppError(
        'rate_limited',
        'Too many requests in a short time. Please wait a moment.',
        { retryAfter: secondsToWait(waitMs) },
      );
    }
    await next();
  });
}
