import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CLIENT_WAITS,
  type ClientWaits,
  closeServer,
  type ListenOptions,
  listen,
} from '../../../server/http/listen.ts';
import { createRouter, problemFromError } from '../../../server/http/problem-response.ts';
import { JSON_ARRIVES_MS, readBody } from '../../../server/http/request-body.ts';
import { withWaitLimits } from '../../../server/images/intake/wait-limits.ts';

/** A hundredth of what is waited for in earnest. */
const SHORT: ClientWaits = {
  headersTimeout: 50,
  requestTimeout: 2_000,
  keepAliveTimeout: 100,
  connectionsCheckingInterval: 10,
};
const HEAD = 'POST / HTTP/1.1\r\nHost: shop.example\r\n';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

/** Answers with what it read of a body. Returns the port. */
async function serve(options: Partial<ListenOptions> = {}): Promise<number> {
  const app = createRouter();
  app.use('/', readBody({ maxBytes: 1_000, arrivesMs: 100 }));
  app.all('/', async (context) => context.text(await context.req.text()));
  app.post('/photo', async (context) => {
    const pace = { stallMs: 100, totalMs: 60_000, bytesPerSecond: 10_000 };
    const pieces = await Array.fromAsync(withWaitLimits(context.req.raw.body!, pace));
    return context.text(`${pieces.length} pieces`);
  });
  app.onError((error, context) => problemFromError(context, error, () => {}));
  const server = await listen(app.fetch as Parameters<typeof listen>[0], {
    host: '127.0.0.1',
    port: 0,
    waits: SHORT,
    ...options,
  });
  cleanup.push(() => closeServer(server, 0));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

interface Client {
  socket: Socket;
  /** All that came, once the server closed the connection. */
  closed: Promise<string>;
  /** All that came so far. */
  heard(): string;
}

function client(port: number): Client {
  let heard = '';
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  socket.on('data', (text: string) => {
    heard += text;
  });
  // What is written to a connection that the server closed.
  socket.on('error', () => {});
  cleanup.push(() => socket.destroy());
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)));
  return { socket, closed, heard: () => heard };
}

/** Sends `text` again and again until the server has enough of it. */
async function drip({ socket }: Client, text: string): Promise<void> {
  while (!socket.destroyed && socket.writable) {
    socket.write(text);
    await sleep(10);
  }
}

describe('clients that take their time', () => {
  it('are let go when they send one header line after the other, and others do not notice', async () => {
    const port = await serve();
    const slow = Array.from({ length: 200 }, () => client(port));
    for (const one of slow) {
      one.socket.write(HEAD);
      void drip(one, 'X-Slow: 1\r\n');
    }
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'quick' });
    expect(await response.text()).toBe('quick');
    for (const one of slow) expect(await one.closed).toMatch(/^HTTP\/1.1 408 |^$/);
  });

  it('are let go when their body drips', async () => {
    const port = await serve();
    const slow = client(port);
    slow.socket.write(`${HEAD}Content-Length: 900\r\n\r\n`);
    void drip(slow, 'x');
    expect(await slow.closed).toMatch(/^HTTP\/1.1 408 /);
  });

  it('are let go when their photo drips', async () => {
    const port = await serve();
    const slow = client(port);
    slow.socket.write(`${HEAD.replace('/', '/photo')}Content-Length: 9000\r\n\r\n`);
    void drip(slow, 'x');
    expect(await slow.closed).toMatch(/^HTTP\/1.1 408 /);
  });

  it('are let go when they say nothing more after a request', async () => {
    const port = await serve();
    const idle = client(port);
    idle.socket.write(`${HEAD}Content-Length: 2\r\n\r\nhi`);
    expect(await idle.closed).toMatch(/^HTTP\/1.1 200 /);
  });

  it('have as many connections as there may be, and the next one is closed', async () => {
    const port = await serve({ connections: 2, waits: { ...SHORT, headersTimeout: 1_000 } });
    const first = client(port);
    first.socket.write(HEAD);
    const second = client(port);
    second.socket.write(HEAD);
    await sleep(50);
    expect(await client(port).closed).toBe('');
    second.socket.destroy();
    await expect
      .poll(async () => {
        const third = client(port);
        third.socket.write(`${HEAD}Content-Length: 2\r\nConnection: close\r\n\r\nhi`);
        return third.closed;
      })
      .toMatch(/^HTTP\/1.1 200 /);
  });

  it('wait in earnest at most 7 seconds for headers and 11 for a JSON body', () => {
    const { headersTimeout, connectionsCheckingInterval } = CLIENT_WAITS;
    expect(headersTimeout + connectionsCheckingInterval).toBeLessThanOrEqual(7_000);
    expect(JSON_ARRIVES_MS).toBeLessThanOrEqual(11_000);
  });
});
