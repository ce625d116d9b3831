import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CallQueueOptions, createCallQueue } from '../../../server/model/call-queue.ts';
import type { RateAnswer, RateUse } from '../../../server/model/model-rate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface LineOptions {
  paceMs?: number;
  firstMs?: number;
  tellsPace?: boolean;
}

/** A line before an endpoint that takes one call every `paceMs`, the next one after `firstMs`. */
function lineOf(options: Partial<CallQueueOptions> & LineOptions = {}) {
  const { paceMs = 1_000, firstMs = 0, tellsPace = false, ...rest } = options;
  let nextAt = performance.now() + firstMs;
  const taken: number[] = [];
  const given: RateUse[] = [];
  const queue = createCallQueue({
    rate: {
      async take(tokens) {
        const waitMs = nextAt - performance.now();
        if (waitMs > 0) return { waitMs, paceMs: tellsPace ? paceMs : 0 };
        nextAt = performance.now() + paceMs;
        taken.push(tokens);
        return { waitMs: 0, paceMs: 0 };
      },
      correct: (difference) => void given.push(difference),
    },
    maxLength: 100,
    maxWaitMs: 30_000,
    ...rest,
  });
  /** `tokens` names the caller. */
  function enter(tokens: number, signal = new AbortController().signal) {
    const caller = {
      places: [] as number[],
      state: 'waiting' as string,
      error: undefined as unknown,
    };
    void (async () => {
      try {
        for await (const { place } of queue.enter(tokens, signal)) caller.places.push(place);
        caller.state = 'called';
      } catch (error) {
        caller.state = 'gone';
        caller.error = error;
      }
    })();
    return caller;
  }
  return { queue, taken, given, enter };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('lets calls go at once while there is room, however many come together', async () => {
  const { enter, queue } = lineOf({ paceMs: 0, maxLength: 1 });
  const callers = [1, 2, 3].map((n) => enter(n));
  await pass(0);
  expect(callers.map(({ state }) => state)).toEqual(['called', 'called', 'called']);
  expect(queue.length).toBe(0);
});

test('serves who came first, first', async () => {
  const { enter, taken } = lineOf({ firstMs: 500 });
  for (const n of [1, 2, 3, 4]) enter(n);
  await pass(500);
  expect(taken).toEqual([1]);
  await pass(3_000);
  expect(taken).toEqual([1, 2, 3, 4]);
});

test('tells the place after two seconds, and again when it changes', async () => {
  const { enter } = lineOf({ firstMs: 3_000 });
  const [first, , third] = [1, 2, 3].map((n) => enter(n));
  await pass(1_999);
  expect(third!.places).toEqual([]);
  await pass(1);
  expect([first!.places, third!.places]).toEqual([[1], [3]]);
  await pass(1_000);
  expect(third!.places).toEqual([3, 2]);
  await pass(1_000);
  expect(third!.places).toEqual([3, 2, 1]);
  await pass(1_000);
  expect(third).toMatchObject({ state: 'called', places: [3, 2, 1] });
});

test('says nothing of places to those who wait less', async () => {
  const { enter } = lineOf({ firstMs: 50, paceMs: 50, noticeMs: 200 });
  const callers = [1, 2, 3].map((n) => enter(n));
  await pass(150);
  expect(callers.map(({ state, places }) => [state, places])).toEqual([
    ['called', []],
    ['called', []],
    ['called', []],
  ]);
});

test('takes in no more than it may hold', async () => {
  const { enter, queue } = lineOf({ firstMs: 5_000, maxLength: 2 });
  const first = enter(1);
  await pass(0);
  const others = [2, 3].map((n) => enter(n));
  await pass(0);
  expect(queue.length).toBe(2);
  expect([first, ...others].map(({ state }) => state)).toEqual(['waiting', 'waiting', 'gone']);
  expect(others[1]!.error).toMatchObject({
    reason: 'queue_full',
    code: 'model_overloaded',
    retryable: false,
  });
});

test('takes in no more of those either who come together before anybody knows that there is no room', async () => {
  const { enter, queue } = lineOf({ firstMs: 1_000, maxLength: 3 });
  const callers = [1, 2, 3, 4, 5, 6].map((n) => enter(n));
  await pass(0);
  expect(queue.length).toBe(3);
  expect(callers.map(({ state }) => state)).toEqual([
    ...Array(3).fill('waiting'),
    ...Array(3).fill('gone'),
  ]);
  expect(callers[5]?.error).toMatchObject({ reason: 'queue_full' });
});

test('turns a call away at once when room comes later than it may wait', async () => {
  const { enter, taken } = lineOf({ firstMs: 60_000 });
  const caller = enter(1);
  await pass(0);
  expect(caller).toMatchObject({ state: 'gone', error: { reason: 'queue_full' } });
  await pass(120_000);
  expect(taken).toEqual([]);
});

test('turns away at once whose place is known to be served too late', async () => {
  const { enter, taken } = lineOf({
    firstMs: 2_000,
    paceMs: 2_000,
    maxWaitMs: 5_000,
    tellsPace: true,
  });
  const callers = [1, 2, 3].map((n) => enter(n));
  await pass(0);
  const late = enter(4);
  await pass(0);
  expect(callers.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'gone']);
  expect(late).toMatchObject({ state: 'gone', error: { reason: 'queue_full' } });
  await pass(2_000);
  const next = enter(5);
  await pass(2_000);
  expect(taken).toEqual([1, 2]);
  expect(next.state).toBe('waiting');
});

test('turns everybody away who would wait longer than allowed', async () => {
  const { enter, queue } = lineOf({ firstMs: 1_500, paceMs: 1_500, maxWaitMs: 2_000 });
  const callers = [1, 2, 3].map((n) => enter(n));
  await pass(1_500);
  expect(callers.map(({ state }) => state)).toEqual(['called', 'gone', 'gone']);
  expect(callers[2]).toMatchObject({ places: [], error: { reason: 'queue_full' } });
  expect(queue.length).toBe(0);
});

test('lets nobody wait longer than allowed behind a call that is still being asked for', async () => {
  const answer = Promise.withResolvers<RateAnswer>();
  const { enter } = lineOf({
    maxWaitMs: 1_000,
    rate: { take: () => answer.promise, correct() {} },
  });
  const [, second] = [1, 2].map((n) => enter(n));
  await pass(999);
  expect(second!.state).toBe('waiting');
  await pass(1);
  expect(second).toMatchObject({ state: 'gone', error: { reason: 'queue_full' } });
});

test('forgets at once who leaves, and lets the others move up', async () => {
  const { enter, queue, taken } = lineOf({ firstMs: 5_000 });
  const abort = new AbortController();
  const reason = new Error('the shopper pressed stop');
  const leaver = enter(1, abort.signal);
  const other = enter(2);
  await pass(2_000);
  expect(other.places).toEqual([2]);
  abort.abort(reason);
  await pass(0);
  expect(leaver).toMatchObject({ state: 'gone', error: reason });
  expect(other.places).toEqual([2, 1]);
  expect(queue.length).toBe(1);
  await pass(60_000);
  expect(taken).toEqual([2]);
});

test('gives back what came for somebody who left while it was being asked for', async () => {
  const answer = Promise.withResolvers<RateAnswer>();
  const given: RateUse[] = [];
  const queue = createCallQueue({
    rate: { take: () => answer.promise, correct: (use) => void given.push(use) },
    maxLength: 1,
    maxWaitMs: 1_000,
  });
  const abort = new AbortController();
  const entering = queue.enter(40, abort.signal).next();
  abort.abort(new Error('left'));
  await expect(entering).rejects.toThrow('left');
  expect(queue.length).toBe(0);
  answer.resolve({ waitMs: 0, paceMs: 0 });
  await expect.poll(() => given).toEqual([{ requests: -1, tokens: -40 }]);
});

test('lets nobody in who has left already', async () => {
  const { enter, taken } = lineOf();
  const caller = enter(1, AbortSignal.abort(new Error('left')));
  await pass(0);
  expect(caller.state).toBe('gone');
  expect(taken).toEqual([]);
});
