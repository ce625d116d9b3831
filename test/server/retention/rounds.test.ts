import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { keepRounds, type RoundsOptions } from '../../../server/retention/rounds.ts';

function options(changes: Partial<RoundsOptions> = {}) {
  const errors: string[] = [];
  return {
    limitMs: 1_000,
    graceMs: 1_000,
    retryMs: 1,
    stopLimitMs: 1_000,
    onError: (_: unknown, doing: string) => void errors.push(doing),
    errors,
    ...changes,
  };
}

/** A busy machine needs a while for what takes milliseconds. */
const SOON = { timeout: 15_000 };

const counting = (name: string) => {
  const job = { name, intervalMs: 5, rounds: 0, run: async () => void job.rounds++ };
  return job;
};

it('does each job at once and again and again, until it is told to end', async () => {
  const job = counting('count');
  const stop = keepRounds([job], options());
  expect(job.rounds).toBe(1);
  await vi.waitFor(() => expect(job.rounds).toBeGreaterThan(3), SOON);
  await stop();
  const { rounds } = job;
  await sleep(30);
  expect(job.rounds).toBe(rounds);
});

it('keeps on with the others when one fails or hangs, and tries that again', async () => {
  const healthy = counting('healthy');
  let failures = 0;
  const failing = {
    name: 'failing',
    intervalMs: 5,
    run: () => Promise.reject(new Error(`failure ${failures++}`)),
  };
  const hanging = { name: 'hanging', intervalMs: 5, run: () => new Promise<void>(() => {}) };
  const settings = options({ limitMs: 10, graceMs: 10, stopLimitMs: 20 });
  const stop = keepRounds([failing, hanging, healthy], settings);
  await vi.waitFor(() => expect(healthy.rounds).toBeGreaterThan(3), SOON);
  await vi.waitFor(() => expect(failures).toBeGreaterThan(2), SOON);
  await vi.waitFor(() => expect(settings.errors).toContain('hanging'), SOON);
  // Ends although one of them never does.
  await stop();
  expect(new Set(settings.errors)).toEqual(new Set(['failing', 'hanging']));
});

it('waits longer after each failure, and no longer than between rounds', async () => {
  const times: number[] = [];
  const failing = {
    name: 'failing',
    intervalMs: 60,
    run: () => {
      times.push(performance.now());
      return Promise.reject(new Error('no'));
    },
  };
  const stop = keepRounds([failing], options({ retryMs: 20 }));
  await vi.waitFor(() => expect(times.length).toBe(5), SOON);
  await stop();
  const pauses = times.slice(1).map((time, index) => time - times[index]!);
  // Timers may be a millisecond early.
  for (const [index, atLeast] of [19, 39, 59, 59].entries()) {
    expect(pauses[index]).toBeGreaterThanOrEqual(atLeast);
  }
});

it('tells a round that takes too long to end, and never runs two of a job at once', async () => {
  let atOnce = 0;
  let most = 0;
  let ended = 0;
  const long = {
    name: 'long',
    intervalMs: 5,
    async run(signal: AbortSignal) {
      most = Math.max(most, ++atOnce);
      while (!signal.aborted) await sleep(1);
      atOnce--;
      ended++;
    },
  };
  const settings = options({ limitMs: 10 });
  const stop = keepRounds([long], settings);
  await vi.waitFor(() => expect(ended).toBeGreaterThan(1), SOON);
  await stop();
  expect([most, atOnce, settings.errors]).toEqual([1, 0, []]);
});
