import type { Surroundings } from './surroundings.ts';

/**
 * A place in `cleanup` for what need not wait for one another: all of it is told to end at once, and has ended when the
 * slowest has. Rejects with the first failure, after all have ended.
 */
export function endsTogether(cleanup: Surroundings['cleanup']): Surroundings['cleanup'] {
  const ends: (() => unknown)[] = [];
  cleanup.defer(async () => {
    const results = await Promise.allSettled(ends.map(async (end) => end()));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  });
  return { defer: (end) => void ends.push(end) };
}
