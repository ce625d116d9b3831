import { afterEach, expect, it } from 'vitest';
import { recoverTurns } from '../../../server/conversation/recover-turns.ts';
import type { RunningTurns } from '../../../server/conversation/running-turns.ts';
import type { KeptTurns, TurnLeases, TurnLog } from '../../../server/conversation/turns.ts';

let end = async () => {};
let stopTakingOver = () => {};
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
  const leases: Leases = {
    async keep(_, { turnIds }) {
      asked.push(turnIds);
      return { held: [], stopRequested: [], left: [], ...answer };
    },
    takeOver: async () => [],
  };
  const runningTurns: Running = {
    ids: () => running,
    readIds: () => [],
    onUnread(listener) {
      leave = listener;
    },
    stop: (turnId) => !!stopped.add(turnId),
    held: () => {},
    handOver: (turnId) => void handedOver.add(turnId),
  };
  const errors = begin(leases, runningTurns, { intervalMs, graceMs });
  return { stopped, handedOver, asked, errors, leave: (turnId: string) => leave(turnId) };
}

type Leases = Pick<TurnLeases, 'keep' | 'takeOver'>;
type Running = Pick<RunningTurns, 'ids' | 'readIds' | 'onUnread' | 'stop' | 'held' | 'handOver'>;

/** Returns what goes wrong, as it does. */
function begin(
  leases: Leases,
  runningTurns: Running,
  { intervalMs = 1, graceMs = 30_000 } = {},
): unknown[] {
  const errors: unknown[] = [];
  const recovery = recoverTurns({
    leaseOwner: 'us',
    leases: leases as TurnLeases,
    log: {} as TurnLog,
    runningTurns: runningTurns as RunningTurns,
    locale: async () => 'en',
    onError: (error) => errors.push(error),
    intervalMs,
    graceMs,
  });
  ({ end, stopTakingOver } = recovery);
  return errors;
}

/** A process that runs nothing. */
const idle: Running = {
  ids: () => [],
  readIds: () => [],
  onUnread() {},
  stop: () => false,
  held() {},
  handOver() {},
};

it('breaks off a turn whose lease another process has', async () => {
  const { handedOver, asked, errors } = watch(['kept', 'lost'], { held: ['kept'] });
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  expect([...handedOver]).toEqual(['lost']);
  expect(errors).toEqual([]);
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

it('lets others keep what they run after an outage before it takes anything over', async () => {
  const asked: string[] = [];
  let failures = 2;
  const leases: Leases = {
    async keep(_, { turnIds }) {
      asked.push(`keep ${turnIds.length}`);
      return { held: turnIds, stopRequested: [], left: [] };
    },
    async takeOver() {
      asked.push('take over');
      if (failures-- > 0) throw new Error('away');
      return [];
    },
  };
  const errors = begin(leases, idle);
  await expect.poll(() => asked.length).toBeGreaterThan(8);
  expect(asked.slice(0, 8)).toEqual([
    'take over',
    'keep 0',
    'take over',
    'keep 0',
    'take over',
    'take over',
    'take over',
    'take over',
  ]);
  expect(errors).toHaveLength(2);
});

it('takes nothing over once the process is about to end, and goes on to keep what it runs', async () => {
  const asked: string[] = [];
  const leases: Leases = {
    async keep(_, { turnIds }) {
      asked.push('keep');
      return { held: turnIds, stopRequested: [], left: [] };
    },
    async takeOver() {
      asked.push('take over');
      return [];
    },
  };
  begin(leases, { ...idle, ids: () => ['ours'] });
  await expect.poll(() => asked).toContain('take over');
  stopTakingOver();
  const before = asked.length;
  await expect.poll(() => asked.length).toBeGreaterThan(before + 3);
  expect(asked.slice(before + 1)).not.toContain('take over');
});

it('does nothing more once it has ended, whatever was on its way', async () => {
  const asked: string[] = [];
  const answered = Promise.withResolvers<void>();
  const leases: Leases = {
    async keep(_, { turnIds }) {
      asked.push('keep');
      await answered.promise;
      return { held: turnIds, stopRequested: [], left: [] };
    },
    async takeOver() {
      asked.push('take over');
      return [];
    },
  };
  begin(leases, { ...idle, ids: () => ['ours'] });
  await expect.poll(() => asked).toEqual(['keep']);
  const ended = end();
  answered.resolve();
  await ended;
  expect(asked).toEqual(['keep']);
});

it('gives the readers of all turns time to come back after an outage', async () => {
  const read: string[][] = [];
  let failures = 1;
  const leases: Leases = {
    async keep(_, { turnIds, readIds }) {
      read.push(readIds);
      if (failures-- > 0) throw new Error('away');
      return { held: turnIds, stopRequested: [], left: [] };
    },
    takeOver: async () => [],
  };
  begin(leases, { ...idle, ids: () => ['ours'] });
  await expect.poll(() => read.length).toBeGreaterThan(2);
  expect(read.slice(0, 3)).toEqual([[], ['ours'], []]);
});
