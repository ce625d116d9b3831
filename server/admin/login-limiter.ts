import { AppError } from '../errors.ts';
import { type RateLimits, secondsToWait } from '../shop/rate-limits.ts';

const SECONDS = 5 * 60;
const TRIES = 6;

/** Counts failed sign-ins, all processes together. */
export interface LoginLimiter {
  /**
   * Takes one try for each name (a network, an account) before the password is looked at, so that a hundred tries at
   * once count as a hundred. Throws AppError `rate_limited` at the first name that had 6 within 5 minutes, and takes
   * nothing from those after it: name first what an attacker cannot choose.
   * The returned function gives the tries back after a right password.
   */
  take(names: string[]): Promise<() => Promise<void>>;
}

export function loginLimiter(rateLimits: RateLimits): LoginLimiter {
  const tries = rateLimits.limiter({ of: 'sign-in', times: TRIES, seconds: SECONDS });
  return {
    async take(names) {
      for (const name of names) {
        const waitMs = await tries.take(name);
        if (waitMs > 0) throw tooMany(waitMs);
      }
      return async () => {
        await Promise.all(names.map((name) => tries.giveBack(name)));
      };
    },
  };
}

function tooMany(waitMs: number): AppError {
  return new AppError('rate_limited', 'Too many failed sign-ins. Wait before the next try.', {
    retryAfter: secondsToWait(waitMs),
  });
}
