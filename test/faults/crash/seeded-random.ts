/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface SeededRandom {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  one<T>(of: readonly T[]): T;
  /** True in so many cases of a hundred. */
  percent(chance: number): boolean;
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    below: (limit) => Math.floor(next() * limit),
    one: (of) => of[Math.floor(next() * of.length)]!,
    percent: (chance) => next() * 100 < chance,
  };
}
