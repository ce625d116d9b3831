import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../widget/transport/chat-transport.ts';
import { httpChatTransport } from '../../../widget/transport/http-chat-transport.ts';
import { refuse } from '../../fakes/fake-aisle-server.ts';
import { answerChunks } from '../../fixtures/answer-chunks.ts';

const BASE = 'https://aisle.example/';
const signal = new AbortController().signal;
const request = {
  id: 'c1',
  message: { id: 'm1', role: 'user' as const, parts: [{ type: 'text' as const, text: 'hi' }] },
};

/** Answers every request alike and keeps what was asked. */
function answering(answer: () => Response | Promise<Response>) {
  const asked: Request[] = [];
  const fetcher = async (url: RequestInfo | URL, init?: RequestInit) => {
    asked.push(new Request(url, init));
    return answer();
  };
  return { asked, transport: httpChatTransport(BASE, fetcher) };
}

function sse(text: string, pieceLength = text.length): Response {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += pieceLength) {
        controller.enqueue(bytes.slice(at, at + pieceLength));
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
}

async function collect(events: AsyncIterable<StreamEvent> | undefined): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of events ?? []) all.push(event);
  return all;
}

const chunks = answerChunks('Chào bạn 👋');
const expected = chunks.map((chunk, index) => ({ id: index + 1, chunk }));
const stream = (lineEnd: string) =>
  [
    ': hello',
    '',
    ...chunks.flatMap((chunk, index) => [`id: ${index + 1}`, `data: ${JSON.stringify(chunk)}`, '']),
    'data: [DONE]',
    '',
    '',
  ].join(lineEnd);

const photo = new Blob(['abc'], { type: 'image/webp' });

describe('the HTTP transport', () => {
  it.each([
    ['\n', 1],
    ['\n', 7],
    ['\r\n', 1],
    ['\r\n', 5],
  ])('reads a turn whose lines end in %j, in pieces of %i bytes', async (lineEnd, pieceLength) => {
    const { transport } = answering(() => sse(stream(lineEnd), pieceLength));
    const events = await transport.as('t').send(request, signal);
    expect(await collect(events)).toEqual(expected);
  });

  it('sends the token in a header and nothing of it in the address', async () => {
    const { asked, transport } = answering(() => sse(stream('\n')));
    await collect(await transport.as('secret').send(request, signal));
    expect(asked[0]?.url).toBe(`${BASE}v1/chat`);
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer secret');
    expect(asked[0]?.credentials).toBe('omit');
    expect(await asked[0]?.json()).toEqual(request);
  });

  it('tells the locale beside the body, where an older server does not look', async () => {
    const { asked, transport } = answering(() => sse(stream('\n')));
    await collect(await transport.as('t').send({ ...request, locale: 'de-AT' }, signal));
    expect(asked[0]?.url).toBe(`${BASE}v1/chat?locale=de-AT`);
    expect(await asked[0]?.json()).toEqual(request);
  });

  it.each(['unknown_field', 'invalid_request'] as const)(
    'asks once more without what the page shows when the server answers %s to it',
    async (code) => {
      const answers = [refuse(code, 400), sse(stream('\n'))];
      const { asked, transport } = answering(() => answers.shift() ?? refuse('internal', 500));
      const told = { ...request, context: { product_id: 'tent' } };
      expect(await collect(await transport.as('t').send(told, signal))).toEqual(expected);
      expect(await Promise.all(asked.map((each) => each.json()))).toEqual([told, request]);
      const once = answering(() => refuse(code, 400));
      await expect(once.transport.as('t').send(request, signal)).rejects.toMatchObject({ code });
      expect(once.asked).toHaveLength(1);
    },
  );

  it('shows the token that it had when a customer is identified', async () => {
    const { asked, transport } = answering(() => Response.json({ token: 'new' }));
    await transport.createVisitor('shop', { identityToken: 'jwt', shown: 'old' });
    await transport.createVisitor('shop');
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', null]);
    expect(await asked[0]?.json()).toEqual({ store: 'shop', identity_token: 'jwt' });
    expect(await asked[1]?.json()).toEqual({ store: 'shop' });
  });

  it('takes a stream that breaks off before its end for a lost connection', async () => {
    const { transport } = answering(() => sse(stream('\n').replace('data: [DONE]', '')));
    const events = await transport.as('t').send(request, signal);
    await expect(collect(events)).rejects.toMatchObject({ code: 'network' });
  });

  it.each(['{"type":', '<html>'])('takes %j in place of an event for one too', async (data) => {
    const { transport } = answering(() => sse(`id: 1\ndata: ${data}\n\n`));
    const events = await transport.as('t').send(request, signal);
    await expect(collect(events)).rejects.toMatchObject({ code: 'network' });
  });

  it('answers undefined when no turn runs', async () => {
    const { transport } = answering(() => new Response(null, { status: 204 }));
    expect(await transport.as('t').resume('c1', signal)).toBeUndefined();
  });

  it('passes on the server’s code and how long to wait', async () => {
    const { transport } = answering(() => refuse('rate_limited', 429, { 'retry-after': '7' }));
    await expect(transport.as('t').send(request, signal)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfter: 7,
    });
  });

  it.each([
    [
      'a proxy’s page for a dead server',
      () => new Response('<h1>502</h1>', { status: 502 }),
      'network',
    ],
    ['a page in place of a stream', () => new Response('<h1>Hello</h1>'), 'network'],
    ['no answer', () => Promise.reject(new TypeError('failed')), 'network'],
    ['a server that was suspended', () => new Response('', { status: 408 }), 'network'],
    ['a bare 401', () => new Response('', { status: 401 }), 'unauthorized'],
  ])('names %s', async (_, answer, code) => {
    const { transport } = answering(answer);
    const reading = transport.as('t').send(request, signal).then(collect);
    await expect(reading).rejects.toMatchObject({ code });
  });

  it('passes on what the server says to the page’s developer', async () => {
    const detail = 'The identity token has expired.';
    const refused = () => Response.json({ code: 'unauthorized', detail }, { status: 401 });
    const { transport } = answering(refused);
    await expect(transport.createVisitor('shop')).rejects.toMatchObject({ cause: detail });
  });

  it('lets the caller’s abort through as what it is', async () => {
    const leave = new AbortController();
    const { transport } = answering(() => {
      leave.abort();
      return Promise.reject(leave.signal.reason);
    });
    await expect(transport.as('t').send(request, leave.signal)).rejects.toBe(leave.signal.reason);
  });

  it('uploads the raw bytes with their type', async () => {
    const { asked, transport } = answering(() => Response.json({ id: 'i1' }, { status: 201 }));
    await transport.as('t').uploadImage(photo, { signal, onProgress: () => {} });
    expect(asked[0]?.headers.get('content-type')).toBe('image/webp');
    expect(await asked[0]?.text()).toBe('abc');
  });

  it('uploads by the way that tells how far it is, or without that when it does not come', async () => {
    const told: number[] = [];
    const onProgress = (part: number) => void told.push(part);
    const fetcher = async () => Response.json({ id: 'i1' }, { status: 201 });
    const watched = httpChatTransport(BASE, fetcher, async (tell) => async () => {
      tell(0.5);
      return fetcher();
    });
    await watched.as('t').uploadImage(photo, { signal, onProgress });
    expect(told).toEqual([0.5]);
    const plain = httpChatTransport(BASE, fetcher, () => Promise.reject(new Error('no network')));
    expect(await plain.as('t').uploadImage(photo, { signal, onProgress })).toEqual({ id: 'i1' });
  });
});
