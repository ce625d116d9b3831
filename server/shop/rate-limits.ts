/** How often something may be done. */
export interface RateLimit {
  /** What is counted, for whom: `messages of a visitor`. Its own count for each name. */
  of: string;
  times: number;
  /** From the first time on; then the count begins anew. */
  seconds: number;
}

/** Counts shared by all processes of the installation. Nothing here throws, and nothing waits for long. */
export interface RateLimits {
  limiter(limit: RateLimit): RateLimiter;
}

export interface RateLimiter {
  /** Counts one for `name`. 0: it was within the limit; else the milliseconds until the count begins anew. */
  take(name: string): Promise<number>;
  /** Takes one back that was within the limit. */
  giveBack(name: string): Promise<void>;
}

/** Whole seconds for `Retry-After`, from milliseconds; at least 1. */
export function secondsToWait(waitMs: number): number {
  return Math.max(1, Math.ceil(waitMs / 1_000));
}
