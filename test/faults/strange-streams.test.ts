import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureNotice } from '../../server/conversation/failure-notice.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import { streamHead, type UpstreamStep } from '../fakes/fake-llm-server.ts';
import { textOfWords } from './fake-provider/well-behaved.ts';
import { expectNextAnswer, type FaultyShop, lastMessage, openFaultyShop } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

/** UPS-07, and the ends of an answer that are none. */
describe('a provider with strange streams', () => {
  it.concurrent.each<[string, string, string]>([
    ['letters cut in two', 'half-utf8', 'Lều này dành cho hai người. 🏕️'],
    ['every kind of line end', 'line-ends', textOfWords(6)],
    ['floods of comments', 'comment-flood', textOfWords(3)],
    ['two ends', 'done-twice', 'Done once.'],
    ['words after the end', 'after-done', 'The end.'],
    ['fields that nobody knows', 'unknown-fields', 'Known.'],
    ['thoughts before the answer', 'reasoning', 'I have thought about it.'],
  ])('is understood with %s', async (_, fault, text) => {
    const told = await shop.ask(fault);
    expect(told).toMatchObject({ text, notice: undefined });
    expect(told.requests).toHaveLength(1);
    expect(await lastMessage(told)).toEqual({ status: 'done', text });
  });

  it.concurrent.each<[string, string, TurnFailureCode, { tries: number; text: string }]>([
    ['no words at all', 'empty', 'model_empty', { tries: 3, text: '' }],
    ['an empty body', 'nothing', 'model_empty', { tries: 3, text: '' }],
    ['an error as its first event', 'error-in-200', 'model_overloaded', { tries: 3, text: '' }],
    ['a web page', 'html', 'model_bad_response', { tries: 1, text: '' }],
    ['a withheld answer', 'content-filter', 'model_content_filter', { tries: 1, text: '' }],
    ['broken JSON', 'invalid-json', 'model_bad_response', { tries: 1, text: textOfWords(20) }],
    ['a line of 10 MB', '10mb-line', 'model_bad_response', { tries: 1, text: textOfWords(3) }],
    ['an error at last', 'error-after-20', 'model_overloaded', { tries: 1, text: textOfWords(20) }],
    ['gzip', 'gzip', 'model_bad_response', { tries: 1, text: '' }],
    ['Brotli', 'br', 'model_bad_response', { tries: 1, text: '' }],
    ['gzip 1,000 times over', 'gzip-1000', 'model_bad_response', { tries: 1, text: '' }],
  ])('is told apart with %s', async (_, fault, code, { tries, text }) => {
    const told = await shop.ask(fault);
    expect(told.text).toBe(text);
    expect(told.notice).toEqual(failureNotice(code, 'en-US'));
    expect(told.requests).toHaveLength(tries);
    expect(await lastMessage(told)).toEqual({ status: 'failed', text });
    await expectNextAnswer(shop, told);
  });

  it('takes in no more of a line without end than it may', async () => {
    let megabytes = 0;
    function* endless(): Generator<UpstreamStep> {
      yield streamHead;
      yield { write: 'data: ' };
      for (; megabytes < 200; megabytes++) yield { write: Buffer.alloc(1024 * 1024, 'x') };
    }
    const told = await shop.ask(shop.plan(endless()));
    expect(told.notice?.code).toBe('model_bad_response');
    expect(told.requests).toHaveLength(1);
    await told.requests[0]?.closed;
    // Beside what is read there is what the sockets hold.
    expect(megabytes).toBeLessThan(32);
  });
});
