import { expect, test } from 'vitest';
import { createAnswer } from '../../../../server/model/wire/assemble-answer.ts';
import { readChunk } from '../../../../server/model/wire/openai-wire.ts';

function assemble(...chunks: object[]) {
  const answer = createAnswer();
  const pieces = chunks.map((chunk) => answer.add(readChunk(chunk)));
  return { pieces, ...answer.finish({ baseUrl: 'https://model.test/v1', model: 'm' }) };
}

const delta = (content: object, finish?: string) => ({
  choices: [{ index: 0, delta: content, finish_reason: finish ?? null }],
});

const call = (id: string | undefined, name: string, written: unknown) => ({
  id,
  function: { name, arguments: written },
});

test('never cuts an emoji that the provider cut', () => {
  const { pieces } = assemble(delta({ content: 'a\ud83c' }), delta({ content: '\udfd5b' }));
  expect(pieces).toEqual(['a', '🏕b']);
});

test('gives out half an emoji at the end rather than losing it', () => {
  expect(assemble(delta({ content: 'a\ud83c' }, 'stop')).text).toBe('\ud83c');
});

test('reads content in parts and keeps thoughts apart', () => {
  const { pieces, end } = assemble(
    delta({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hmm.' }] }] }),
    delta({ content: [{ type: 'text', text: 'Yes.' }] }, 'stop'),
  );
  expect(pieces).toEqual(['', 'Yes.']);
  expect(end.reasoning).toBe('Hmm.');
});

test('counts a thought once that comes under two names', () => {
  const { end } = assemble(delta({ reasoning: 'Hmm.', reasoning_content: 'Hmm.' }));
  expect(end.reasoning).toBe('Hmm.');
});

test('calls it tool-calls when there are some, whatever the provider says', () => {
  const { end } = assemble(delta({ tool_calls: [call('a', 'find', '{}')] }, 'stop'));
  expect(end).toMatchObject({ reason: 'tool-calls', providerReason: 'stop' });
});

test.each([
  ['eos', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['content_filter: PROHIBITED_CONTENT', 'content-filter'],
  ['sensitive', 'content-filter'],
  ['model_context_window_exceeded', 'length'],
  ['mystery', 'other'],
])('understands the finish reason %s as %s', (raw, reason) => {
  expect(assemble(delta({ content: 'x' }, raw)).end).toMatchObject({ reason, providerReason: raw });
});

test('hands out an id of its own for a missing or repeated one', () => {
  const { toolCalls } = assemble(
    delta({ tool_calls: [call('a', 'find', '{}'), call('', 'find', '{"x":1}')] }),
    delta({ tool_calls: [{ index: 5, ...call('a', 'find', '{"x":2}') }] }, 'tool_calls'),
  );
  const ids = toolCalls.map(({ callId }) => callId);
  expect(ids[0]).toBe('a');
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^.{1,40}$/);
});

test('writes arguments as JSON that came as an object or not at all', () => {
  const { toolCalls } = assemble(
    delta({ tool_calls: [call('a', 'find', { x: 1 }), call('b', 'list', null)] }, 'tool_calls'),
  );
  expect(toolCalls.map((made) => made.arguments)).toEqual(['{"x":1}', '{}']);
});

test('keeps calls that the length limit may have cut away from those to run', () => {
  const { toolCalls, end } = assemble(
    delta({ tool_calls: [call('a', 'buy', '{"n":1')] }, 'length'),
  );
  expect(toolCalls).toEqual([]);
  expect(end).toMatchObject({ reason: 'length', cutToolCalls: [{ callId: 'a', name: 'buy' }] });
});

test('takes the last usage and never adds them up', () => {
  const usage = (n: number) => ({ prompt_tokens: 7, completion_tokens: n, total_tokens: 7 + n });
  const { end } = assemble(
    { ...delta({ content: 'a' }), usage: usage(1) },
    { choices: [], usage: null },
    { choices: [], x_groq: { usage: usage(2) } },
  );
  expect(end.usage).toMatchObject({ inputTokens: 7, outputTokens: 2, totalTokens: 9 });
});

test('leaves usage away when the provider does not say', () => {
  expect(assemble(delta({ content: 'a' }, 'stop')).end.usage).toBeUndefined();
});

test('reads choice 0 only', () => {
  const other = { choices: [{ index: 1, delta: { content: 'no' }, finish_reason: 'stop' }] };
  expect(assemble(other, delta({ content: 'yes' })).pieces).toEqual(['', 'yes']);
});

test('keeps for the echo what its endpoint wants back', () => {
  const signature = { google: { thought_signature: 'abc' } };
  const { end } = assemble(
    delta({ reasoning_content: 'Think' }),
    delta({ reasoning_content: 'ing.', reasoning_details: [{ type: 'reasoning.encrypted' }] }),
    delta({
      tool_calls: [call('a', 'f', '{}'), { ...call('b', 'f', '{}'), extra_content: signature }],
    }),
  );
  expect(end.echo).toEqual({
    endpoint: 'https://model.test/v1',
    model: 'm',
    reasoning: 'Thinking.',
    reasoningDetails: [{ type: 'reasoning.encrypted' }],
    extraContents: [null, signature],
  });
});

test('has no echo when there is nothing to send back', () => {
  expect(assemble(delta({ content: 'a' }, 'stop')).end).not.toHaveProperty('echo');
});

test.each([
  { choices: null },
  { choices: [{ delta: null }] },
  { choices: [{ delta: { content: 5, tool_calls: [null, 3, {}], reasoning_details: 'x' } }] },
  { choices: 'x', usage: 'y', model: 4 },
  [],
  null,
  'text',
])('survives a chunk of nonsense: %j', (chunk) => {
  expect(assemble(chunk as object).pieces).toEqual(['']);
});
