import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelFailure } from '../../../server/errors.ts';
import { estimateTokens } from '../../../server/model/estimate-tokens.ts';
import { fitWindow } from '../../../server/model/fit-window.ts';
import type {
  ModelContent,
  ModelMessage,
  ModelRequest,
} from '../../../server/model/model-client.ts';

const tools = [{ name: 'search_products', description: 'Finds products.', parameters: {} }];
const asking = (...messages: ModelMessage[]): ModelRequest => ({
  system: 'You sell tents.',
  messages,
  tools,
});
const text = (words: string): ModelContent => ({ type: 'text', text: words });
const picture: ModelContent = {
  type: 'image',
  mediaType: 'image/webp',
  base64: 'AA',
  detail: 'high',
};
const document: ModelContent = {
  type: 'document',
  mediaType: 'application/pdf',
  base64: 'A'.repeat(50_000),
  filename: 'manual.pdf',
};
const user = (...content: ModelContent[]): ModelMessage => ({ role: 'user', content });
const says = (words: string): ModelMessage => ({ role: 'assistant', text: words, toolCalls: [] });
function looksUp(callId: string, output: string): ModelMessage[] {
  const call = { callId, name: 'search_products', arguments: '{}' };
  return [
    { role: 'assistant', text: '', toolCalls: [call] },
    { role: 'tool', callId, name: call.name, output },
  ];
}
const long = (word: string) => `${word} `.repeat(500);

/** What it takes less one token, so that one more thing has to go. */
const justBelow = (request: ModelRequest) => ({ tokens: estimateTokens(request) - 1 });

describe('fitting a request into a window', () => {
  it('leaves alone what fits', () => {
    const request = asking(user(text('hi')), says('hello'), user(picture));
    expect(fitWindow(request, { tokens: estimateTokens(request) })).toBe(request);
  });

  it('shrinks pictures first, and drops nothing when that is enough', () => {
    const request = asking(
      user(text('hi')),
      says('hello'),
      user(text('Photo image_id: p'), picture),
    );
    const fitted = fitWindow(request, justBelow(request));
    const low = { ...picture, detail: 'low' };
    expect(fitted.messages).toEqual([
      ...request.messages.slice(0, 2),
      user(text('Photo image_id: p'), low as ModelContent),
    ]);
  });

  it('then drops the oldest question with everything that was answered to it', () => {
    const first = [user(text(long('first'))), ...looksUp('a', '{}'), says('one')];
    const rest = [
      user(text(long('second'))),
      ...looksUp('b', '{}'),
      says('two'),
      user(text('third')),
    ];
    const request = asking(...first, ...rest);
    expect(fitWindow(request, justBelow(request)).messages).toEqual(rest);
    const tokens = estimateTokens(asking(user(text('third'))));
    expect(fitWindow(request, { tokens }).messages).toEqual(rest.slice(-1));
  });

  it('then names the pictures of the question and keeps their ids', () => {
    const question = user(text('Photo image_id: p'), picture);
    const request = asking(user(text('old')), says('gone'), question);
    const low = asking(
      user(text('Photo image_id: p'), { ...picture, detail: 'low' } as ModelContent),
    );
    const [named, ...others] = fitWindow(request, justBelow(low)).messages;
    expect(others).toEqual([]);
    expect(named).toMatchObject({ content: [{ text: 'Photo image_id: p' }, { type: 'text' }] });
    expect(JSON.stringify(named)).toContain('left out here');
  });

  it('at last leaves out what tools found, the oldest first, and keeps every call answered', () => {
    const request = asking(
      user(text('which?')),
      ...looksUp('a', long('oldest')),
      ...looksUp('b', long('newest')),
    );
    const { messages } = fitWindow(request, justBelow(request));
    expect(messages[2]).toMatchObject({ role: 'tool', callId: 'a' });
    expect(JSON.stringify(messages[2])).toContain('left out');
    expect(messages.with(2, request.messages[2]!)).toEqual(request.messages);
  });

  it('says that a question does not fit when nothing is left to leave out', () => {
    const request = asking(user(text('old')), says('x'), user(text(long('word'))));
    expect(() => fitWindow(request, { tokens: 100 })).toThrowError(
      expect.objectContaining({
        reason: 'does_not_fit',
        code: 'question_too_long',
        retryable: false,
      }),
    );
  });

  it('lets the barest request pass while the estimate may be wrong', () => {
    const question = user(text(long('word')));
    const request = asking(user(text('old')), says('x'), question);
    const bare = estimateTokens(asking(question));
    const room = { tokens: 100, atMost: bare };
    expect(fitWindow(request, room).messages).toEqual([question]);
    expect(() => fitWindow(request, { ...room, atMost: bare - 1 })).toThrow(ModelFailure);
  });

  it('asks no more of a window than that it is there', () => {
    const request = asking();
    expect(fitWindow(request, { tokens: estimateTokens(request) })).toBe(request);
    expect(() => fitWindow(request, { tokens: 0 })).toThrow(ModelFailure);
  });
});

const words = fc.string({ maxLength: 60 });
const content = fc.oneof(
  words.map(text),
  fc.constantFrom<ModelContent>(document, picture, { ...picture, detail: 'low' } as ModelContent),
);
const lookUp = fc
  .tuple(
    fc.uuid(),
    fc.oneof(
      words,
      fc.nat(3_000).map((n) => 'tent '.repeat(n)),
    ),
  )
  .map(([callId, output]) => looksUp(callId, output));
const exchange = fc
  .tuple(
    fc.array(content, { minLength: 1, maxLength: 3 }),
    fc.array(lookUp, { maxLength: 3 }),
    words,
  )
  .map(([asked, found, answer]) => [user(...asked), ...found.flat(), says(answer)]);
const running = fc
  .tuple(fc.array(content, { minLength: 1, maxLength: 3 }), fc.array(lookUp, { maxLength: 4 }))
  .map(([asked, found]) => [user(...asked), ...found.flat()]);
const requests = fc
  .tuple(fc.array(exchange, { maxLength: 5 }), running)
  .map(([before, now]) => asking(...before.flat(), ...now));
const cases = { request: requests, tokens: fc.nat(20_000), more: fc.nat(2_000) };

/** Undefined when it does not fit. */
function fitted(request: ModelRequest, room: { tokens: number; atMost?: number }) {
  try {
    return fitWindow(request, room);
  } catch (error) {
    expect(error).toMatchObject({ reason: 'does_not_fit' });
    return undefined;
  }
}

const textsOf = (message: ModelMessage | undefined) =>
  message?.role === 'user'
    ? message.content.map((part) => (part.type === 'text' ? part.text : undefined))
    : undefined;

function holds(property: (given: { request: ModelRequest; tokens: number; more: number }) => void) {
  fc.assert(fc.property(fc.record(cases), property), { numRuns: 300 });
}

describe('whatever is asked', () => {
  it('fits in the end or is refused', () => {
    holds(({ request, tokens, more }) => {
      const result = fitted(request, { tokens });
      if (result) expect(estimateTokens(result)).toBeLessThanOrEqual(tokens);
      const lenient = fitted(request, { tokens, atMost: tokens + more });
      if (lenient) expect(estimateTokens(lenient)).toBeLessThanOrEqual(tokens + more);
      if (result) expect(lenient).toEqual(result);
    });
  });

  it('keeps the system prompt, the tools and every word of the last question', () => {
    holds(({ request, tokens }) => {
      const result = fitted(request, { tokens });
      if (!result) return;
      expect(result.system).toBe(request.system);
      expect(result.tools).toBe(request.tools);
      const before = textsOf(request.messages.findLast(({ role }) => role === 'user'));
      const after = textsOf(result.messages.findLast(({ role }) => role === 'user'));
      expect(after).toHaveLength(before!.length);
      for (const [place, said] of before!.entries()) {
        if (said !== undefined) expect(after![place]).toBe(said);
      }
    });
  });

  it('keeps the end of the conversation in order, from a question on', () => {
    holds(({ request, tokens }) => {
      const result = fitted(request, { tokens });
      if (!result) return;
      const kept = request.messages.slice(-result.messages.length);
      expect(result.messages[0]!.role).toBe('user');
      expect(result.messages.map(({ role }) => role)).toEqual(kept.map(({ role }) => role));
      for (const [place, message] of result.messages.entries()) {
        if (message.role === 'assistant') expect(message).toBe(kept[place]);
      }
    });
  });

  it('never parts a call from its result', () => {
    holds(({ request, tokens }) => {
      const messages = fitted(request, { tokens })?.messages ?? [];
      const called = messages.flatMap((message) =>
        message.role === 'assistant' ? message.toolCalls.map(({ callId }) => callId) : [],
      );
      const answered = messages.flatMap((message) =>
        message.role === 'tool' ? [message.callId] : [],
      );
      expect(answered).toEqual(called);
    });
  });

  it('is not shortened again for the same window', () => {
    holds(({ request, tokens, more }) => {
      const room = { tokens, atMost: tokens + more };
      const result = fitted(request, room);
      if (result) expect(fitWindow(result, room)).toEqual(result);
    });
  });
});
