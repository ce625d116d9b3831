import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureNotice } from '../../server/conversation/failure-notice.ts';
import type { ModelCallOutcome } from '../../server/model/model-ledger.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import { freePort } from '../support/installation.ts';
import { textOfWords } from './fake-provider/well-behaved.ts';
import {
  expectFailure,
  expectNextAnswer,
  type FaultyShop,
  IMPATIENT,
  lastMessage,
  openFaultyShop,
} from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop(IMPATIENT);
});
afterAll(() => shop[Symbol.asyncDispose]());

const BEFORE_CONTENT: [string, string, TurnFailureCode, ModelCallOutcome][] = [
  ['the connection is reset', 'rst', 'model_unreachable', 'network'],
  ['it is reset within the headers', 'rst-in-head', 'model_unreachable', 'network'],
  ['no answer begins', 'stall', 'model_timeout', 'timeout'],
  ['an answer begins and says nothing', 'stall-after-head', 'model_timeout', 'timeout'],
  ['only comments come', 'comments', 'model_timeout', 'timeout'],
  ['only bytes of one event come', 'drip-bytes', 'model_timeout', 'timeout'],
];

const AFTER_CONTENT: [string, string, TurnFailureCode, ModelCallOutcome][] = [
  ['falls silent', 'stall-after-20', 'model_timeout', 'timeout'],
  ['sends nothing more but comments', 'comments-after-20', 'model_timeout', 'timeout'],
  ['resets the connection', 'rst-after-20', 'model_truncated', 'network'],
  ['closes the connection', 'fin-after-20', 'model_truncated', 'network'],
  ['ends without saying so', 'eof-after-20', 'model_truncated', 'truncated'],
];

/** UPS-01 to UPS-04 and UPS-10. */
describe('a provider that breaks its connections', () => {
  it.concurrent.each(BEFORE_CONTENT)(
    'is asked three times when %s',
    async (_, fault, code, outcome) => {
      await expectFailure(shop, fault, { code, outcomes: [outcome, outcome, outcome] });
      await Promise.all(shop.requests(fault).map(({ closed }) => closed));
    },
  );

  it.concurrent.each(AFTER_CONTENT)(
    'is not asked again when it %s after 20 pieces',
    async (_, fault, code, outcome) => {
      await expectFailure(shop, fault, { code, outcomes: [outcome], text: textOfWords(20) });
    },
  );

  it.concurrent('may take so long altogether and no longer', async () => {
    const told = await shop.ask('drip');
    expect(told.text).toMatch(/^a{5,}$/);
    expect(told.notice?.code).toBe('model_timeout');
    expect(told.requests).toHaveLength(1);
    await told.requests[0]?.closed;
    await expectNextAnswer(shop, told);
  });

  it.concurrent('gets its answer through when it works the second time', async () => {
    const told = await shop.ask('rst-once');
    expect(told.text).toBe(textOfWords(3));
    expect(told.notice).toBeUndefined();
    expect(told.requests).toHaveLength(2);
  });
});

describe('a provider that is not there', () => {
  it.each<[string, () => Promise<string>]>([
    ['refuses the connection', async () => `http://127.0.0.1:${await freePort()}/v1`],
    ['has a name that nobody knows', async () => 'http://nobody.invalid/v1'],
  ])('is told apart and the question kept when it %s', async (_, baseUrl) => {
    await using nobody = await openFaultyShop({ ...IMPATIENT, MODEL_BASE_URL: await baseUrl() });
    const told = await nobody.ask('Anybody?');
    expect(told.text).toBe('');
    expect(told.notice).toEqual(failureNotice('model_unreachable', 'en-US'));
    expect(await lastMessage(told)).toEqual({ status: 'failed', text: '' });
    const again = await nobody.ask('Anybody now?', told);
    expect(again.notice?.code).toBe('model_unreachable');
  });
});
