import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureNotice } from '../../server/conversation/failure-notice.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import { expectNextAnswer, type FaultyShop, lastMessage, openFaultyShop } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const GONE_IN_A_MOMENT: [string, TurnFailureCode][] = [
  ['408', 'model_timeout'],
  ['409', 'model_overloaded'],
  ['500', 'model_overloaded'],
  ['502', 'model_overloaded'],
  ['503', 'model_overloaded'],
  ['504', 'model_overloaded'],
  ['529', 'model_overloaded'],
];

const FOR_GOOD: [string, TurnFailureCode][] = [
  ['400', 'model_rejected'],
  ['401', 'model_rejected'],
  ['403', 'model_rejected'],
  ['404', 'model_bad_response'],
  ['should-not-retry', 'model_overloaded'],
];

/** UPS-06. */
describe('a provider that refuses', () => {
  it.concurrent.each(GONE_IN_A_MOMENT)('is asked three times at %s', async (fault, code) => {
    await expectRefusal(fault, { code, tries: 3 });
  });

  it.concurrent.each(FOR_GOOD)('is asked once at %s', async (fault, code) => {
    await expectRefusal(fault, { code, tries: 1 });
  });

  it('may repeat our key and its stack: nobody sees either', async () => {
    const told = await shop.ask('leaks-key');
    expect(told.notice).toEqual(failureNotice('model_rejected', 'en-US'));
    expect(told.requests[0]?.headers.authorization).toBe('Bearer sk-secret-1234567890');
    const seen = JSON.stringify(told.events);
    expect(seen).not.toMatch(/sk-secret|auth\.py/);
    expect(shop.aisle.logged.join('')).not.toContain('sk-secret');
  });
});

async function expectRefusal(
  fault: string,
  { code, tries }: { code: TurnFailureCode; tries: number },
): Promise<void> {
  const told = await shop.ask(fault);
  expect(told.text).toBe('');
  expect(told.notice).toEqual(failureNotice(code, 'en-US'));
  expect(told.requests).toHaveLength(tries);
  expect(await lastMessage(told)).toEqual({ status: 'failed', text: '' });
  await expectNextAnswer(shop, told);
}
