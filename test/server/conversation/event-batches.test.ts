import { describe, expect, it } from 'vitest';
import { createEventBatches } from '../../../server/conversation/event-batches.ts';
import type { TurnEvent, TurnLog } from '../../../server/conversation/turns.ts';

const event = (turnId: string, seq: number): TurnEvent => ({
  turn: { turnId, storeId: 's', run: 0 },
  seq,
  chunk: { type: 'start-step' },
});

interface Setting {
  away?: boolean;
  foreign?: string[];
  intervalMs?: number;
  size?: number;
  mostWaiting?: number;
}

/** Over a log that can be away, and in which some turns are another process's. */
function batches({ away = false, foreign = [], ...sizes }: Setting = {}) {
  const log = {
    away,
    written: [] as string[],
    /** How many events each statement had. */
    statements: [] as number[],
    errors: 0,
    lost: new Set<string>(),
  };
  const append: TurnLog['append'] = async (_, events) => {
    if (log.away) throw new Error('away');
    log.statements.push(events.length);
    const ours = events.filter(({ turn }) => !foreign.includes(turn.turnId));
    log.written.push(...ours.map(({ turn, seq }) => turn.turnId + seq));
    return foreign.filter((turnId) => events.some(({ turn }) => turn.turnId === turnId));
  };
  const made = createEventBatches({
    log: { append } as TurnLog,
    leaseOwner: 'us',
    intervalMs: 1,
    size: 500,
    retryMs: 1,
    mostWaiting: 1_000,
    ...sizes,
    onLost: (turnId) => log.lost.add(turnId),
    onError: () => log.errors++,
  });
  return { ...made, log };
}

describe('writing events', () => {
  it('is tried again, in order, until it works', async () => {
    const { add, log } = batches({ away: true });
    add(event('a', 1));
    add(event('b', 1));
    await expect.poll(() => log.errors).toBeGreaterThan(1);
    add(event('a', 2));
    log.away = false;
    await expect.poll(() => log.written).toEqual(['a1', 'b1', 'a2']);
  });

  it('ends for a turn that another process has, and goes on for the others', async () => {
    const { add, log } = batches({ foreign: ['a'] });
    add(event('a', 1));
    add(event('b', 1));
    await expect.poll(() => [...log.lost]).toEqual(['a']);
    add(event('b', 2));
    await expect.poll(() => log.written).toEqual(['b1', 'b2']);
  });

  it('leaves to the end of a turn what could not be written', async () => {
    const { add, take, log } = batches({ away: true });
    add(event('a', 1));
    await expect.poll(() => log.errors).toBeGreaterThan(0);
    add(event('a', 2));
    add(event('b', 1));
    expect((await take('a')).map(({ seq }) => seq)).toEqual([1, 2]);
    log.away = false;
    await expect.poll(() => log.written).toEqual(['b1']);
  });

  it('puts no more into a statement than its size, and keeps the order', async () => {
    const { add, log } = batches({ size: 2 });
    for (let seq = 1; seq <= 5; seq++) add(event('a', seq));
    await expect.poll(() => log.written).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(log.statements).toEqual([2, 2, 1]);
  });

  it('does not wait any longer when a batch is full', async () => {
    const { add, log } = batches({ size: 2, intervalMs: 60_000 });
    add(event('a', 1));
    add(event('b', 1));
    await expect.poll(() => log.written).toEqual(['a1', 'b1']);
  });

  it('gives up the turns for which there is no room while the log is away, and writes nothing of them', async () => {
    const { add, take, log } = batches({ away: true, mostWaiting: 3 });
    add(event('a', 1));
    add(event('b', 1));
    add(event('b', 2));
    add(event('b', 3));
    expect([...log.lost]).toEqual(['b']);
    // It has not heard yet.
    add(event('b', 4));
    add(event('a', 2));
    await expect.poll(() => log.errors).toBeGreaterThan(0);
    log.away = false;
    await expect.poll(() => log.written).toEqual(['a1', 'a2']);
    expect(await take('b')).toEqual([]);
  });

  it('takes events of a turn again that was given up and came back', async () => {
    const { add, take, log } = batches({ away: true, mostWaiting: 1 });
    add(event('a', 1));
    add(event('b', 1));
    await take('b');
    await take('a');
    log.away = false;
    add(event('b', 1_000_001));
    await expect.poll(() => log.written).toEqual(['b1000001']);
  });
});
