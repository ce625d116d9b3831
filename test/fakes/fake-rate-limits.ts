import type { Clock } from '../../server/shop/clock.ts';
import type { RateLimits } from '../../server/shop/rate-limits.ts';

/** Counts of one process, whose windows end by the clock given. */
export function fakeRateLimits(clock: Clock): RateLimits {
  const counts = new Map<string, { taken: number; endsAt: number }>();
  return {
    limiter({ of, times, seconds }) {
      const now = () => clock.now().getTime();
      const countOf = (name: string) => {
        const key = `${of}:${name}`;
        const known = counts.get(key);
        if (known && known.endsAt > now()) return known;
        const begun = { taken: 0, endsAt: now() + seconds * 1_000 };
        counts.set(key, begun);
        return begun;
      };
      return {
        async take(name) {
          const count = countOf(name);
          count.taken += 1;
          return count.taken > times ? count.endsAt - now() : 0;
        },
        async giveBack(name) {
          countOf(name).taken -= 1;
        },
      };
    },
  };
}
