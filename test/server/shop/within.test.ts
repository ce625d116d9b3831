import { expect, it } from 'vitest';
import { within } from '../../../server/shop/within.ts';

it('gives the answer that comes in time, or what went wrong with it', async () => {
  await expect(within(1_000, Promise.resolve('here'))).resolves.toBe('here');
  await expect(within(1_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

it('does not wait for an answer that does not come', async () => {
  await expect(within(5, new Promise(() => {}))).rejects.toThrow('no answer within 5 ms');
});
