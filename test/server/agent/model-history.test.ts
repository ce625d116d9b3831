import { describe, expect, it } from 'vitest';
import { type HistoryView, modelHistory, photosTold } from '../../../server/agent/model-history.ts';
import type { ChatMessage, MessagePart } from '../../../shared/message.ts';

const noPhoto: HistoryView = { readPhoto: async () => undefined };

function user(id: string, ...parts: MessagePart[]): ChatMessage {
  return { id, role: 'user', parts };
}

function photo(id: string): MessagePart {
  return { type: 'file', mediaType: 'image/jpeg', url: `/v1/images/${id}` };
}

/** Every photo is there; its bytes are its id. */
const seen: HistoryView = {
  readPhoto: async (imageId, { closely }) => ({
    mediaType: 'image/jpeg',
    base64: imageId,
    detail: closely ? 'high' : 'low',
  }),
};

function picture(imageId: string, detail: 'low' | 'high') {
  return { type: 'image', mediaType: 'image/jpeg', base64: imageId, detail };
}

function answerAbout(imageId: string): ChatMessage {
  const products = [{ title: 'Tent <A>' }, { title: 'Tent B' }];
  return {
    id: `answer to ${imageId}`,
    role: 'assistant',
    parts: [
      { type: 'step-start' },
      {
        type: 'tool-find_products_like_photo',
        toolCallId: 'c1',
        state: 'output-available',
        input: { image_id: imageId },
        output: { outcome: 'candidates', products },
      },
      { type: 'step-start' },
      { type: 'text', text: 'Two tents look like it.' },
    ],
  };
}

describe('the history that a model reads', () => {
  it('tells each step of an answer with its calls and results', async () => {
    const answer: ChatMessage = {
      id: 'a1',
      role: 'assistant',
      parts: [
        { type: 'step-start' },
        { type: 'text', text: 'Let me look.' },
        {
          type: 'tool-search_products',
          toolCallId: 'c1',
          state: 'output-available',
          input: { query: 'tent' },
          output: { products: [] },
        },
        { type: 'step-start' },
        { type: 'text', text: 'Nothing there.' },
      ],
    };
    const history = await modelHistory(
      [user('u1', { type: 'text', text: 'tent?' }), answer],
      noPhoto,
    );
    expect(history).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'tent?' }] },
      {
        role: 'assistant',
        text: 'Let me look.',
        toolCalls: [{ callId: 'c1', name: 'search_products', arguments: '{"query":"tent"}' }],
      },
      { role: 'tool', callId: 'c1', name: 'search_products', output: '{"products":[]}' },
      { role: 'assistant', text: 'Nothing there.', toolCalls: [] },
    ]);
  });

  it('hands each step what its provider wants back with it', async () => {
    const parts: MessagePart[] = [
      { type: 'step-start' },
      {
        type: 'tool-search_products',
        toolCallId: 'c1',
        state: 'output-available',
        input: {},
        output: {},
      },
      { type: 'step-start' },
      { type: 'text', text: 'Two tents.' },
      { type: 'step-start' },
      { type: 'text', text: 'One more thing.' },
    ];
    const echo = { signature: 'first' };
    const answer = { id: 'a1', role: 'assistant' as const, parts, echoes: new Map([[1, echo]]) };
    const history = await modelHistory(
      [user('u1', { type: 'text', text: 'tent?' }), answer],
      noPhoto,
    );
    const assistant = history.filter(({ role }) => role === 'assistant');
    expect(assistant.map((message) => 'echo' in message && message.echo)).toEqual([
      echo,
      false,
      false,
    ]);
  });

  it('gives no step what another one is owed when a step in between said nothing', async () => {
    const parts: MessagePart[] = [
      { type: 'step-start' },
      { type: 'step-start' },
      { type: 'text', text: 'Here.' },
    ];
    const answer = {
      id: 'a1',
      role: 'assistant' as const,
      parts,
      echoes: new Map([
        [1, { n: 1 }],
        [2, { n: 2 }],
      ]),
    };
    const history = await modelHistory(
      [user('u1', { type: 'text', text: 'tent?' }), answer],
      noPhoto,
    );
    expect(history.slice(1)).toEqual([
      { role: 'assistant', text: 'Here.', toolCalls: [], echo: { n: 2 } },
    ]);
  });

  it('gives a result to a call that never got one, which providers would refuse', async () => {
    const answer: ChatMessage = {
      id: 'a1',
      role: 'assistant',
      parts: [
        { type: 'step-start' },
        { type: 'tool-echo', toolCallId: 'c1', state: 'input-available', input: {} },
      ],
    };
    const history = await modelHistory([user('u1', { type: 'text', text: 'hi' }), answer], noPhoto);
    expect(history.slice(1)).toEqual([
      {
        role: 'assistant',
        text: '',
        toolCalls: [{ callId: 'c1', name: 'echo', arguments: '{}' }],
      },
      { role: 'tool', callId: 'c1', name: 'echo', output: 'This call was cut short.' },
    ]);
  });

  it('sends the photos of the last question as pictures and says which is which', async () => {
    const history = await modelHistory([user('u1', photo('one'), photo('two'))], seen);
    expect(history).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Photo 1 of 2 image_id: one' },
          picture('one', 'low'),
          { type: 'text', text: 'Photo 2 of 2 image_id: two' },
          picture('two', 'low'),
        ],
      },
    ]);
  });

  it('tells of a photo that cannot be read any more, so that the answer says so', async () => {
    const [message] = await modelHistory([user('u1', photo('one'))], noPhoto);
    expect(message).toMatchObject({
      content: [
        { text: 'Photo image_id: one' },
        { text: expect.stringMatching(/^<photo_note>.*could not look at it\. Say so/) },
      ],
    });
  });

  it('puts in the place of an earlier photo what was learnt from it', async () => {
    const [earlier] = await modelHistory(
      [user('u1', photo('one')), answerAbout('one'), user('u2', { type: 'text', text: 'red?' })],
      seen,
    );
    expect(earlier).toEqual({
      role: 'user',
      content: [
        { type: 'text', text: 'Photo image_id: one' },
        {
          type: 'text',
          text: '<photo_note>Sent earlier and not shown again. find_products_like_photo found: candidates (Tent  A ; Tent B). The answer was: "Two tents look like it.". look_closer shows it to you.</photo_note>',
        },
      ],
    });
  });

  it('shows an earlier photo again, large, when the model wants a closer look', async () => {
    const messages = [user('u1', photo('one')), answerAbout('one'), user('u2', photo('two'))];
    const history = await modelHistory(messages, { ...seen, closely: new Set(['one', 'two']) });
    expect(history[0]).toMatchObject({ content: [{}, picture('one', 'high')] });
    expect(history.at(-1)).toMatchObject({ content: [{}, picture('two', 'high')] });
    expect([...photosTold(messages)]).toEqual(['one', 'two']);
  });

  it('sends the same picture once, and the finding when it comes again', async () => {
    const messages = [user('u1', photo('one')), answerAbout('one'), user('u2', photo('again'))];
    const repeats = new Map([['again', 'one']]);
    const last = (await modelHistory(messages, { ...seen, repeats })).at(-1);
    expect(last).toMatchObject({
      content: [
        { text: 'Photo image_id: again' },
        { text: expect.stringMatching(/same picture as image_id one.*candidates.*look like it/) },
      ],
    });
  });

  it('shows a picture that comes again when nothing was learnt from it before', async () => {
    const messages = [user('u1', photo('one')), user('u2', photo('again'))];
    const repeats = new Map([['again', 'one']]);
    const last = (await modelHistory(messages, { ...seen, repeats })).at(-1);
    expect(last).toMatchObject({ content: [{}, picture('again', 'low')] });
  });

  it('shows a picture that stands twice in one question once', async () => {
    const repeats = new Map([['copy', 'one']]);
    const [message] = await modelHistory([user('u1', photo('one'), photo('copy'))], {
      ...seen,
      repeats,
    });
    expect(message).toMatchObject({
      content: [{}, picture('one', 'low'), {}, { text: expect.stringContaining('image_id one') }],
    });
  });

  it('drops characters that people cannot see but models read', async () => {
    const hidden = 'hi\u{E0041}\u202Ethere\u0007\nyou';
    const [message] = await modelHistory([user('u1', { type: 'text', text: hidden })], noPhoto);
    expect(message).toMatchObject({ content: [{ text: 'hithere\nyou' }] });
  });

  it('keeps the newest of a long conversation and starts with a question', async () => {
    const long = Array.from({ length: 60 }, (_, n): ChatMessage => {
      const part: MessagePart = { type: 'text', text: `${n}` };
      return { id: `${n}`, role: n % 2 ? 'assistant' : 'user', parts: [part] };
    });
    const history = await modelHistory(
      [...long, user('last', { type: 'text', text: 'last' })],
      noPhoto,
    );
    expect(history.length).toBeLessThanOrEqual(40);
    expect(history[0]).toMatchObject({ role: 'user' });
    expect(history.at(-1)).toMatchObject({ content: [{ text: 'last' }] });
  });

  it('leaves out what is too long for a model, but never the question itself', async () => {
    const says = (id: string, length: number) =>
      user(id, { type: 'text', text: id.repeat(length) });
    const texts = async (...messages: ChatMessage[]) =>
      (await modelHistory(messages, noPhoto)).map((message) =>
        message.role === 'user' && message.content[0]?.type === 'text'
          ? message.content[0].text.charAt(0)
          : undefined,
      );
    expect(await texts(says('a', 70_000), says('b', 60_000), says('c', 10))).toEqual(['b', 'c']);
    expect(await texts(says('a', 10), says('b', 200_000))).toEqual(['b']);
  });
});
