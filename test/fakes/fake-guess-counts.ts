import type { Clock } from '../../server/shop/clock.ts';
import type { GuessCounts } from '../../server/shop/coupon-guesses.ts';

const HOUR_MS = 3_600_000;

/** Counts in memory, whose hours end by the clock given. */
export function fakeGuessCounts(clock: Clock): GuessCounts {
  const counts = new Map<string, { taken: number; endsAt: number }>();
  const now = () => clock.now().getTime();
  function countOf(name: string) {
    const known = counts.get(name);
    if (known && known.endsAt > now()) return known;
    const begun = { taken: 0, endsAt: now() + HOUR_MS };
    counts.set(name, begun);
    return begun;
  }
  return {
    async take(name, { times, limit }) {
      const count = countOf(name);
      if (count.taken + times > limit) return count.endsAt - now();
      count.taken += times;
      return 0;
    },
    async giveBack(name, times) {
      countOf(name).taken -= times;
    },
  };
}
