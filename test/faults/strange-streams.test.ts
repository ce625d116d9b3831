import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelCallOutcome } from '../../server/model/model-ledger.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import { streamHead, type UpstreamStep } from '../fakes/fake-llm-server.ts';
import { textOfWords } from './fake-provider/well-behaved.ts';
import {
  type ExpectedFailure,
  expectFailure,
  type FaultyShop,
  lastMessage,
  openFaultyShop,
} from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

/** UPS-07 and UPS-08, and the ends of an answer that are none. */
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

  it.concurrent.each<[string, string, ExpectedFailure]>([
    ['no words at all', 'empty', thrice('model_empty', 'empty_response')],
    ['an empty body', 'nothing', thrice('model_empty', 'empty_response')],
    ['an error as its first event', 'error-in-200', thrice('model_overloaded', 'overloaded')],
    ['a web page', 'html', once('model_bad_response', 'bad_endpoint')],
    ['a withheld answer', 'content-filter', once('model_content_filter', 'content_filter')],
    ['broken JSON', 'invalid-json', once('model_bad_response', 'protocol', 20)],
    ['a line of 10 MB', '10mb-line', once('model_bad_response', 'protocol', 3)],
    ['an error at last', 'error-after-20', once('model_overloaded', 'server', 20)],
    ['the limit of its length', 'length', once('model_length', 'answered', 20)],
    [
      'words and then a filter',
      'content-filter-after-20',
      once('model_content_filter', 'answered', 20),
    ],
    ['gzip', 'gzip', once('model_bad_response', 'protocol')],
    ['Brotli', 'br', once('model_bad_response', 'protocol')],
    ['gzip 1,000 times over', 'gzip-1000', once('model_bad_response', 'protocol')],
  ])('is told apart with %s', async (_, fault, expected) => {
    await expectFailure(shop, fault, expected);
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

function once(code: TurnFailureCode, outcome: ModelCallOutcome, words = 0): ExpectedFailure {
  return { code, outcomes: [outcome], text: textOfWords(words) };
}

function thrice(code: TurnFailureCode, outcome: ModelCallOutcome): ExpectedFailure {
  return { code, outcomes: [outcome, outcome, outcome] };
}
