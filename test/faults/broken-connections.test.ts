import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureNotice } from '../../server/conversation/failure-notice.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import { freePort } from '../support/installation.ts';
import { textOfWords } from './fake-provider/well-behaved.ts';
import { expectNextAnswer, type FaultyShop, lastMessage, openFaultyShop } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

interface Expected {
  fault: string;
  code: TurnFailureCode;
  /** How often the provider was asked. */
  tries: number;
  /** What the shopper keeps. */
  text: string;
}

const BEFORE_CONTENT: [string, Partial<Expected>][] = [
  ['the connection is reset', { fault: 'rst', code: 'model_unreachable' }],
  ['it is reset within the headers', { fault: 'rst-in-head', code: 'model_unreachable' }],
  ['no answer begins', { fault: 'stall', code: 'model_timeout' }],
  ['an answer begins and says nothing', { fault: 'stall-after-head', code: 'model_timeout' }],
  ['only comments come', { fault: 'comments', code: 'model_timeout' }],
  ['only bytes of one event come', { fault: 'drip-bytes', code: 'model_timeout' }],
];

const AFTER_CONTENT: [string, Partial<Expected>][] = [
  ['falls silent', { fault: 'stall-after-20', code: 'model_timeout' }],
  ['sends nothing more but comments', { fault: 'comments-after-20', code: 'model_timeout' }],
  ['resets the connection', { fault: 'rst-after-20', code: 'model_truncated' }],
  ['closes the connection', { fault: 'fin-after-20', code: 'model_truncated' }],
  ['ends without saying so', { fault: 'eof-after-20', code: 'model_truncated' }],
];

/** UPS-01 to UPS-04 and UPS-10. */
describe('a provider that breaks its connections', () => {
  it.concurrent.each(BEFORE_CONTENT)('is asked three times when %s', async (_, expected) => {
    await expectFailure({ tries: 3, text: '', ...expected } as Expected);
  });

  it.concurrent.each(AFTER_CONTENT)(
    'is not asked again when it %s after 20 pieces',
    async (_, expected) => {
      await expectFailure({ tries: 1, text: textOfWords(20), ...expected } as Expected);
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

async function expectFailure({ fault, code, tries, text }: Expected): Promise<void> {
  const told = await shop.ask(fault);
  expect(told.text).toBe(text);
  expect(told.notice).toEqual(failureNotice(code, 'en-US'));
  expect(told.events.map(({ chunk }) => (chunk === '[DONE]' ? chunk : chunk.type))).not.toContain(
    'finish',
  );
  expect(told.requests).toHaveLength(tries);
  await Promise.all(told.requests.map(({ closed }) => closed));
  expect(await lastMessage(told)).toEqual({ status: 'failed', text });
  await expectNextAnswer(shop, told);
}

describe('a provider that is not there', () => {
  it.each<[string, () => Promise<string>]>([
    ['refuses the connection', async () => `http://127.0.0.1:${await freePort()}/v1`],
    ['has a name that nobody knows', async () => 'http://nobody.invalid/v1'],
  ])('is told apart and the question kept when it %s', async (_, baseUrl) => {
    await using nobody = await openFaultyShop({ MODEL_BASE_URL: await baseUrl() });
    const told = await nobody.ask('Anybody?');
    expect(told.text).toBe('');
    expect(told.notice).toEqual(failureNotice('model_unreachable', 'en-US'));
    expect(await lastMessage(told)).toEqual({ status: 'failed', text: '' });
    const again = await nobody.ask('Anybody now?', told);
    expect(again.notice?.code).toBe('model_unreachable');
  });
});
