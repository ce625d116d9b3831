import { describe, expect, it } from 'vitest';
import { modelHistory } from '../../../server/agent/model-history.ts';
import type { ChatMessage, MessagePart } from '../../../shared/message.ts';

const noPhoto = async () => undefined;

function user(id: string, ...parts: MessagePart[]): ChatMessage {
  return { id, role: 'user', parts };
}

function photo(id: string): MessagePart {
  return { type: 'file', mediaType: 'image/jpeg', url: `/v1/images/${id}` };
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

  it('sends the photos of the last question as pictures and names earlier ones only', async () => {
    const read = async (url: string) => ({
      imageId: url.split('/').at(-1)!,
      mediaType: 'image/jpeg',
      base64: 'AAAA',
      detail: 'low' as const,
    });
    const history = await modelHistory([user('u1', photo('one')), user('u2', photo('two'))], read);
    expect(history).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Photo image_id: one' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Photo image_id: two' },
          { type: 'image', mediaType: 'image/jpeg', base64: 'AAAA', detail: 'low' },
        ],
      },
    ]);
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
