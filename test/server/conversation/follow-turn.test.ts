import { describe, expect, it } from 'vitest';
import { type FollowDeps, followTurn } from '../../../server/conversation/follow-turn.ts';
import { createLiveEvents } from '../../../server/conversation/live-events.ts';
import type { NumberedChunk } from '../../../server/conversation/turns.ts';

const TURN = { turnId: 't', storeId: 's' };
const event = (seq: number): NumberedChunk => ({ seq, chunk: { type: 'start-step' } });

/** A log that says what it is told to, one answer after the other, and that no signal ever speaks of. */
function logOf(...answers: { events: NumberedChunk[]; over: boolean }[]) {
  const askedAfter: number[] = [];
  const waits: number[] = [];
  const deps: FollowDeps = {
    turns: {
      running: async () => TURN,
      requestStop: async () => TURN,
      markRead: async () => {},
      async events(_, afterSeq) {
        askedAfter.push(afterSeq);
        return answers.shift() ?? { events: [], over: false };
      },
    },
    signals: {
      async waitForEvents(_, { limitMs }) {
        waits.push(limitMs);
        await new Promise((resolve) => setTimeout(resolve, 1));
      },
      onStop() {},
    },
    findLive: () => undefined,
    limits: { pollMs: 7 },
    readMarks: { add: () => () => {} },
  };
  return { deps, askedAfter, waits };
}

async function read(
  deps: FollowDeps,
  { afterSeq = 0, signal = new AbortController().signal } = {},
) {
  const events = followTurn(deps, TURN, { afterSeq, signal });
  const seqs: number[] = [];
  for (let next = await events.next(); ; next = await events.next()) {
    if (next.done) return { seqs, sawEnd: next.value };
    seqs.push(...next.value.map(({ seq }) => seq));
  }
}

describe('following a turn', () => {
  it('asks the log again after its poll interval when no signal comes', async () => {
    const { deps, askedAfter, waits } = logOf(
      { events: [], over: false },
      { events: [event(1), event(2)], over: false },
      { events: [event(3)], over: true },
    );
    expect(await read(deps)).toEqual({ seqs: [1, 2, 3], sawEnd: true });
    expect(askedAfter).toEqual([0, 0, 2]);
    expect(waits).toEqual([7]);
  });

  it('begins after the event that the reader has', async () => {
    const { deps, askedAfter } = logOf({ events: [event(6)], over: true });
    expect(await read(deps, { afterSeq: 5 })).toEqual({ seqs: [6], sawEnd: true });
    expect(askedAfter).toEqual([5]);
  });

  it('goes on from the log where the process that ran the turn broke off', async () => {
    const { deps, askedAfter } = logOf({ events: [event(2)], over: true });
    const live = createLiveEvents({ first: 1 });
    live.publish({ type: 'start-step' });
    live.close(false);
    expect(await read({ ...deps, findLive: () => live })).toEqual({ seqs: [1, 2], sawEnd: true });
    expect(askedAfter).toEqual([1]);
  });

  it('does not ask the log for a turn whose end was seen from memory', async () => {
    const { deps, askedAfter } = logOf();
    const live = createLiveEvents({ first: 1 });
    live.publish({ type: 'start-step' });
    live.close(true);
    expect(await read({ ...deps, findLive: () => live })).toEqual({ seqs: [1], sawEnd: true });
    expect(askedAfter).toEqual([]);
  });

  it('lets readers go when the process closes, and does not call that the end', async () => {
    const { deps } = logOf({ events: [event(1)], over: false });
    const closing = new AbortController();
    setTimeout(() => closing.abort(), 5);
    const reading = read({ ...deps, closing: closing.signal });
    expect(await reading).toEqual({ seqs: [1], sawEnd: false });
  });

  it('ends when the reader leaves', async () => {
    const { deps } = logOf({ events: [event(1)], over: false });
    const reader = new AbortController();
    setTimeout(() => reader.abort(), 5);
    expect(await read(deps, { signal: reader.signal })).toEqual({ seqs: [1], sawEnd: false });
  });
});
