import { afterEach, expect, it } from 'vitest';
import { recoverTurns } from '../../../server/conversation/recover-turns.ts';
import type { RunningTurns } from '../../../server/conversation/running-turns.ts';
import type { KeptTurns, TurnLeases, TurnLog } from '../../../server/conversation/turns.ts';

let end = () => {};
afterEach(() => end());

/** One process that runs these turns, and what the database says of their leases. */
function watch(
  running: string[],
  answer: Partial<KeptTurns>,
  { intervalMs = 1, graceMs = 30_000 } = {},
) {
  let leave = (_: string) => {};
  const stopped = new Set<string>();
  const handedOver = new Set<string>();
  const asked: string[][] = [];
  const leases: Pick<TurnLeases, 'keep' | 'takeOver'> = {
    async keep(_, { turnIds }) {
      asked.push(turnIds);
      return { held: [], stopRequested: [], left: [], ...answer };
    },
    takeOver: async () => [],
  };
  const runningTurns: Pick<RunningTurns, 'ids' | 'readIds' | 'onUnread' | 'stop' | 'handOver'> = {
    ids: () => running,
    readIds: () => [],
    onUnread(listener) {
      leave = listener;
    },
    stop: (turnId) => !!stopped.add(turnId),
    handOver: (turnId) => void handedOver.add(turnId),
  };
  end = recoverTurns({
    leaseOwner: 'us',
    leases: leases as TurnLeases,
    log: {} as TurnLog,
    runningTurns: runningTurns as RunningTurns,
    locale: async () => 'en',
    onError: (error) => {
      throw error;
    },
    intervalMs,
    graceMs,
  });
  return { stopped, handedOver, asked, leave: (turnId: string) => leave(turnId) };
}

it('breaks off a turn whose lease another process has', async () => {
  const { handedOver, asked } = watch(['kept', 'lost'], { held: ['kept'], stopRequested: [] });
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  expect([...handedOver]).toEqual(['lost']);
});

it('stops a turn of which no signal told that its visitor wants it stopped', async () => {
  const { stopped, handedOver, asked } = watch(['on', 'off'], {
    held: ['on', 'off'],
    stopRequested: ['off'],
  });
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  expect([...stopped]).toEqual(['off']);
  expect([...handedOver]).toEqual([]);
});

it('looks after all turns together that are left at once, and ends those that nobody came back to', async () => {
  const running = Array.from({ length: 100 }, (_, n) => `t${n}`);
  const answer = { held: running, left: [] as string[] };
  const { stopped, asked, leave } = watch(running, answer, { intervalMs: 60_000, graceMs: 1 });
  await expect.poll(() => asked.length).toBe(1);
  answer.left = running;
  for (const turnId of running) leave(turnId);
  await expect.poll(() => [...stopped]).toEqual(running);
  // When the watch began, when they were left and when the grace was over.
  expect(asked).toEqual([running, running, running]);
});
