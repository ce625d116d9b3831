import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { uploadOf } from '../../../server/http/image-routes.ts';
import { closeServer, listen } from '../../../server/http/listen.ts';
import type { NodeBindings } from '../../../server/http/node-answer.ts';
import { createRouter, problemFromError } from '../../../server/http/problem-response.ts';
import { plainJson, readBody } from '../../../server/http/request-body.ts';
import { withWaitLimits } from '../../../server/images/intake/wait-limits.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Answers with what it read of a body. */
async function echo(
  limits: Parameters<typeof readBody>[0],
  answered: (response: Response) => void = () => {},
): Promise<number> {
  const app = createRouter<{ Bindings: NodeBindings }>();
  app.use(async (context, next) => {
    await next();
    answered(context.res);
  });
  app.use('/', readBody(limits));
  app.post('/', async (context) => context.text(await context.req.text()));
  app.post('/photo', async (context) => {
    const { body, signal } = uploadOf(context);
    const waits = { stallMs: 5_000, totalMs: 5_000, bytesPerSecond: 1 };
    const pieces = await Array.fromAsync(withWaitLimits(body, waits, signal));
    return context.text(`${pieces.length} pieces`);
  });
  app.onError((error, context) => problemFromError(context, error, () => {}));
  return serve(app);
}

async function serve(app: { fetch: unknown }): Promise<number> {
  const server = await listen(app.fetch as Parameters<typeof listen>[0], {
    host: '127.0.0.1',
    port: 0,
  });
  closing.push(() => closeServer(server, 0));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Sends a request and no more, and reads what comes back until the first line is there. */
function statusOf(port: number, request: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request.join('\r\n')));
    socket.once('error', reject);
    socket.once('data', (bytes) => {
      resolve(bytes.toString('latin1').split('\r\n')[0] ?? '');
      socket.destroy();
    });
  });
}

const head = ['POST / HTTP/1.1', 'Host: shop.example'];

describe('a body', () => {
  it('is there for the route when it arrives', async () => {
    const port = await echo({ maxBytes: 100 });
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: 'all of it',
    });
    expect(await response.text()).toBe('all of it');
  });

  it('is not waited for when it stops in the middle', async () => {
    const port = await echo({ maxBytes: 100, arrivesMs: 50 });
    const request = [...head, 'Content-Length: 50', '', 'only this'];
    expect(await statusOf(port, request)).toBe('HTTP/1.1 408 Request Timeout');
  });

  it('is not waited for either when it never said how long it would be', async () => {
    const port = await echo({ maxBytes: 100, arrivesMs: 50 });
    const request = [...head, 'Transfer-Encoding: chunked', '', '4', 'only', ''];
    expect(await statusOf(port, request)).toBe('HTTP/1.1 408 Request Timeout');
  });

  it.each(['Content-Length: 50', 'Transfer-Encoding: chunked'])(
    'that its sender leaves in the middle is no failure of ours (%s)',
    async (length) => {
      const { promise: answer, resolve: answered } = Promise.withResolvers<Response>();
      const port = await echo({ maxBytes: 100 }, answered);
      const socket = connect(port, '127.0.0.1');
      socket.write([...head, length, '', '4', 'only'].join('\r\n'));
      setTimeout(() => socket.destroy(), 50);
      expect((await answer).status).toBe(400);
    },
  );

  it('of a photo whose sender leaves in the middle is refused like any other', async () => {
    const { promise: answer, resolve: answered } = Promise.withResolvers<Response>();
    const port = await echo({ maxBytes: 100 }, answered);
    const socket = connect(port, '127.0.0.1');
    const photo = ['POST /photo HTTP/1.1', 'Host: shop.example', 'Content-Type: image/jpeg'];
    socket.write([...photo, 'Content-Length: 50', '', 'only this'].join('\r\n'));
    setTimeout(() => socket.destroy(), 50);
    expect((await answer).status).toBe(400);
  });

  it('is refused as soon as it is too large', async () => {
    const port = await echo({ maxBytes: 8 });
    const request = [...head, 'Transfer-Encoding: chunked', '', '10', 'a'.repeat(16), ''];
    expect(await statusOf(port, request)).toBe('HTTP/1.1 413 Payload Too Large');
  });
});

describe('JSON', () => {
  it('is asked for only where there is a body', async () => {
    const app = createRouter();
    app.use(plainJson);
    app.post('/', (context) => context.body(null, 204));
    app.onError((error, context) => problemFromError(context, error, () => {}));
    const port = await serve(app);
    expect(await statusOf(port, [...head, '', ''])).toBe('HTTP/1.1 204 No Content');
    const inPieces = [...head, 'Transfer-Encoding: chunked', '', '4', 'text', '0', '', ''];
    expect(await statusOf(port, inPieces)).toBe('HTTP/1.1 415 Unsupported Media Type');
  });
});
