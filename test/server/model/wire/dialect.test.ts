import { expect, test } from 'vitest';
import { classifyRejection } from '../../../../server/model/wire/classify-error.ts';
import {
  type Dialect,
  learnDialect,
  startingDialect,
} from '../../../../server/model/wire/dialect.ts';

const unknown = startingDialect({ baseUrl: 'http://relay.test/v1', model: 'm' });

function learn(complaint: string, { status = 400, dialect = unknown } = {}) {
  const failure = classifyRejection({ status, headers: {}, text: complaint });
  return learnDialect(dialect, failure, complaint);
}

test.each<[string, Partial<Dialect>]>([
  [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    { tokenLimits: ['max_completion_tokens'] },
  ],
  ['json: unknown field "stream_options"', { streamOptions: false }],
  ["Unsupported parameter: 'parallel_tool_calls'", { parallelToolCalls: false }],
  [
    "'temperature' does not support 0.2 with this model. Only the default (1)",
    { temperature: false },
  ],
  ["'messages[0].role' does not support 'system' with this model.", { systemRole: false }],
  [
    'Unknown name "exclusiveMinimum" at \'tools[0].function_declarations[0]',
    { toolSchema: 'gemini' },
  ],
  [
    'The `reasoning_content` in the thinking mode must be passed back to the API.',
    { echoReasoning: true },
  ],
  [
    'Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9.',
    { toolIds: 'nine-characters' },
  ],
])('learns from: %s', (complaint, lesson) => {
  expect(learn(complaint)).toEqual({ ...unknown, ...lesson });
});

test.each([
  ['max_tokens is too large: 100000. This model supports at most 16384 completion tokens.', 400],
  ["This model's maximum context length is 100 tokens, you requested 200 (max_tokens)", 400],
  ["Unsupported parameter: 'temperature'", 500],
  ['messages must not be empty', 400],
])('learns nothing from: %s', (complaint, status) => {
  expect(learn(complaint, { status })).toBeUndefined();
});

test('stops learning what it knows', () => {
  const dialect = { ...unknown, streamOptions: false, tokenLimits: [], echoReasoning: true };
  expect(learn('unknown field stream_options', { dialect })).toBeUndefined();
  expect(learn('unsupported: max_tokens', { dialect })).toBeUndefined();
  expect(learn('reasoning_content must be passed back', { dialect })).toBeUndefined();
});

test('knows the dialects of the large providers beforehand', () => {
  const dialectOf = (baseUrl: string) => startingDialect({ baseUrl, model: 'm' });
  expect(dialectOf('https://api.openai.com/v1').tokenLimits[0]).toBe('max_completion_tokens');
  expect(dialectOf('https://api.mistral.ai/v1').toolIds).toBe('nine-characters');
  expect(dialectOf('https://api.deepseek.com').echoReasoning).toBe(true);
  expect(dialectOf('https://generativelanguage.googleapis.com/v1beta/openai/').toolSchema).toBe(
    'gemini',
  );
});
