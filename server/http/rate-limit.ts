import type { Context, Env } from 'hono';
import { createMiddleware } from 'hono/factory';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';

export interface RateLimit<E extends Env> {
  /** Requests that are allowed within the window. */
  points: number;
  seconds: number;
  key(context: Context<E>): string;
}

/** Counts in this process. Throws AppError `rate_limited` with the seconds to wait. */
export function rateLimit<E extends Env>({ points, seconds, key }: RateLimit<E>) {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return createMiddleware<E>(async (context, next) => {
    try {
      await limiter.consume(key(context));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new AppError(
        'rate_limited',
        'Too many requests in a short time. Please wait a moment.',
        {
          retryAfter: Math.ceil(refused.msBeforeNext / 1_000),
        },
      );
    }
    await next();
  });
}
