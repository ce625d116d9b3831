import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streamHead } from '../fakes/fake-llm-server.ts';
import { partsOf, readSse, type Shopper, textOf } from '../support/shopper.ts';
import { searching, textOfWords, words } from './fake-provider/well-behaved.ts';
import { expectNextAnswer, type FaultyShop, lastMessage, openFaultyShop } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

/** Far from the few milliseconds it takes, and far from any time-out. */
const SOON_MS = 1_000;
const TRIALS = 15;

/** UPS-12. */
describe('stop', () => {
  it('closes the connection before the first word', async () => {
    const running = await begin([{ stall: true }]);
    expect(await running.stop()).toBe(202);
    expect(await running.closedWithin(SOON_MS)).toBe(true);
    await running.expectStopped('');
  });

  it('closes the connection in the middle and keeps what was said', async () => {
    const running = await begin([streamHead, ...words(20), { stall: true }]);
    await running.said(textOfWords(20));
    expect(await running.stop()).toBe(202);
    expect(await running.closedWithin(SOON_MS)).toBe(true);
    await running.expectStopped(textOfWords(20));
  });

  it('ends a turn whose tool is at work, and asks the model no more', async () => {
    const question = await shop.aisle.database.sql.begin(async (sql) => {
      // The tool has to wait for this.
      await sql`lock table product in access exclusive mode`;
      const running = await begin(searching(['call-1'], 'tent'));
      await running.chunk('tool-input-available');
      await running.stop();
      await running.expectStopped('');
      return running.question;
    });
    expect(shop.requests(question)).toHaveLength(1);
  });

  it('may come twice', async () => {
    const running = await begin([streamHead, ...words(20), { stall: true }]);
    await running.said(textOfWords(20));
    expect(await Promise.all([running.stop(), running.stop()])).toEqual([202, 202]);
    await running.expectStopped(textOfWords(20));
    expect(await running.stop()).toBe(202);
    await running.expectStopped(textOfWords(20));
  });

  it('does nothing after the end, not to the next answer either', async () => {
    const told = await shop.ask('All done?');
    const stopped = await told.shopper.request(`/v1/chat/${told.conversation}/stop`, {
      method: 'POST',
    });
    expect(stopped.status).toBe(202);
    expect(await lastMessage(told)).toEqual({ status: 'done', text: 'All done?' });
    await expectNextAnswer(shop, told);
  });

  it('is seen in every tab', async () => {
    const running = await begin([streamHead, ...words(20), { stall: true }]);
    const second = await running.shopper.request(`/v1/chat/${running.conversation}/stream`);
    await running.said(textOfWords(20));
    await running.stop();
    const [here, there] = await Promise.all([readSse(running.response), readSse(second)]);
    expect(partsOf(here, 'abort')).toHaveLength(1);
    expect(there).toEqual(here);
    expect(textOf(there)).toBe(textOfWords(20));
  });

  it(`closes the connection as soon in ${TRIALS} trials`, async () => {
    const shopper = await shop.newShopper();
    const times: number[] = [];
    while (times.length < TRIALS) {
      const running = await begin([streamHead, ...words(5), { stall: true }], shopper);
      await running.said(textOfWords(5));
      const started = performance.now();
      await Promise.all([running.stop(), running.request.closed]);
      times.push(performance.now() - started);
      await readSse(running.response);
    }
    times.sort((a, b) => a - b);
    const [p50, slowest] = [times[Math.floor(TRIALS / 2)]!, times.at(-1)!];
    console.log(`stop → closed: p50 ${p50.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms`);
    expect(slowest).toBeLessThan(SOON_MS);
  });
});

/** Asks, and comes back when the provider has the question. */
async function begin(answer: Parameters<FaultyShop['plan']>[0], known?: Shopper) {
  const question = shop.plan(answer);
  const shopper = known ?? (await shop.newShopper());
  const conversation = crypto.randomUUID();
  const message = {
    id: crypto.randomUUID(),
    role: 'user',
    parts: [{ type: 'text', text: question }],
  };
  const response = await shopper.request('/v1/chat', {
    method: 'POST',
    json: { id: conversation, message },
  });
  await expect.poll(() => shop.requests(question)).toHaveLength(1);
  const request = shop.requests(question)[0]!;

  /** Waits until something stands in the log of the turn. */
  const logged = (pattern: string) =>
    expect
      .poll(async () => {
        const { sql } = shop.aisle.database;
        const [row] = await sql`
          select string_agg(coalesce(chunk ->> 'delta', '<' || (chunk ->> 'type') || '>'), '' order by seq) as log
          from turn_event join turn on turn.id = turn_id join conversation on conversation.id = conversation_id
          where client_id = ${conversation}`;
        return String(row?.log);
      })
      .toContain(pattern);

  return {
    question,
    shopper,
    conversation,
    response,
    request,
    said: logged,
    chunk: (type: string) => logged(`<${type}>`),
    async stop(): Promise<number> {
      const stopped = await shopper.request(`/v1/chat/${conversation}/stop`, { method: 'POST' });
      return stopped.status;
    },
    closedWithin(ms: number): Promise<boolean> {
      const late = new Promise<boolean>((resolve) => setTimeout(resolve, ms, false));
      return Promise.race([request.closed.then(() => true), late]);
    },
    async expectStopped(text: string): Promise<void> {
      await expect
        .poll(() => lastMessage({ shopper, conversation }))
        .toEqual({ status: 'stopped', text });
    },
  };
}
