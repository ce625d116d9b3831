import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureNotice } from '../../server/conversation/failure-notice.ts';
import type { ModelCallOutcome } from '../../server/model/model-ledger.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import { partsOf, readSse } from '../support/shopper.ts';
import { expectFailure, type FaultyShop, openFaultyShop } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const GONE_IN_A_MOMENT: [string, TurnFailureCode, ModelCallOutcome][] = [
  ['408', 'model_timeout', 'timeout'],
  ['409', 'model_overloaded', 'server'],
  ['500', 'model_overloaded', 'server'],
  ['502', 'model_overloaded', 'server'],
  ['503', 'model_overloaded', 'overloaded'],
  ['504', 'model_overloaded', 'server'],
  ['529', 'model_overloaded', 'overloaded'],
];

const FOR_GOOD: [string, TurnFailureCode, ModelCallOutcome][] = [
  ['400', 'model_rejected', 'invalid_request'],
  ['401', 'model_rejected', 'auth'],
  ['403', 'model_rejected', 'permission'],
  ['404', 'model_bad_response', 'bad_endpoint'],
  ['context-length', 'question_too_long', 'context_length'],
  ['should-not-retry', 'model_overloaded', 'server'],
];

/** UPS-06. */
describe('a provider that refuses', () => {
  it.concurrent.each(GONE_IN_A_MOMENT)(
    'is asked three times at %s',
    async (fault, code, outcome) => {
      await expectFailure(shop, fault, { code, outcomes: [outcome, outcome, outcome] });
    },
  );

  it.concurrent.each(FOR_GOOD)('is asked once at %s', async (fault, code, outcome) => {
    await expectFailure(shop, fault, { code, outcomes: [outcome] });
  });

  it('is told in the language in which the page is read', async () => {
    const shopper = await shop.newShopper();
    const message = {
      id: crypto.randomUUID(),
      role: 'user',
      parts: [{ type: 'text', text: '401' }],
    };
    const json = { id: crypto.randomUUID(), message };
    const ask = (locale: string) =>
      shopper.request(`/v1/chat?locale=${locale}`, { method: 'POST', json });
    const asked = await ask('ja-JP');
    const notices = partsOf(await readSse(asked), 'data-notice');
    expect(notices.map(({ data }) => data)).toEqual([failureNotice('model_rejected', 'ja')]);
    expect(notices[0]?.data.text).toContain('もう一度お試しください');
    expect((await ask('日本語')).status).toBe(400);
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
