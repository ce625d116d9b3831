import { describe, expect, it } from 'vitest';
import { createEventBatches } from '../../../server/conversation/event-batches.ts';
import type { TurnEvent, TurnLog } from '../../../server/conversation/turns.ts';

const event = (turnId: string, seq: number): TurnEvent => ({
  turn: { turnId, storeId: 's' },
  seq,
  chunk: { type: 'start-step' },
});

/** Over a log that can be away, and in which some turns are another process's. */
function batches({ away = false, foreign = [] }: { away?: boolean; foreign?: string[] } = {}) {
  const log = { away, written: [] as string[], errors: 0, lost: new Set<string>() };
  const append: TurnLog['append'] = async (_, events) => {
    if (log.away) throw new Error('away');
    const ours = events.filter(({ turn }) => !foreign.includes(turn.turnId));
    log.written.push(...ours.map(({ turn, seq }) => turn.turnId + seq));
    return foreign.filter((turnId) => events.some(({ turn }) => turn.turnId === turnId));
  };
  const made = createEventBatches({
    log: { append } as TurnLog,
    leaseOwner: 'us',
    intervalMs: 1,
    retryMs: 1,
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
});
