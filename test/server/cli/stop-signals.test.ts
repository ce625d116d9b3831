import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../shared/problem.ts';
import {
  deltaEvent,
  FakeLlmServer,
  saying,
  streamHead,
  type UpstreamStep,
} from '../../fakes/fake-llm-server.ts';
import { type AisleProcess, startAisleProcess } from '../../support/aisle-process.ts';
import { startDatabaseRelay } from '../../support/database-relay.ts';
import { insertStore } from '../../support/insert-store.ts';
import { startInstallation } from '../../support/installation.ts';
import { newShopper, readSse, type Shopper, textOf } from '../../support/shopper.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';

// To start a process takes most of it, above all on a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000 });

const STORE = 'corner-shop';
/** So long do running turns get where a test does not wait for it. */
const SHORT_DRAIN_MS = 200;
/** Above the 4 s that the rest may take after a drain, far below the 25 s of one. */
const EXIT_LIMIT_MS = 8_000;
/** Longer than two signals are taken for one key press. */
const NEXT_PRESS_MS = 400;

let database: TestDatabase;
let upstream: FakeLlmServer;
let answers: Iterable<UpstreamStep>[];
beforeAll(async () => {
  database = await testDatabase();
  await insertStore(database, { key: STORE });
  upstream = await FakeLlmServer.answering(() => answers.shift() ?? [{ head: 599 }]);
});
beforeEach(async () => {
  answers = [];
  // What a test leaves running is not the next one's.
  await database.sql`delete from turn`;
  await database.sql`delete from model_call`;
});
afterAll(async () => {
  await upstream[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

function start(env: Record<string, string> = {}): Promise<AisleProcess> {
  const model = { MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'fake' };
  return startAisleProcess({ DATABASE_URL: database.url, ...model, ...env });
}

describe('SIGTERM', () => {
  it('lets an answer go on to its end, refuses new questions meanwhile, and ends the process', async () => {
    await using aisle = await start();
    let mayEnd = false;
    answers = [heldBack(() => mayEnd)];
    const { shopper, response } = await askAndHear(aisle);
    aisle.signal('SIGTERM');
    await expect.poll(() => readiness(aisle)).toBe(503);

    const refused = await ask(shopper);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(Problem.parse(await refused.json()).code).toBe('shutting_down');

    mayEnd = true;
    const events = await readSse(response);
    expect(textOf(events)).toBe('One moment, here it is.');
    expect(events.at(-1)?.chunk).toBe('[DONE]');
    expect(await aisle.exitCode(EXIT_LIMIT_MS)).toBe(0);
  });

  it('lets readers go when the time is over, and leaves the answer to another process', async () => {
    await using aisle = await start({ SHUTDOWN_DRAIN_MS: String(SHORT_DRAIN_MS) });
    answers = [endless(), saying('Here', ' it is.')];
    const { response } = await askAndHear(aisle);
    aisle.signal('SIGTERM');
    const events = await readSse(response);
    expect(textOf(events)).toBe('One moment');
    expect(events.at(-1)?.chunk).not.toBe('[DONE]');
    expect(await aisle.exitCode(EXIT_LIMIT_MS)).toBe(0);
    expect(await turn()).toEqual({ status: 'running', owned: false, run: 0, takeovers: 0 });

    await using _staying = await startInstallation(
      { MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'fake' },
      { database },
    );
    const finished = { status: 'done', owned: false, run: 1, takeovers: 0 };
    await expect
      .poll(turn, { timeout: 10_000 })
      .toMatchObject({ ...finished, owned: expect.anything() });
  });

  it('ends the process whatever clients do with their connections', async () => {
    await using aisle = await start({ SHUTDOWN_DRAIN_MS: String(SHORT_DRAIN_MS) });
    answers = [flood()];
    const shopper = await newShopper(aisle.url, STORE);
    await using cleanup = new AsyncDisposableStack();
    const connect = async (sent: string) => {
      const socket = await send(aisle, sent);
      cleanup.defer(() => void socket.destroy());
      return socket;
    };
    const neverReads = await connect(chatRequest(shopper));
    neverReads.pause();
    await connect('POST /v1/visitors HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{');
    for (const path of ['/livez', '/admin']) {
      const idle = await connect(
        `GET ${path} HTTP/1.1\r\nhost: ${new URL(aisle.url).host}\r\n\r\n`,
      );
      const [head] = await once(idle, 'data');
      expect(String(head)).toMatch(/^HTTP\/1\.1 [23]/);
    }
    await expect.poll(() => neverReads.readableLength).toBeGreaterThan(0);
    aisle.signal('SIGTERM');
    expect(await aisle.exitCode(EXIT_LIMIT_MS)).toBe(0);
  });

  it('gives turns back and writes down what was paid though the database has become slow', async () => {
    await using relay = await startDatabaseRelay(database.url);
    await using aisle = await start({
      DATABASE_URL: relay.url,
      SHUTDOWN_DRAIN_MS: String(SHORT_DRAIN_MS),
    });
    answers = [endless()];
    await askAndHear(aisle);
    relay.slowDown(400);
    aisle.signal('SIGTERM');
    expect(await aisle.exitCode(EXIT_LIMIT_MS)).toBe(0);
    expect(await turn()).toEqual({ status: 'running', owned: false, run: 0, takeovers: 0 });
    const calls = await database.sql`select outcome from model_call`;
    expect(calls).toEqual([{ outcome: 'aborted' }]);
  });

  it.each([
    { fault: 'goSilent', exitCode: 1 },
    { fault: 'goAway', exitCode: 0 },
  ] as const)(
    'ends the process in time without a database: $fault',
    async ({ fault, exitCode }) => {
      await using relay = await startDatabaseRelay(database.url);
      await using aisle = await start({
        DATABASE_URL: relay.url,
        SHUTDOWN_DRAIN_MS: String(SHORT_DRAIN_MS),
      });
      answers = [endless()];
      await askAndHear(aisle);
      relay[fault]();
      aisle.signal('SIGTERM');
      expect(await aisle.exitCode(EXIT_LIMIT_MS)).toBe(exitCode);
    },
  );

  it('ends the process at once when it comes again', async () => {
    await using aisle = await start();
    answers = [endless()];
    await askAndHear(aisle);
    aisle.signal('SIGTERM');
    await expect.poll(() => readiness(aisle)).toBe(503);
    await sleep(NEXT_PRESS_MS);
    aisle.signal('SIGTERM');
    expect(await aisle.exitCode(EXIT_LIMIT_MS)).toBe(130);
  });
});

describe('SIGINT', () => {
  it('does not wait for running turns, and may come twice for one press', async () => {
    await using aisle = await start();
    answers = [endless()];
    await askAndHear(aisle);
    aisle.signal('SIGINT');
    aisle.signal('SIGINT');
    expect(await aisle.exitCode(EXIT_LIMIT_MS)).toBe(0);
    expect(await turn()).toEqual({ status: 'running', owned: false, run: 0, takeovers: 0 });
  });
});

/** Says the first words and the others when it is told to. */
function* heldBack(mayEnd: () => boolean): Iterable<UpstreamStep> {
  yield streamHead;
  yield deltaEvent({ content: 'One moment' });
  while (!mayEnd()) yield { waitMs: 5 };
  yield* saying(', here it is.').slice(1);
}

function endless(): Iterable<UpstreamStep> {
  return heldBack(() => false);
}

/** More than the buffers of a connection hold. */
function* flood(): Iterable<UpstreamStep> {
  yield streamHead;
  for (;;) yield deltaEvent({ content: 'word '.repeat(2_000) });
}

/** Resolves when the shopper has the first words; the response still has all of them. */
async function askAndHear(aisle: AisleProcess): Promise<{ shopper: Shopper; response: Response }> {
  const shopper = await newShopper(aisle.url, STORE);
  const response = await ask(shopper);
  const reader = response.clone().body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  while (!heard.includes('One moment')) {
    const { done, value = '' } = await reader.read();
    if (done) throw new Error(`it ended after ${heard}`);
    heard += value;
  }
  // Not awaited: a copy of a stream is only over when both are.
  void reader.cancel();
  return { shopper, response };
}

function ask(shopper: Shopper): Promise<Response> {
  return shopper.request('/v1/chat', { method: 'POST', json: question() });
}

function question() {
  const parts = [{ type: 'text', text: 'Do you have tents?' }];
  return { id: crypto.randomUUID(), message: { id: crypto.randomUUID(), role: 'user', parts } };
}

function chatRequest({ token }: Shopper): string {
  const body = JSON.stringify(question());
  const head = [
    'POST /v1/chat HTTP/1.1',
    'host: a',
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

async function send({ url }: AisleProcess, text: string): Promise<net.Socket> {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

async function readiness({ url }: AisleProcess): Promise<number> {
  return (await fetch(`${url}/readyz`)).status;
}

/** The only one there is. */
async function turn() {
  const [row] = await database.sql`
    select status, lease_owner is not null as owned, run::int, takeovers from turn`;
  return row;
}
