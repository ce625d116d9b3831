import { AppError } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';

const WINDOW_MS = 5 * 60_000;
const ATTEMPTS = 6;
const NAMES_KEPT = 50_000;

/** Counts failed sign-ins. Kept in this process's memory: with n processes an attacker gets n times as many tries. */
export interface LoginLimiter {
  /**
   * Takes one try for each name (an account, a network) before the password is looked at, so that a hundred tries at
   * once count as a hundred. Throws AppError `rate_limited` when a name had 6 within 5 minutes.
   * The returned function gives the tries back after a right password.
   */
  take(names: string[]): () => void;
}

export function loginLimiter(clock: Clock): LoginLimiter {
  const attempts = new Map<string, number[]>();

  const recent = (name: string, now: number) =>
    (attempts.get(name) ?? []).filter((time) => time > now - WINDOW_MS);

  const remember = (name: string, times: number[]) => {
    attempts.delete(name);
    if (times.length > 0) attempts.set(name, times);
    const oldest = attempts.keys().next();
    if (attempts.size > NAMES_KEPT && !oldest.done) attempts.delete(oldest.value);
  };

  return {
    take(names) {
      const now = clock.now().getTime();
      for (const name of names) {
        const times = recent(name, now);
        if (times.length >= ATTEMPTS) throw tooMany(times[0]! + WINDOW_MS - now);
      }
      for (const name of names) remember(name, [...recent(name, now), now]);
      return () => {
        for (const name of names) {
          const times = attempts.get(name) ?? [];
          const index = times.lastIndexOf(now);
          if (index >= 0) remember(name, times.toSpliced(index, 1));
        }
      };
    },
  };
}

function tooMany(waitMs: number): AppError {
  return new AppError('rate_limited', 'Too many failed sign-ins. Wait before the next try.', {
    retryAfter: Math.max(1, Math.ceil(waitMs / 1000)),
  });
}
