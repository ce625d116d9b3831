import { expect, test } from 'vitest';
import { watchForLostCalls } from '../../../server/model/lost-calls.ts';

test('looks again after a look that failed, tells what it found and ends when told', async () => {
  const looks = [() => Promise.reject(new Error('away')), async () => 0, async () => 3];
  const ended: number[] = [];
  const errors: unknown[] = [];
  let looked = 0;
  const stop = watchForLostCalls({
    lostCalls: { end: () => (looks[looked++] ?? (async () => 0))() },
    intervalMs: 1,
    onEnded: (count) => ended.push(count),
    onError: (error) => errors.push(error),
  });
  await expect.poll(() => ended).toEqual([3]);
  expect(errors).toHaveLength(1);
  await stop();
  const before = looked;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(looked).toBe(before);
});

test('waits for the look that runs when it is told to end', async () => {
  const look = Promise.withResolvers<number>();
  const ended: number[] = [];
  const stop = watchForLostCalls({
    lostCalls: { end: () => look.promise },
    onEnded: (count) => ended.push(count),
    onError: () => {},
  });
  const stopped = stop();
  look.resolve(2);
  await stopped;
  expect(ended).toEqual([2]);
});
