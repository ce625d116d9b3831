import { describe, expect, it } from 'vitest';
import { type ContextSize, contextSize } from '../../../server/model/context-size.ts';
import { estimateTokens } from '../../../server/model/estimate-tokens.ts';
import type {
  ModelClient,
  ModelContent,
  ModelMessage,
  ModelRequest,
} from '../../../server/model/model-client.ts';
import { modelFailure } from '../../../server/model/model-failures.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { withWindow } from '../../../server/model/with-window.ts';
import { ScriptedModel, type ScriptedStep } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const never = new AbortController().signal;
const asking = (...messages: ModelMessage[]): ModelRequest => ({
  system: 'You sell tents.',
  messages,
  tools: [],
});
const user = (...content: ModelContent[]): ModelMessage => ({ role: 'user', content });
const text = (words: string): ModelContent => ({ type: 'text', text: words });
const says = (words: string): ModelMessage => ({ role: 'assistant', text: words, toolCalls: [] });
const photo: ModelContent = { type: 'image', mediaType: 'image/webp', base64: 'AA', detail: 'low' };
const question = user(text('And the price?'));

/** Ten questions of about this many tokens each before the last one. */
function longConversation(tokensEach: number): ModelRequest {
  const words = 'tent '.repeat(tokensEach / 2);
  const before = Array.from({ length: 10 }, () => [user(text(words)), says('Yes.')]);
  return asking(...before.flat(), question);
}

function windowed(
  steps: ScriptedStep[],
  {
    contextTokens,
    maxOutputTokens,
    list = async () => undefined,
  }: Partial<Parameters<typeof contextSize>[1]> & {
    contextTokens?: number;
    maxOutputTokens?: number;
  } = {},
) {
  const model = new ScriptedModel(steps);
  const endpoint = {
    baseUrl: 'http://upstream.example/v1',
    model: 'm',
    ...(contextTokens !== undefined && { contextTokens }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
  };
  const size: ContextSize = contextSize(endpoint, { list });
  const client: ModelClient = withWindow(model, { endpoint, size });
  const ask = (request: ModelRequest) => collect(streamAnswer(client, request, never));
  const took = () => model.requests.map((request) => estimateTokens(request));
  return { model, size, ask, took };
}

const tooLong = (contextTokens?: { limit?: number; requested?: number }): ScriptedStep => ({
  failure: modelFailure('context_length', 'too long', contextTokens ? { contextTokens } : {}),
});

describe('before a call', () => {
  it('leaves room for the answer in a window of known size', async () => {
    const { ask, took } = windowed([{ text: 'ok' }], {
      contextTokens: 10_000,
      maxOutputTokens: 3_000,
    });
    await ask(longConversation(2_000));
    expect(took()[0]).toBeLessThanOrEqual(7_000);
    expect(took()[0]).toBeGreaterThan(4_000);
  });

  it('keeps a quarter for the answer when nobody says how long it may be', async () => {
    const { ask, took } = windowed([{ text: 'ok' }], { contextTokens: 8_000 });
    await ask(longConversation(1_000));
    expect(took()[0]).toBeLessThanOrEqual(6_000);
    expect(took()[0]).toBeGreaterThan(4_500);
  });

  it('keeps half for the question when the answer may fill the window alone', async () => {
    const { ask, took } = windowed([{ text: 'ok' }], {
      contextTokens: 8_000,
      maxOutputTokens: 9_000,
    });
    await ask(longConversation(1_000));
    expect(took()[0]).toBeGreaterThan(2_000);
  });

  it('sends everything to a window of unknown size', async () => {
    const { ask, model } = windowed([{ text: 'ok' }]);
    const request = longConversation(2_000);
    await ask(request);
    expect(model.requests).toEqual([request]);
  });

  it('reads the list of models beside the first long call, and delays nothing', async () => {
    const reading = Promise.withResolvers<[{ id: string; contextLength: number }]>();
    let lists = 0;
    const list = () => {
      lists++;
      return reading.promise;
    };
    const { ask, took, size } = windowed([{ text: 'a' }, { text: 'b' }, { text: 'c' }], { list });
    await ask(asking(question));
    expect(lists).toBe(0);
    const request = longConversation(2_000);
    await ask(request);
    expect(lists).toBe(1);
    reading.resolve([{ id: 'm', contextLength: 8_192 }]);
    await expect.poll(size.known).toBe(8_192);
    await ask(request);
    expect(took()[1]).toBe(estimateTokens(request));
    expect(took()[2]).toBeLessThan(8_192);
    expect(lists).toBe(1);
  });

  it('asks nothing when the question alone is far larger than the window', async () => {
    const { ask, model } = windowed([], { contextTokens: 4_096 });
    const request = asking(user(text('tent '.repeat(10_000))));
    await expect(ask(request)).rejects.toMatchObject({ code: 'question_too_long' });
    expect(model.requests).toEqual([]);
  });

  it('lets the provider judge what may fit, since the estimate errs high', async () => {
    const { ask, model } = windowed([{ text: 'ok' }], { contextTokens: 4_096 });
    const request = asking(user(text('old')), says('x'), user(text('tent '.repeat(2_300))));
    expect(estimateTokens(request)).toBeGreaterThan(4_096);
    await ask(request);
    expect(model.requests[0]?.messages).toEqual(request.messages.slice(-1));
  });
});

describe('after a refusal for length', () => {
  it('sends what fits the size that it told, once more, and remembers it', async () => {
    const { ask, took, size } = windowed([
      tooLong({ limit: 8_000 }),
      { text: 'ok' },
      { text: 'ok' },
    ]);
    const request = longConversation(2_000);
    expect((await ask(request))[0]).toEqual({ type: 'text-delta', text: 'ok' });
    expect(size.known()).toBe(8_000);
    await ask(request);
    expect(took()).toEqual([estimateTokens(request), took()[2], took()[2]]);
    expect(took()[1]).toBeLessThanOrEqual(6_000);
  });

  it('corrects its estimate by what the provider counted', async () => {
    const request = longConversation(2_000);
    const estimate = estimateTokens(request);
    const limit = 40_000;
    const { ask, took } = windowed([tooLong({ limit, requested: 2 * estimate }), { text: 'ok' }]);
    await ask(request);
    expect(took()[1]).toBeLessThanOrEqual((limit - 4_096) / 2);
    expect(took()[1]).toBeGreaterThan(limit / 4);
  });

  it.each([
    ['told nothing', undefined],
    ['told a size that cannot be', { limit: 12 }],
    ['told a size that was kept', { limit: 1_000_000 }],
  ])('sends three quarters when it %s', async (_, told) => {
    const request = longConversation(2_000);
    const { ask, took } = windowed([tooLong(told), { text: 'ok' }]);
    await ask(request);
    const [first, second] = took() as [number, number];
    expect(second).toBeLessThanOrEqual(0.75 * first);
    expect(second).toBeGreaterThan(0.6 * first);
  });

  it('remembers how much was too much', async () => {
    const request = longConversation(2_000);
    const { ask, took, model } = windowed([tooLong(), { text: 'ok' }, { text: 'ok' }]);
    await ask(request);
    await ask(request);
    expect(took()[2]).toBeLessThanOrEqual(0.75 * took()[0]!);
    expect(model.remaining).toBe(0);
  });

  it('tells the shopper when it is too long a second time', async () => {
    const { ask, model } = windowed([tooLong(), tooLong()]);
    await expect(ask(longConversation(2_000))).rejects.toMatchObject({
      code: 'question_too_long',
      reason: 'does_not_fit',
      retryable: false,
    });
    expect(model.requests).toHaveLength(2);
  });

  it('tells the shopper at once when nothing can be left out', async () => {
    const { ask, model } = windowed([tooLong()]);
    await expect(ask(asking(question))).rejects.toMatchObject({ code: 'question_too_long' });
    expect(model.requests).toHaveLength(1);
  });

  it('sends nothing again once something was said', async () => {
    const failure = modelFailure('context_length', 'too long');
    const { ask, model } = windowed([{ text: 'Half', failure }]);
    await expect(ask(longConversation(2_000))).rejects.toBe(failure);
    expect(model.requests).toHaveLength(1);
  });

  it('does not take standing in line for an answer', async () => {
    const answers: ScriptedStep[] = [tooLong(), { text: 'ok' }];
    const inner = new ScriptedModel(answers);
    const waiting: ModelClient = {
      async ask(request, listener) {
        listener.hear({ type: 'waiting', place: 1 });
        await inner.ask(request, listener);
      },
    };
    const endpoint = { model: 'm' };
    const size = contextSize(
      { ...endpoint, baseUrl: 'http://u.example/v1' },
      { list: async () => undefined },
    );
    const client = withWindow(waiting, { endpoint, size });
    const events = await collect(streamAnswer(client, longConversation(2_000), never));
    expect(events.map(({ type }) => type)).toEqual(['waiting', 'waiting', 'text-delta', 'end']);
  });
});

describe('after other failures', () => {
  it('names the pictures when the request has too many bytes, and keeps the conversation', async () => {
    const failure = modelFailure('payload_too_large', 'HTTP 413');
    const request = asking(user(text('hi')), says('hello'), user(text('Photo image_id: p'), photo));
    const { ask, model } = windowed([{ failure }, { text: 'ok' }]);
    await ask(request);
    const again = model.requests[1]!.messages;
    expect(again.slice(0, 2)).toEqual(request.messages.slice(0, 2));
    expect(JSON.stringify(again[2])).toContain('Photo image_id: p');
    expect(JSON.stringify(again[2])).not.toContain('base64');
  });

  it.each(['payload_too_large', 'rate_limit', 'invalid_request', 'network'] as const)(
    'passes on %s when nothing shorter would help',
    async (reason) => {
      const failure = modelFailure(reason, 'no');
      const { ask, model } = windowed([{ failure }]);
      await expect(ask(longConversation(2_000))).rejects.toBe(failure);
      expect(model.requests).toHaveLength(1);
    },
  );
});
