import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { createLiveEvents, type LiveEvents } from '../../../server/conversation/live-events.ts';
import type { NumberedChunk } from '../../../server/conversation/turns.ts';
import type { VisitorEnv } from '../../../server/http/app-env.ts';
import {
  createEventStreams,
  DEFAULT_STREAM_LIMITS,
  type StreamLimits,
} from '../../../server/http/event-streams.ts';
import { closeServer, listen } from '../../../server/http/listen.ts';
import { sseResponse } from '../../../server/http/sse-response.ts';

type Batches = AsyncGenerator<NumberedChunk[], boolean>;
const event = (seq: number): NumberedChunk => ({ seq, chunk: { type: 'start-step' } });

async function* saying(complete: boolean, ...batches: NumberedChunk[][]): Batches {
  yield* batches;
  return complete;
}

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => closeServer(server, 0))));

/** A server whose one route answers with these events, each reader with its own. */
async function serving(
  events: (signal: AbortSignal) => Batches,
  limits: Partial<StreamLimits> = {},
) {
  const streams = createEventStreams({ ...DEFAULT_STREAM_LIMITS, ...limits });
  const errors: unknown[] = [];
  const app = new Hono<VisitorEnv>();
  app.use(async (context, next) => {
    context.header('x-before', 'yes');
    await next();
    context.res.headers.set('x-after', 'yes');
  });
  app.get('/', (context) => {
    const left = new AbortController();
    const leave = () => left.abort();
    const onError = (error: unknown) => errors.push(error);
    return sseResponse(context, events(left.signal), { streams, leave, onError });
  });
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, port, errors };
}

/** Asks over a bare socket, which nobody reads unless told. */
async function bareReader(
  port: number,
  request = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n',
): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  await once(socket, 'connect');
  socket.write(request);
  return socket;
}

/** Events that come one after the other, each as a chunk of its own, in characters of one to four bytes. */
async function* told(): Batches {
  for (const [index, delta] of ['a', 'ế', '日本', '🏕️'].entries()) {
    await setImmediate();
    yield [{ seq: index + 1, chunk: { type: 'text-delta', id: 't', delta } }];
  }
  return true;
}

describe('a stream of events', () => {
  it('numbers each event and says when it was the last', async () => {
    const { url } = await serving(() => saying(true, [event(1), event(2)], [event(3)]));
    expect(await (await fetch(url)).text()).toBe(
      [
        ': welcome',
        'id: 1\ndata: {"type":"start-step"}',
        'id: 2\ndata: {"type":"start-step"}',
        'id: 3\ndata: {"type":"start-step"}',
        'data: [DONE]\n\n',
      ].join('\n\n'),
    );
  });

  it('arrives whole in every alphabet', async () => {
    const { url } = await serving(told);
    const text = await (await fetch(url)).text();
    expect([...text.matchAll(/"delta":"([^"]*)"/g)].map(([, delta]) => delta)).toEqual([
      'a',
      'ế',
      '日本',
      '🏕️',
    ]);
    expect(text).toMatch(/\[DONE\]\n\n$/);
  });

  it('has no chunks for a client of HTTP/1.0, to which they mean nothing', async () => {
    const { url, port } = await serving(told);
    const socket = await bareReader(port, 'GET / HTTP/1.0\r\n\r\n');
    const [, body] = (await text(socket)).split('\r\n\r\n');
    expect(body).toBe(await (await fetch(url)).text());
  });

  it('keeps to its place when two are asked for at once on one connection', async () => {
    const { port } = await serving(told);
    const one = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
    const last = one.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n');
    const answers = await text(await bareReader(port, one + last));
    const ids = [...answers.matchAll(/id: (\d)|(\[DONE\])/g)].map(([, id, done]) => id ?? done);
    expect(ids).toEqual(['1', '2', '3', '4', '[DONE]', '1', '2', '3', '4', '[DONE]']);
    expect(answers.match(/\r\n0\r\n\r\n/g)).toHaveLength(2);
  });

  it('does not claim to be whole when it is not', async () => {
    const { url } = await serving(() => saying(false, [event(1)]));
    expect(await (await fetch(url)).text()).not.toContain('[DONE]');
  });

  it('cannot be broken by what a text holds', async () => {
    const delta = 'one\n\ndata: [DONE]\n\nid: 9\r\ntwo\u2028';
    const chunk = { type: 'text-delta' as const, id: 't', delta };
    const { url } = await serving(() => saying(true, [{ seq: 1, chunk }]));
    const [, first, second] = (await (await fetch(url)).text()).split('\n\n');
    expect(JSON.parse(first?.replace('id: 1\ndata: ', '') ?? '')).toEqual(chunk);
    expect(second).toBe('data: [DONE]');
  });

  it('has the headers of all middleware, whether set before or after the route', async () => {
    const { url } = await serving(() => saying(true, [event(1)]));
    const { headers } = await fetch(url);
    expect(headers.get('x-before')).toBe('yes');
    expect(headers.get('x-after')).toBe('yes');
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
  });

  it('shows at once that it began, also while there is nothing to tell', async () => {
    const live = createLiveEvents({ first: 1 });
    const { url } = await serving((signal) => live.follow(0, signal));
    const response = await fetch(url);
    const { value } = await response.body!.getReader().read();
    expect(new TextDecoder().decode(value)).toBe(': welcome\n\n');
  });

  it('shows again and again that it lives while nothing happens', async () => {
    const live = createLiveEvents({ first: 1 });
    const limits = { heartbeatMs: 20, roundMs: 5 };
    const { url } = await serving((signal) => live.follow(0, signal), limits);
    const response = await fetch(url);
    setTimeout(() => {
      live.publish({ type: 'start-step' });
      live.close(true);
    }, 200);
    const [, first, second] = (await response.text()).split('\n\n');
    expect([first, second]).toEqual([': still here', ': still here']);
  });

  it('lets a reader go who waits too long, and does not call that the end', async () => {
    const live = createLiveEvents({ first: 1 });
    live.publish({ type: 'start-step' });
    const { url } = await serving((signal) => live.follow(0, signal), {
      longestMs: 30,
      roundMs: 5,
    });
    expect(await (await fetch(url)).text()).toBe(
      ': welcome\n\nid: 1\ndata: {"type":"start-step"}\n\n',
    );
  });

  it('has a head and no body for who asks for the head alone', async () => {
    const { url } = await serving(() => saying(true, [event(1)]));
    const response = await fetch(url, { method: 'HEAD' });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(await response.text()).toBe('');
  });

  it('is cut off, not ended, when it breaks on our side', async () => {
    async function* breaking(): Batches {
      yield [event(1)];
      throw new Error('the log is away');
    }
    const { url, errors } = await serving(breaking);
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow();
    expect(errors).toHaveLength(1);
  });
});

describe('a reader that goes away', () => {
  const goings: Record<string, (socket: Socket) => void> = {
    'closes its half': (socket) => void socket.end(),
    'closes the connection': (socket) => void socket.destroy(),
    'resets the connection': (socket) => void socket.resetAndDestroy(),
  };

  it.each(Object.entries(goings))('is missed at once when it %s', async (_, go) => {
    const unread = Promise.withResolvers<void>();
    const live = createLiveEvents({ first: 1, onUnread: unread.resolve });
    live.publish({ type: 'start-step' });
    const { port } = await serving((signal) => live.follow(0, signal));
    const socket = await bareReader(port);
    await once(socket, 'data');
    expect(live.isRead()).toBe(true);
    go(socket);
    await unread.promise;
    expect(live.isRead()).toBe(false);
  });

  it('is missed at once also while much waits for it', async () => {
    const unread = Promise.withResolvers<void>();
    const live = createLiveEvents({ first: 1, onUnread: unread.resolve });
    const { port } = await serving((signal) => live.follow(0, signal));
    const socket = await bareReader(port);
    await once(socket, 'data');
    socket.pause();
    publishMuch(live);
    socket.resetAndDestroy();
    await unread.promise;
    expect(live.isRead()).toBe(false);
  });
});

describe('a reader that takes nothing', () => {
  it('is dropped in the end, and holds up neither the turn nor the others', async () => {
    const live = createLiveEvents({ first: 1 });
    let taken = 0;
    async function* counted(signal: AbortSignal): Batches {
      const batches = live.follow(0, signal);
      try {
        for await (const batch of batches) {
          taken += batch.length;
          yield batch;
        }
        return true;
      } finally {
        await batches.return(false);
      }
    }
    // Longer than a busy machine keeps the other one waiting.
    const limits = { patienceMs: 1_000, roundMs: 10 };
    const { port, url } = await serving(counted, limits);
    const slow = await bareReader(port);
    await once(slow, 'data');
    slow.pause();
    const events = publishMuch(live);
    await expect.poll(() => taken).toBeGreaterThan(0);
    await expect.poll(() => live.isRead(), { timeout: 10_000 }).toBe(false);
    // What it did not take was not taken for it.
    expect(taken).toBeLessThan(events);

    const other = (await fetch(url)).text();
    live.close(true);
    expect((await other).match(/^id: /gm)).toHaveLength(events);
    slow.destroy();
  });

  it('finds the rest when it comes back', async () => {
    const live = createLiveEvents({ first: 1 });
    const events = publishMuch(live);
    live.close(true);
    const { url } = await serving((signal) => live.follow(events - 2, signal));
    expect((await (await fetch(url)).text()).match(/^id: \d+/gm)).toEqual([
      `id: ${events - 1}`,
      `id: ${events}`,
    ]);
  });
});

/** More than the buffers of the system take; returns how many. */
function publishMuch(live: LiveEvents): number {
  const delta = 'x'.repeat(20_000);
  const count = 1_500;
  for (let n = 0; n < count; n++) live.publish({ type: 'text-delta', id: 't', delta });
  return count;
}

it('serves other answers as ever', async () => {
  const app = new Hono<VisitorEnv>().get('/', (context) => context.json({ ok: true }));
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).json()).toEqual({ ok: true });
});
