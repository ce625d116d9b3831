import { expect, test } from 'vitest';
import {
  classifyErrorInAnswer,
  classifyRejection,
} from '../../../../server/model/wire/classify-error.ts';

const SEES_NOTHING = 'unsupported_input';

function reject(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyRejection({ status, headers, text });
}

test.each<[string, number, unknown, string]>([
  ['a bad key at OpenAI', 401, { error: { message: 'Incorrect API key provided' } }, 'auth'],
  ['a bad key at xAI', 400, { code: 'x', error: 'Incorrect API key provided: xai-…' }, 'auth'],
  ['a bad key at Mistral', 401, { detail: 'Invalid API Key' }, 'auth'],
  [
    'a bad key at Gemini',
    400,
    [
      {
        error: { code: 400, status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] },
      },
    ],
    'auth',
  ],
  ['no permission', 403, { error: { message: '该用户已被封禁' } }, 'permission'],
  ['no money at DeepSeek', 402, { error: { message: 'Insufficient Balance' } }, 'quota'],
  ['no money at OpenAI', 429, { error: { code: 'insufficient_quota' } }, 'quota'],
  [
    'an unknown model at vLLM',
    404,
    { object: 'error', message: 'The model `x` does not exist.' },
    'model_not_found',
  ],
  [
    'an unknown model at Ollama',
    404,
    { error: { message: 'model "x" not found, try pulling it first' } },
    'model_not_found',
  ],
  [
    'an unknown model at xAI',
    404,
    { code: 'x', error: 'The model grok-9 does not exist or your team has no access to it.' },
    'model_not_found',
  ],
  [
    'an unknown model at Anthropic',
    404,
    { type: 'error', error: { type: 'not_found_error', message: 'model: claude-9' } },
    'model_not_found',
  ],
  [
    'an unknown model at a relay',
    503,
    { error: { message: '当前分组 default 下对于模型 x 无可用渠道', type: 'one_api_error' } },
    'model_not_found',
  ],
  ['no money at a relay', 403, { error: { code: 'insufficient_user_quota' } }, 'quota'],
  [
    'a withheld answer at DashScope',
    400,
    { error: { code: 'data_inspection_failed' } },
    'content_filter',
  ],
  ['an unknown route', 404, { error: { message: 'Resource not found' } }, 'bad_endpoint'],
  [
    'a model without tools',
    404,
    { error: { message: 'No endpoints found that support tool use.' } },
    'tools_unsupported',
  ],
  ['no eyes at Ollama', 400, { error: 'this model does not support image input' }, SEES_NOTHING],
  [
    'no eyes at OpenRouter',
    404,
    { error: { code: 404, message: 'No endpoints found that support image input' } },
    SEES_NOTHING,
  ],
  [
    'no eyes at llama.cpp',
    500,
    { error: { code: 500, message: 'image input is not supported - hint: provide the mmproj' } },
    SEES_NOTHING,
  ],
  [
    'no eyes at DeepSeek',
    400,
    { error: { message: 'messages[1]: unknown variant `image_url`, expected `text`' } },
    SEES_NOTHING,
  ],
  [
    'no eyes at Groq',
    400,
    { error: { message: 'messages[0].content must be a string' } },
    SEES_NOTHING,
  ],
  ['no eyes at vLLM', 400, { message: 'qwen is not a multimodal model' }, SEES_NOTHING],
  [
    'a faulty picture at Ollama',
    400,
    { error: { message: 'invalid image input' } },
    'invalid_image',
  ],
  [
    'no tools at vLLM',
    400,
    { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser' },
    'tools_unsupported',
  ],
  [
    'no tools at llama.cpp',
    500,
    { error: { code: 500, message: 'tools param requires --jinja flag' } },
    'tools_unsupported',
  ],
  [
    'a filtered prompt',
    400,
    { error: { innererror: { code: 'ResponsibleAIPolicyViolation' } } },
    'content_filter',
  ],
  [
    'wrong fields',
    422,
    { detail: [{ loc: ['body', 'x'], msg: 'Field required' }] },
    'invalid_request',
  ],
  [
    'an unsupported parameter',
    400,
    { error: { code: 'unsupported_parameter' } },
    'unsupported_parameter',
  ],
  [
    'too large a body',
    413,
    '<html><title>413 Request Entity Too Large</title></html>',
    'payload_too_large',
  ],
  ['a challenge page', 403, '<!DOCTYPE html><title>Just a moment...</title>', 'permission'],
  ['a missing /v1', 404, '<html><title>404 Not Found</title></html>', 'bad_endpoint'],
  ['a redirect elsewhere', 307, '', 'bad_endpoint'],
])('takes %s for final: %i', (_, status, body, reason) => {
  expect(reject(status, body)).toMatchObject({ reason, status, retryable: false });
});

test.each<[string, number, unknown, string]>([
  ['a rate limit', 429, { error: { message: 'Rate limit reached' } }, 'rate_limit'],
  [
    "Google's quota a minute",
    429,
    [{ error: { message: 'You exceeded your current quota', status: 'RESOURCE_EXHAUSTED' } }],
    'rate_limit',
  ],
  ['overload', 529, { type: 'error', error: { type: 'overloaded_error' } }, 'overloaded'],
  ['a model that loads', 503, { error: { message: 'Loading model' } }, 'overloaded'],
  ['a server error without a word', 500, '', 'server'],
  ['a gateway page', 502, '<html><title>502 Bad Gateway</title></html>', 'server'],
  ['a conflict', 409, { error: { message: 'conflict' } }, 'server'],
  ['a request time-out', 408, { error: { message: 'timeout' } }, 'timeout'],
  ['a call that the model garbled', 400, { error: { code: 'tool_use_failed' } }, 'tool_use_failed'],
])('takes %s for passing: %i', (_, status, body, reason) => {
  expect(reject(status, body)).toMatchObject({ reason, status, retryable: true });
});

test('believes the body when it says more than the status', () => {
  const error = { code: 'model_not_found', message: 'no channel' };
  expect(reject(503, { error })).toMatchObject({ reason: 'model_not_found', retryable: false });
});

test('obeys what the provider says about trying again', () => {
  expect(reject(500, '', { 'x-should-retry': 'false' }).retryable).toBe(false);
  expect(reject(400, '', { 'x-should-retry': 'true' }).retryable).toBe(true);
});

test.each<[string, { limit?: number; requested?: number }]>([
  [
    "This model's maximum context length is 1048565 tokens. However, you requested 1250025 tokens",
    { limit: 1048565, requested: 1250025 },
  ],
  [
    'request (13392 tokens) exceeds the available context size (8192 tokens), try increasing it',
    { limit: 8192, requested: 13392 },
  ],
  ['prompt is too long: 210000 tokens > 200000 maximum', { limit: 200000, requested: 210000 }],
  [
    "This model's maximum prompt length is 131072 but the request contains 216574 tokens.",
    { limit: 131072, requested: 216574 },
  ],
  ['The total length of all messages is too long. too_many_prompt_tokens', {}],
])('finds the size of the window in: %s', (message, contextTokens) => {
  expect(reject(400, { error: { message } })).toMatchObject({
    code: 'model_rejected',
    reason: 'context_length',
    contextTokens,
  });
});

test('shows the title of a page and not the page', () => {
  const page = `<html><title>502 Bad Gateway</title>${'<p>nginx</p>'.repeat(100)}`;
  expect(reject(502, page).message).toBe('HTTP 502: 502 Bad Gateway');
});

test('shows the words of the provider behind a router', () => {
  const raw = JSON.stringify({
    error: { message: 'The server had an error', type: 'server_error' },
  });
  const error = { message: 'Provider returned error', code: 502, metadata: { raw } };
  expect(classifyErrorInAnswer(error)).toMatchObject({
    message: 'HTTP 200: The server had an error',
    reason: 'server',
    retryable: true,
  });
});

test('shortens long complaints and takes keys out of them', () => {
  const { message } = reject(400, {
    error: { message: `sk-proj-abcdef123456 ${'x '.repeat(1_000)}` },
  });
  expect(message).toContain('[key]');
  expect(message.length).toBeLessThan(400);
});

test.each<[string, number, string, { limit?: number; requested?: number }]>([
  [
    'Moonshot',
    400,
    'Your request exceeded model token limit: 8192 (requested: 9000)',
    { limit: 8192, requested: 9000 },
  ],
  ['DashScope', 400, 'Range of input length should be [1, 30720]', { limit: 30720 }],
  ['Bedrock', 400, 'Input is too long for requested model.', {}],
  [
    'LM Studio',
    400,
    'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
    { limit: 4096, requested: 5000 },
  ],
  ['z.ai', 400, 'Prompt exceeds max length', {}],
  [
    'Together',
    422,
    'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 5000 `inputs` tokens',
    { limit: 4097, requested: 5000 },
  ],
  [
    'OpenAI, of tokens a minute',
    429,
    'Request too large for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Requested 40000.',
    { limit: 30000, requested: 40000 },
  ],
])('knows a prompt that is too long for %s', (_, status, message, contextTokens) => {
  expect(reject(status, { error: { message } })).toMatchObject({
    reason: 'context_length',
    retryable: false,
    contextTokens,
  });
});

test.each([400, 401, 403, 404])('never asks again after %i, whatever its words', (status) => {
  const said = { error: { message: 'Rate limit exceeded: temporarily unavailable' } };
  expect(reject(status, said)).toMatchObject({ status, retryable: false });
  expect(reject(status, said, { 'x-should-retry': 'true' })).toMatchObject({ retryable: true });
});

test('reads refusals that are nested deeper than the stack', () => {
  const nested = (open: string, close: string) => `${open.repeat(50_000)}1${close.repeat(50_000)}`;
  for (const body of [nested('[', ']'), nested('{"a":', '}'), nested('{"error":', '}')]) {
    expect(reject(500, body)).toMatchObject({ reason: 'server', retryable: true });
  }
  expect(classifyErrorInAnswer(JSON.parse(nested('[', ']')))).toMatchObject({ reason: 'server' });
});
