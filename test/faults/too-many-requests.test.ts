import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureNotice } from '../../server/conversation/failure-notice.ts';
import { type FaultyShop, openFaultyShop } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

/** UPS-05. */
describe('a provider that has had too many requests', () => {
  it.each<[string, string, number]>([
    ['seconds', 'retry-after', 1_000],
    ['milliseconds', 'retry-after-ms', 200],
    // A date has whole seconds: at least half of one is left.
    ['a date', 'retry-after-date', 400],
  ])('gets the time it asks for in %s, and is asked once more', async (_, fault, atLeastMs) => {
    const told = await shop.ask(fault);
    expect(told.text).toBe('Now there is room.');
    expect(told.notice).toBeUndefined();
    expect(told.requests).toHaveLength(2);
    expect(told.ms).toBeGreaterThanOrEqual(atLeastMs);
  });

  it.each([
    ['names no time', '429'],
    ['asks for a negative time', 'retry-after-negative'],
    ['asks for a time that is none', 'retry-after-garbage'],
  ])('is asked three times when it %s', async (_, fault) => {
    const told = await shop.ask(fault);
    expect(told.notice).toEqual(failureNotice('model_rate_limited', 'en-US'));
    expect(told.requests).toHaveLength(3);
  });

  // Last, since it stays true for all who ask afterwards.
  it('is left alone at once when it asks for longer than anybody waits', async () => {
    const told = await shop.ask('retry-after-forever');
    expect(told.notice).toEqual(failureNotice('model_rate_limited', 'en-US'));
    expect(told.requests).toHaveLength(1);
  });
});
