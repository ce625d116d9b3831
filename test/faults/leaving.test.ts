import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { streamHead, type UpstreamStep } from '../fakes/fake-llm-server.ts';
import { readSse, type Shopper, textOf } from '../support/shopper.ts';
import { ending, textOfWords, words } from './fake-provider/well-behaved.ts';
import {
  expectNextAnswer,
  type FaultyShop,
  lastMessage,
  ledgerOf,
  openFaultyShop,
} from './faulty-shop.ts';

/** Far from the few milliseconds it takes, and far from any time-out. */
const SOON_MS = 2_000;
/** Long enough to come back on a busy machine, short enough to wait for. */
const GRACE_MS = 700;

type Leave = (socket: Socket) => void;
const WAYS: [string, Leave][] = [
  ['closes its connection', (socket) => socket.destroy()],
  ['resets its connection', (socket) => socket.resetAndDestroy()],
  ['closes its half of the connection', (socket) => socket.end()],
];

/** UPS-11. */
describe.each([
  ['without a grace', 0],
  [`with a grace of ${GRACE_MS} ms`, GRACE_MS],
])('a shopper who leaves, %s,', (_, graceMs) => {
  let shop: FaultyShop;
  beforeAll(async () => {
    shop = await openFaultyShop({ LEAVE_GRACE_MS: String(graceMs) });
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  it.concurrent.each(WAYS)('and %s in the middle of an answer, ends it', async (_, leave) => {
    const reader = await ask(shop, [streamHead, ...words(20), { stall: true }]);
    await reader.heard('word 20 ');
    await reader.leaveAndExpectEnd(leave, { graceMs, text: textOfWords(20) });
  });

  it.concurrent.each(WAYS)('and %s before the first word, ends it', async (_, leave) => {
    const reader = await ask(shop, [{ stall: true }]);
    await reader.heard('"start"');
    await reader.leaveAndExpectEnd(leave, { graceMs, text: '' });
  });

  it.concurrent.each(WAYS)('and %s while words keep coming, ends it', async (_, leave) => {
    const reader = await ask(shop, endless());
    await reader.heard('word 3 ');
    leave(reader.socket);
    expect(await reader.closedWithin(graceMs + SOON_MS)).toBe(true);
    await soon(async () => {
      const { status, text } = await lastMessage(reader);
      expect(status).toBe('stopped');
      expect(text).toContain(textOfWords(3));
    });
  });

  it.concurrent('keeps an answer that another tab reads', async () => {
    let isOver = false;
    const reader = await ask(
      shop,
      until(() => isOver),
    );
    const staying = await reader.shopper.request(`/v1/chat/${reader.conversation}/stream`);
    await reader.heard('word 3 ');
    reader.socket.destroy();
    expect(await reader.closedWithin(graceMs + 300)).toBe(false);
    isOver = true;
    const told = await readSse(staying);
    expect(told.at(-1)?.chunk).toBe('[DONE]');
    expect(textOf(told)).toBe(textOfWords(4));
    expect(await lastMessage(reader)).toEqual({ status: 'done', text: textOfWords(4) });
  });
});

describe('a shopper who comes back within the grace', () => {
  let shop: FaultyShop;
  beforeAll(async () => {
    shop = await openFaultyShop({ LEAVE_GRACE_MS: String(GRACE_MS) });
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  it.concurrent.each(WAYS)(
    'after one that %s gets the whole answer, asked for once',
    async (_, leave) => {
      let isOver = false;
      const reader = await ask(
        shop,
        until(() => isOver),
      );
      await reader.heard('word 3 ');
      leave(reader.socket);
      const back = await reader.shopper.request(`/v1/chat/${reader.conversation}/stream`);
      expect(back.status).toBe(200);
      expect(await reader.closedWithin(GRACE_MS + 300)).toBe(false);
      isOver = true;
      expect(textOf(await readSse(back))).toBe(textOfWords(4));
      expect(await lastMessage(reader)).toEqual({ status: 'done', text: textOfWords(4) });
      expect(shop.requests(reader.question)).toHaveLength(1);
    },
  );
});

/** Words for as long as somebody takes them. */
function* endless(): Generator<UpstreamStep> {
  yield streamHead;
  for (const word of words(10_000)) {
    yield word;
    yield { waitMs: 20 };
  }
}

/** Three words, and the fourth when `isOver` says so. */
function* until(isOver: () => boolean): Generator<UpstreamStep> {
  yield streamHead;
  yield* words(3);
  while (!isOver()) yield { waitMs: 10 };
  yield* words(4).slice(3);
  yield* ending;
}

/** Asks over a bare socket, which can be left in any way, and comes back when the provider has the question. */
async function ask(shop: FaultyShop, answer: Iterable<UpstreamStep>) {
  const question = shop.plan(answer);
  const shopper = await shop.newShopper();
  const conversation = crypto.randomUUID();
  const socket = postChat(shop.aisle.url, { shopper, conversation, question });
  let received = '';
  socket.setEncoding('utf8').on('data', (text) => {
    received += text;
  });
  socket.on('error', () => {});
  await soon(() => expect(shop.requests(question)).toHaveLength(1));
  const [request] = shop.requests(question);

  const reader = {
    ...{ question, shopper, conversation, socket },
    heard: (text: string) => soon(() => expect(received).toContain(text)),
    closedWithin(ms: number): Promise<boolean | undefined> {
      const late = new Promise<false>((resolve) => setTimeout(resolve, ms, false));
      return Promise.race([request?.closed.then(() => true), late]);
    },
    /** Not before the grace is over, and soon after; the words that were said are kept and paid for. */
    async leaveAndExpectEnd(leave: Leave, expected: { graceMs: number; text: string }) {
      const { graceMs, text } = expected;
      const leftAt = performance.now();
      leave(socket);
      expect(await reader.closedWithin(graceMs + SOON_MS)).toBe(true);
      expect(performance.now() - leftAt).toBeGreaterThanOrEqual(graceMs);
      await soon(async () =>
        expect(await lastMessage(reader)).toEqual({ status: 'stopped', text }),
      );
      const told = { ...reader, events: [], text, notice: undefined, ms: 0 };
      const requests = shop.requests(question);
      const [call, ...more] = await ledgerOf(shop, { ...told, requests });
      expect(more).toEqual([]);
      expect(call).toMatchObject({ outcome: 'aborted', estimated: true });
      expect((call?.outputTokens ?? 0) > 0).toBe(text !== '');
      await expectNextAnswer(shop, { ...told, requests });
    },
  };
  return reader;
}

/** `expect.poll` is not for tests that run at the same time. */
function soon(expectation: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(expectation, { timeout: 15_000 });
}

function postChat(
  url: string,
  { shopper, ...asked }: { shopper: Shopper; conversation: string; question: string },
): Socket {
  const { hostname, port, host } = new URL(url);
  const parts = [{ type: 'text', text: asked.question }];
  const message = { id: crypto.randomUUID(), role: 'user', parts };
  const body = JSON.stringify({ id: asked.conversation, message });
  const head = [
    'POST /v1/chat HTTP/1.1',
    `Host: ${host}`,
    `Authorization: Bearer ${shopper.token}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  // A half that is closed leaves the other open until the server closes it too.
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  return socket;
}
