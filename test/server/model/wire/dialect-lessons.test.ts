import { describe, expect, test } from 'vitest';
import { classifyRejection } from '../../../../server/model/wire/classify-error.ts';
import { type Dialect, startingDialect } from '../../../../server/model/wire/dialect.ts';
import { lessonFrom, withLesson } from '../../../../server/model/wire/dialect-lessons.ts';
import type { JsonObject } from '../../../../server/model/wire/read-json.ts';

const unknown = startingDialect({ baseUrl: 'http://relay.test/v1', model: 'm' });
const picture = { url: 'data:image/png;base64,AAAA', detail: 'low' };
const document = { type: 'file', file: { filename: 'a.pdf', file_data: 'data:' } };

/** Everything that can be refused. */
const everything: JsonObject = {
  stream_options: { include_usage: true },
  parallel_tool_calls: false,
  max_tokens: 100,
  temperature: 0.2,
  tools: [{}],
  messages: [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: [{ type: 'image_url', image_url: picture }] },
  ],
};
const withDocument: JsonObject = { messages: [{ role: 'user', content: [document] }] };

function learn(
  complaint: string,
  { status = 400, asked = unknown, body = everything }: Partial<Setting> = {},
) {
  const failure = classifyRejection({ status, headers: {}, text: complaint });
  return lessonFrom(asked, { failure, complaint, body });
}

interface Setting {
  status: number;
  asked: Dialect;
  body: JsonObject;
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
  ['Developer instruction is not enabled for models/gemma-3-27b-it', { systemRole: false }],
  ['System role not supported', { systemRole: false }],
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
  ['json: unknown field "detail"', { imageDetail: false }],
  [
    '{"detail":[{"type":"extra_forbidden","loc":["body","messages",1,"content",0,"image_url","detail"],"msg":"Extra inputs are not permitted"}]}',
    { imageDetail: false },
  ],
])('learns from: %s', (complaint, lesson) => {
  expect(learn(complaint)).toEqual(lesson);
});

test.each([
  ['Unknown part type: file', 501],
  ["Unsupported chat content part type: 'file'. Supported types: text, image_url", 400],
  ['messages[0]: unknown variant `file`, expected `text` at line 1 column 90', 400],
  ["Invalid 'messages[0]'. Content blocks are expected to be either text or image_url type.", 400],
  ['invalid message format', 400],
  ['messages[0].content must be a string', 400],
  ['PDF input is not supported by this model', 400],
])('learns that documents are not taken from: %s', (complaint, status) => {
  expect(learn(complaint, { status, body: withDocument })).toEqual({ documents: 'none' });
  expect(learn(complaint, { status })).toBeUndefined();
});

test('learns it also where a document is sent as a picture', () => {
  const url = 'data:application/pdf;base64,AAAA';
  const part = { type: 'image_url', image_url: { url } };
  const body = { messages: [{ role: 'user', content: [part] }] };
  const asked: Dialect = { ...unknown, documents: 'image_url' };
  expect(learn('Unsupported file type', { asked, body })).toEqual({ documents: 'none' });
});

test.each([
  ['max_tokens is too large: 100000. This model supports at most 16384 completion tokens.', 400],
  ["This model's maximum context length is 100 tokens, you requested 200 (max_tokens)", 400],
  ["Unsupported parameter: 'temperature'", 500],
  ['{"detail":"Invalid image_url"}', 400],
  ['{"error":"unsupported image_url","detail":"no such format"}', 400],
  ['messages must not be empty', 400],
])('learns nothing from: %s', (complaint, status) => {
  expect(learn(complaint, { status })).toBeUndefined();
});

test('does not take one broken document for a refusal of all', () => {
  const complaint = 'Invalid file data: the PDF could not be read';
  expect(learn(complaint, { body: withDocument })).toBeUndefined();
});

test.each([
  'unknown field "detail"',
  'System role not supported',
  'Unknown name "x" at \'tools[0].function_declarations[0]',
])('learns nothing about what was not sent: %s', (complaint) => {
  expect(learn(complaint, { body: { messages: [] } })).toBeUndefined();
});

test('stops learning what it knows', () => {
  const asked = { ...unknown, streamOptions: false, tokenLimits: [], echoReasoning: true };
  expect(learn('unknown field stream_options', { asked })).toBeUndefined();
  expect(learn('unsupported: max_tokens', { asked })).toBeUndefined();
  expect(learn('reasoning_content must be passed back', { asked })).toBeUndefined();
});

describe('lessons learnt side by side', () => {
  test('all stay', () => {
    const one = withLesson(unknown, { streamOptions: false });
    expect(withLesson(one, { temperature: false })).toEqual({
      ...unknown,
      streamOptions: false,
      temperature: false,
    });
  });

  test('count once when they are the same', () => {
    const refusal = "Unsupported parameter: 'max_tokens'";
    const lesson = learn(refusal)!;
    const twice = withLesson(withLesson(unknown, lesson), lesson);
    expect(twice.tokenLimits).toEqual(['max_completion_tokens']);
  });

  test('are not undone by one that comes late', () => {
    const none = withLesson(unknown, { tokenLimits: [] });
    expect(withLesson(none, { tokenLimits: ['max_completion_tokens'] }).tokenLimits).toEqual([]);
  });
});
