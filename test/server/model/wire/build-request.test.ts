import { describe, expect, test } from 'vitest';
import type { ModelMessage, ModelRequest } from '../../../../server/model/model-client.ts';
import {
  authorization,
  endpointUrl,
  type ModelEndpoint,
} from '../../../../server/model/model-endpoint.ts';
import { buildRequest } from '../../../../server/model/wire/build-request.ts';
import { type Dialect, startingDialect } from '../../../../server/model/wire/dialect.ts';

const local: ModelEndpoint = { baseUrl: 'http://localhost:8000/v1', model: 'fake' };

function build(
  request: Partial<ModelRequest>,
  endpoint: ModelEndpoint = local,
  dialect: Partial<Dialect> = {},
) {
  const whole = { system: '', messages: [], tools: [], ...request };
  return buildRequest(endpoint, { ...startingDialect(endpoint), ...dialect }, whole);
}

const says = (text: string): ModelMessage => ({ role: 'user', content: [{ type: 'text', text }] });
const calls = (callId: string, written = '{"q": 1}', echo?: unknown): ModelMessage => ({
  role: 'assistant',
  text: '',
  toolCalls: [{ callId, name: 'find', arguments: written }],
  ...(echo !== undefined && { echo }),
});
const answers = (callId: string): ModelMessage => ({
  role: 'tool',
  callId,
  name: 'find',
  output: 'three tents',
});

test('puts the system prompt first and text as plain strings', () => {
  expect(build({ system: 'Be kind.', messages: [says('Hi')] }).messages).toEqual([
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Hi' },
  ]);
});

test('echoes calls with the same bytes and their answers as strings', () => {
  expect(build({ messages: [says('?'), calls('call_1'), answers('call_1')] }).messages).toEqual([
    { role: 'user', content: '?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'find', arguments: '{"q": 1}' } },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'three tents' },
  ]);
});

test.each(['{"q":', '"text"', ''])('echoes broken arguments (%s) as an empty object', (written) => {
  const body = build({ messages: [calls('call_1', written), answers('call_1')] });
  expect(body).toMatchObject({
    messages: [{ tool_calls: [{ function: { arguments: '{}' } }] }, {}],
  });
});

test('answers a call whose answer never came', () => {
  const { messages } = build({ messages: [calls('call_1'), says('never mind')] });
  expect(messages).toMatchObject([
    { role: 'assistant' },
    { role: 'tool', tool_call_id: 'call_1' },
    { role: 'user' },
  ]);
});

test('leaves everything about tools away when there are none', () => {
  const body = build({}, { ...local, parallelToolCalls: true });
  expect(body).not.toHaveProperty('tools');
  expect(body).not.toHaveProperty('parallel_tool_calls');
});

test('folds the system prompt into the first question where there is no such role', () => {
  const request = { system: 'Be kind.', messages: [says('Hi'), says('Ho')] };
  expect(build(request, local, { systemRole: false }).messages).toEqual([
    { role: 'user', content: 'Be kind.\n\nHi' },
    { role: 'user', content: 'Ho' },
  ]);
});

test('gives Mistral ids of nine characters, the same for a call and its answer', () => {
  const mistral = { baseUrl: 'https://api.mistral.ai/v1', model: 'mistral-small' };
  const { messages } = build(
    { messages: [calls('call_long_id'), answers('call_long_id')] },
    mistral,
  );
  const [asked, answered] = messages as [
    { tool_calls: { id: string }[] },
    { tool_call_id: string },
  ];
  expect(asked.tool_calls[0]?.id).toMatch(/^[A-Za-z0-9]{9}$/);
  expect(answered.tool_call_id).toBe(asked.tool_calls[0]?.id);
});

describe('what an endpoint wants back', () => {
  const deepseek = { baseUrl: 'https://api.deepseek.com/v1', model: 'deepseek-chat' };
  const gemini = {
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    model: 'gemini',
  };
  const openrouter = { baseUrl: 'https://openrouter.ai/api/v1', model: 'claude' };
  const turn = (echo: unknown) => [calls('call_1', '{}', echo), answers('call_1')];

  test('DeepSeek gets its thoughts with a tool call', () => {
    const echo = { endpoint: deepseek.baseUrl, reasoning: 'Look it up.' };
    expect(build({ messages: turn(echo) }, deepseek)).toMatchObject({
      messages: [{ reasoning_content: 'Look it up.' }, {}],
    });
  });

  test('Gemini gets the signature on the same call', () => {
    const extra = { google: { thought_signature: 'abc' } };
    const echo = { endpoint: gemini.baseUrl, extraContents: [extra] };
    expect(build({ messages: turn(echo) }, gemini)).toMatchObject({
      messages: [{ tool_calls: [{ extra_content: extra }] }, {}],
    });
  });

  test('OpenRouter gets its reasoning details', () => {
    const reasoningDetails = [{ type: 'reasoning.text', text: 'Hm.', signature: 's' }];
    const echo = { endpoint: openrouter.baseUrl, model: 'claude', reasoningDetails };
    expect(build({ messages: turn(echo) }, openrouter)).toMatchObject({
      messages: [{ reasoning_details: reasoningDetails }, {}],
    });
  });

  test('OpenRouter gets no reasoning details of another model', () => {
    const reasoningDetails = [{ type: 'reasoning.encrypted', data: 'x' }];
    const echo = { endpoint: openrouter.baseUrl, model: 'gemini', reasoningDetails };
    const { messages } = build({ messages: turn(echo) }, openrouter);
    expect(JSON.stringify(messages)).not.toContain('reasoning');
  });

  test('nobody gets the state of another, or what is no state', () => {
    for (const echo of [{ endpoint: 'https://other.test', reasoning: 'x' }, 'junk', null, [1]]) {
      const { messages } = build({ messages: turn(echo) }, deepseek);
      expect(JSON.stringify(messages)).not.toContain('reasoning');
    }
  });
});

test.each([
  ['https://relay.test/v1', 'https://relay.test/v1/chat/completions'],
  ['https://relay.test/v1/', 'https://relay.test/v1/chat/completions'],
  ['https://relay.test/v1/chat/completions', 'https://relay.test/v1/chat/completions'],
  ['https://relay.test', 'https://relay.test/chat/completions'],
  ['https://a.test/openai?api-version=1', 'https://a.test/openai/chat/completions?api-version=1'],
])('joins %s to %s', (baseUrl, expected) => {
  expect(endpointUrl({ baseUrl, model: 'm' }, 'chat/completions').href).toBe(expected);
});

test("uses Azure's own header for the key", () => {
  const azure = { baseUrl: 'https://shop.openai.azure.com/openai/v1', model: 'm', apiKey: 'k' };
  expect(authorization(azure)).toEqual({ 'api-key': 'k' });
});
