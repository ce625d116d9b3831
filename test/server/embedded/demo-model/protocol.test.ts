import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DemoModel,
  startDemoModel,
} from '../../../../server/embedded/demo-model/start-demo-model.ts';
import { afterTents, Conversation, LAPTOPS, OUTDOOR } from './conversation.ts';

let model: DemoModel;
beforeAll(async () => {
  model = await startDemoModel({ pace: 'instant' });
});
afterAll(() => model.stop());

interface Chunk {
  id: string;
  object: string;
  model: string;
  system_fingerprint: string;
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number } | null;
  choices: {
    index: number;
    finish_reason: string | null;
    delta: {
      role?: string;
      content?: string | null;
      tool_calls?: {
        index: number;
        id?: string;
        type?: string;
        function: { name?: string; arguments: string };
      }[];
    };
  }[];
}

function post(body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(`${model.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

/** The chunks of a stream, after checking it byte by byte. */
async function chunksOf(response: Response): Promise<Chunk[]> {
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const text = await response.text();
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  const events = text.slice(0, -2).split('\n\n');
  expect(events.every((event) => /^data: [^\n]+$/.test(event))).toBe(true);
  return events.slice(0, -1).map((event) => JSON.parse(event.slice('data: '.length)));
}

const greeting = () => new Conversation(LAPTOPS).user('xin chào');

describe('A streamed answer', () => {
  it('is a role, pieces of text, a reason to finish and [DONE]', async () => {
    const chunks = await chunksOf(await post(greeting().request({ stream: true })));
    const deltas = chunks.map(({ choices }) => choices[0]);
    expect(deltas[0]?.delta).toMatchObject({ role: 'assistant', content: '' });
    expect(deltas.at(-1)).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(deltas.slice(0, -1).every((choice) => choice?.finish_reason === null)).toBe(true);
    expect(deltas.map((choice) => choice?.delta.content ?? '').join('')).toBe(
      greeting().saidNext(),
    );
    expect(deltas.length).toBeGreaterThan(10);
  });

  it('says in every chunk who answers, under one id', async () => {
    const chunks = await chunksOf(await post(greeting().request({ stream: true })));
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    for (const chunk of chunks) {
      expect(chunk).toMatchObject({
        object: 'chat.completion.chunk',
        model: 'aisle-demo',
        system_fingerprint: 'aisle-demo',
      });
      expect(chunk).not.toHaveProperty('usage');
    }
  });

  it('ends with the usage when that was asked for', async () => {
    const body = greeting().request({ stream: true, stream_options: { include_usage: true } });
    const chunks = await chunksOf(await post(body));
    const last = chunks.at(-1);
    expect(last?.choices).toEqual([]);
    expect(last?.usage?.completion_tokens).toBe(Math.ceil(greeting().saidNext().length / 4));
    expect(last?.usage?.total_tokens).toBe(
      (last?.usage?.prompt_tokens ?? 0) + (last?.usage?.completion_tokens ?? 0),
    );
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
  });

  it('sends a tool call in pieces: first id and name, then the arguments', async () => {
    const body = afterTents().user('compare the first two').request({ stream: true });
    const deltas = (await chunksOf(await post(body))).map(({ choices }) => choices[0]);
    const calls = deltas.flatMap((choice) => choice?.delta.tool_calls ?? []);
    expect(calls[0]).toMatchObject({
      index: 0,
      type: 'function',
      function: { name: 'compare_products', arguments: '' },
    });
    expect(calls[0]?.id).toMatch(/^call_/);
    expect(calls.slice(1).every((call) => call.id === undefined && call.index === 0)).toBe(true);
    expect(calls.length).toBeGreaterThan(3);
    expect(JSON.parse(calls.map((call) => call.function.arguments).join(''))).toEqual({
      product_ids: ['p-alder', 'p-pebble'],
    });
    expect(deltas[0]?.delta.content).toBeNull();
    expect(deltas.at(-1)?.finish_reason).toBe('tool_calls');
  });

  it('keeps two calls apart by their index', async () => {
    const body = new Conversation(OUTDOOR)
      .user('compare Ridgeline 2 and Vale 3')
      .request({ stream: true });
    const chunks = await chunksOf(await post(body));
    const calls = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    const argumentsOf = (index: number) =>
      JSON.parse(
        calls
          .filter((call) => call.index === index)
          .map((call) => call.function.arguments)
          .join(''),
      );
    expect(argumentsOf(0)).toEqual({ query: 'Ridgeline 2', limit: 3 });
    expect(argumentsOf(1)).toEqual({ query: 'Vale 3', limit: 3 });
  });
});

describe('An answer in one piece', () => {
  it('holds the text and the usage', async () => {
    const body = await (await post(greeting().request())).json();
    expect(body).toMatchObject({
      object: 'chat.completion',
      model: 'aisle-demo',
      system_fingerprint: 'aisle-demo',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: greeting().saidNext() },
          finish_reason: 'stop',
        },
      ],
    });
    expect(body.choices[0].message).not.toHaveProperty('tool_calls');
    expect(body.usage.total_tokens).toBeGreaterThan(0);
  });

  it('holds tool calls and no text', async () => {
    const body = await (await post(afterTents().user('the second one').request())).json();
    expect(body.choices[0]).toMatchObject({
      message: {
        content: null,
        tool_calls: [
          {
            type: 'function',
            function: { name: 'get_product_info', arguments: '{"product_id":"p-pebble"}' },
          },
        ],
      },
      finish_reason: 'tool_calls',
    });
  });

  it('is the same each time, but for ids', async () => {
    const text = async () =>
      (await (await post(greeting().request())).json()).choices[0].message.content;
    expect(await text()).toBe(await text());
  });

  it('takes a request with nothing but a model and a message', async () => {
    const body = {
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'hello' }],
      temperature: 0.2,
    };
    expect((await (await post(body)).json()).choices[0].message.content).toMatch(/^Hello!/);
  });
});

describe('The list of models', () => {
  it('holds the demo model alone', async () => {
    const body = await (await fetch(`${model.baseUrl}/models`)).json();
    expect(body).toMatchObject({ object: 'list', data: [{ id: 'aisle-demo', object: 'model' }] });
    expect(body.data).toHaveLength(1);
  });
});

describe('A request that is not one', () => {
  const message = { role: 'user', content: 'hi' };
  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['an empty body', ''],
    ['null', 'null'],
    ['a list', []],
    ['no messages', { model: 'x' }],
    ['empty messages', { model: 'x', messages: [] }],
    ['no model', { messages: [message] }],
    ['an unknown role', { model: 'x', messages: [{ role: 'wizard', content: 'hi' }] }],
    ['content that is a number', { model: 'x', messages: [{ role: 'user', content: 7 }] }],
    [
      'a tool without a name',
      { model: 'x', messages: [message], tools: [{ type: 'function', function: {} }] },
    ],
    ['stream that is a word', { model: 'x', messages: [message], stream: 'yes' }],
  ])("with %s gets 400 in OpenAI's shape", async (_, body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        type: 'invalid_request_error',
        message: expect.any(String),
        code: expect.any(String),
      },
    });
  });

  it.each<[string, string]>([
    ['GET', '/chat/completions'],
    ['POST', '/models'],
    ['POST', '/embeddings'],
    ['GET', '/../secret'],
  ])("%s %s gets 404 in OpenAI's shape", async (method, path) => {
    const response = await fetch(`${model.baseUrl}${path}`, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
  });

  it('gets 413 when it says that it is too large, before it is read', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-length': String(100 * 1024 * 1024) };
      const request = httpRequest(
        `${model.baseUrl}/chat/completions`,
        { method: 'POST', headers },
        (response) => {
          resolve(response.statusCode);
          request.destroy();
        },
      );
      request.on('error', reject);
      request.write('{');
    });
    expect(status).toBe(413);
  });
});

describe('A stream nobody listens to', () => {
  it('is stopped when the client goes away, and the server goes on', async () => {
    const slow = await startDemoModel({ pace: 'human' });
    try {
      const aborter = new AbortController();
      const response = await fetch(`${slow.baseUrl}/chat/completions`, {
        method: 'POST',
        body: JSON.stringify(greeting().request({ stream: true })),
        signal: aborter.signal,
      });
      await response.body?.getReader().read();
      aborter.abort();
      expect((await fetch(`${slow.baseUrl}/models`)).status).toBe(200);
    } finally {
      await slow.stop();
    }
  });

  it('is cut off, not ended, when the server stops', async () => {
    const slow = await startDemoModel({ pace: 'human' });
    const response = await fetch(`${slow.baseUrl}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(greeting().request({ stream: true })),
    });
    const text = response.text();
    await Promise.all([slow.stop(), expect(text).rejects.toThrow()]);
    await expect(fetch(`${slow.baseUrl}/models`)).rejects.toThrow();
  });

  it('leaves the port free for the next one', async () => {
    const first = await startDemoModel({ pace: 'instant' });
    const port = Number(new URL(first.baseUrl).port);
    await expect(startDemoModel({ port })).rejects.toThrow(/EADDRINUSE/);
    await first.stop();
    const second = await startDemoModel({ port });
    expect(second.baseUrl).toBe(`http://127.0.0.1:${port}/v1`);
    await second.stop();
  });
});
