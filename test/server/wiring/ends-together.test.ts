import { expect, it } from 'vitest';
import { endsTogether } from '../../../server/wiring/ends-together.ts';

it('tells all to end at once, and has ended with the slowest', async () => {
  const told: string[] = [];
  const cleanup = new AsyncDisposableStack();
  cleanup.defer(() => void told.push('what they need'));
  const together = endsTogether(cleanup);
  const slow = Promise.withResolvers<void>();
  together.defer(async () => {
    told.push('the slow one');
    await slow.promise;
    told.push('the slow one has ended');
  });
  together.defer(() => void told.push('the quick one'));
  const ended = cleanup.disposeAsync();
  await new Promise(setImmediate);
  expect(told).toEqual(['the slow one', 'the quick one']);
  slow.resolve();
  await ended;
  expect(told.slice(2)).toEqual(['the slow one has ended', 'what they need']);
});

it('ends all of them when one fails, and says so', async () => {
  const told: string[] = [];
  const cleanup = new AsyncDisposableStack();
  cleanup.defer(() => void told.push('what they need'));
  const together = endsTogether(cleanup);
  together.defer(() => {
    throw new Error('stuck');
  });
  together.defer(() => void told.push('the other one'));
  await expect(cleanup.disposeAsync()).rejects.toThrow('stuck');
  expect(told).toEqual(['the other one', 'what they need']);
});
