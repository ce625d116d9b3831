import { setTimeout as sleep } from 'node:timers/promises';

/** Lets so many bytes a second through, of all who wait for it together. */
export interface BytePace {
  /** Resolves when `bytes` more may be taken; in the order of asking. */
  take(bytes: number): Promise<void>;
}

export interface BytePaceOptions {
  bytesPerSecond: number;
  /** So many pass at once after a rest. */
  burst: number;
  /** Milliseconds on a clock that only goes forward. */
  now?: () => number;
  wait?: (ms: number) => Promise<unknown>;
}

/** A leaky bucket: `freeAt` is when all that was let through so far would have passed one after another. */
export function bytePace({
  bytesPerSecond,
  burst,
  now = () => performance.now(),
  wait = sleep,
}: BytePaceOptions): BytePace {
  const msOf = (bytes: number) => (bytes / bytesPerSecond) * 1_000;
  let freeAt = Number.NEGATIVE_INFINITY;
  return {
    async take(bytes) {
      freeAt = Math.max(freeAt, now() - msOf(burst)) + msOf(bytes);
      const early = freeAt - now();
      if (early > 0) await wait(early);
    },
  };
}
