import { setTimeout as sleep } from 'node:timers/promises';

/** How to treat work that fails while the database is away. */
export interface Patience {
  /** A failure that comes later than this is thrown, in milliseconds from the first try. */
  limitMs: number;
  /** Between a failure and the next try. */
  retryMs: number;
  /** False for a failure that does not pass: it is thrown at once. All pass when absent. */
  mayPass?(error: unknown): boolean;
  /** Hears of each failure after which it is tried again. */
  onFailure(error: unknown): void;
}

/** Tries until it works. Throws the last failure, or the signal's reason when that is aborted after a failure. */
export async function keepTrying<T>(
  work: () => Promise<T>,
  {
    limitMs,
    retryMs,
    mayPass = () => true,
    onFailure,
    signal,
  }: Patience & { signal?: AbortSignal },
): Promise<T> {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error) || performance.now() > giveUpAt) throw error;
      signal?.throwIfAborted();
      onFailure(error);
      await sleep(retryMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}
