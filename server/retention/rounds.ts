import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Work that is done again and again for as long as the process lives, in every process of the installation.
 *
 * There is no queue of jobs, and neither pg-boss nor graphile-worker: what is to be deleted says so itself (a row is
 * older than its store keeps it, a visitor is marked as erased, a file is on the list of files to remove), so a job that
 * dies with its process leaves nothing to repair, and the next round, wherever it runs, goes on. Rows are taken with
 * FOR UPDATE SKIP LOCKED, so that rounds of several processes share the work and shoppers never wait for it. Either
 * library would bring a second driver with connections of its own (ours fail fast and survive a restart of Postgres,
 * theirs would have to be taught), a schema that migrates itself when the process starts, and a poll or a LISTEN for
 * jobs that begin in 2 to 7 ms, where a minute is soon enough.
 */
export interface Job {
  /** For the log. */
  name: string;
  /** Between the beginnings of two rounds. */
  intervalMs: number;
  /** Does what there is to do and returns; early, with the rest left for the next round, when `signal` is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

export interface RoundsOptions {
  /** How long a round may take before it is told to end. */
  limitMs: number;
  /** How long it may take to end then, before somebody is told that it hangs. */
  graceMs: number;
  /** How long is waited after a failure; twice as long after each more, up to the interval. */
  retryMs: number;
  /** How long a running round is waited for when all ends. */
  stopLimitMs: number;
  onError(error: unknown, doing: string): void;
}

export const DEFAULT_ROUNDS: Omit<RoundsOptions, 'onError'> = {
  limitMs: 50_000,
  graceMs: 10_000,
  retryMs: 5_000,
  stopLimitMs: 1_000,
};

/**
 * Does each job now and once in its interval, apart from the others: one that fails or hangs keeps none of them. Returns a
 * function that ends all; what a round was in the middle of is rolled back with its connection.
 */
export function keepRounds(jobs: Job[], options: RoundsOptions): () => Promise<void> {
  const stop = new AbortController();
  const running = jobs.map((job) => repeat(job, options, stop.signal));
  return async () => {
    stop.abort();
    const limit = new AbortController();
    const waited = sleep(options.stopLimitMs, undefined, { signal: limit.signal }).catch(() => {});
    await Promise.race([Promise.all(running), waited]);
    limit.abort();
  };
}

async function repeat(job: Job, options: RoundsOptions, stop: AbortSignal): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const began = performance.now();
    const done = await attempt(job, options, stop);
    failures = done ? 0 : failures + 1;
    const left = job.intervalMs - (performance.now() - began);
    const waitMs = done
      ? Math.max(left, 0)
      : Math.min(options.retryMs * 2 ** (failures - 1), job.intervalMs);
    await sleep(waitMs, undefined, { signal: stop }).catch(() => {});
  }
}

/** False when it failed. A round beyond its limit is told to end and waited for: two never run beside each other. */
async function attempt(
  job: Job,
  { limitMs, graceMs, onError }: RoundsOptions,
  stop: AbortSignal,
): Promise<boolean> {
  const overdue = setTimeout(() => {
    onError(new Error(`has not ended ${graceMs} ms after it was told to`), job.name);
  }, limitMs + graceMs);
  try {
    await job.run(AbortSignal.any([stop, AbortSignal.timeout(limitMs)]));
    return true;
  } catch (error) {
    if (!stop.aborted) onError(error, job.name);
    return false;
  } finally {
    clearTimeout(overdue);
  }
}
