import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deltaEvent, streamHead } from '../fakes/fake-llm-server.ts';
import { readSse, textOf } from '../support/shopper.ts';
import { ending, joined, textOfWords } from './fake-provider/well-behaved.ts';
import { type FaultyShop, openFaultyShop } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

/** UPS-13. */
describe('an answer', () => {
  it('may come in one packet', async () => {
    expect((await shop.ask('one-packet')).text).toBe(textOfWords(20));
  });

  it('may need five packets for one piece', async () => {
    const bytes = joined([deltaEvent({ content: 'Đây là một chiếc lều.' })]);
    const size = Math.ceil(bytes.length / 5);
    const packets = Array.from({ length: 5 }, (_, n) => ({
      write: bytes.slice(n * size, (n + 1) * size),
    }));
    const told = await shop.ask(shop.plan([streamHead, ...packets, ...ending]));
    expect(told.text).toBe('Đây là một chiếc lều.');
  });

  it('of 1,000 pieces at once reaches a slow reader whole and in order', async () => {
    const shopper = await shop.newShopper();
    const message = { id: 'm1', role: 'user', parts: [{ type: 'text', text: 'thousand' }] };
    const response = await shopper.request('/v1/chat', {
      method: 'POST',
      json: { id: 'slow-reader', message },
    });
    const slow = new Response(response.body?.pipeThrough(dawdle()));
    const events = await readSse(slow);
    expect(textOf(events)).toBe(textOfWords(1_000));
    const ids = events.flatMap(({ id }) => id ?? []);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    expect(events.at(-1)?.chunk).toBe('[DONE]');
  });
});

/** Takes what it reads in pieces of 1 KiB, with a rest after each. */
function dawdle(): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream(
    {
      async transform(chunk, controller) {
        for (let start = 0; start < chunk.length; start += 1_024) {
          controller.enqueue(chunk.subarray(start, start + 1_024));
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      },
    },
    { highWaterMark: 1 },
    { highWaterMark: 1 },
  );
}
