import { afterEach, expect, it } from 'vitest';
import { recoverTurns } from '../../../server/conversation/recover-turns.ts';
import type { RunningTurns } from '../../../server/conversation/running-turns.ts';
import type { KeptTurns, TurnLeases, TurnLog } from '../../../server/conversation/turns.ts';

let end = () => {};
afterEach(() => end());

/** One process that runs these turns, and what the database says of their leases. */
function watch(running: string[], answer: Partial<KeptTurns>) {
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
    onUnread() {},
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
    intervalMs: 1,
    graceMs: 30_000,
  });
  return { stopped, handedOver, asked };
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
