import type { ModelFailure, ModelFailureReason } from '../../errors.ts';
import { modelFailure, presentable } from '../model-failures.ts';
import { readContextLength } from './context-length.ts';
import { type ProviderError, readProviderError } from './provider-error.ts';
import { parseJson } from './read-json.ts';
import { type Headers, header, readRetryAfter } from './retry-after.ts';

/** An answer with a failing HTTP status. */
export interface Rejection {
  status: number;
  headers: Headers;
  text: string;
}

/** A failing HTTP answer as a ModelFailure: by its body first, since statuses are used as each provider pleases. */
export function classifyRejection(rejection: Rejection, apiKey?: string): ModelFailure {
  const { status, headers, text } = rejection;
  if (isPage(rejection)) {
    const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1] ?? 'a web page';
    const message = `HTTP ${status}: ${presentable(title, apiKey)}`;
    const waitMs = readRetryAfter(headers, { body: {}, message: '' }, Date.now());
    return modelFailure(reasonOfPage(rejection), message, {
      status,
      ...(waitMs !== undefined && { retryAfterMs: waitMs }),
      ...statedRetryability(headers),
    });
  }
  const error = readProviderError(parseJson(text) ?? text);
  return toFailure(error, { status, headers, apiKey });
}

/** An error that came inside a 200. */
export function classifyErrorInAnswer(value: unknown, apiKey?: string): ModelFailure {
  return toFailure(readProviderError(value), { status: 200, headers: {}, apiKey });
}

/** The same request would be refused again, whatever the words. Only a call that the model spoiled may be better next time. */
const NEVER_AGAIN: ReadonlySet<number> = new Set([400, 401, 403, 404]);

function toFailure(
  error: ProviderError,
  { status, headers, apiKey }: { status: number; headers: Headers; apiKey: string | undefined },
): ModelFailure {
  const contextTokens = readContextLength(error.text);
  const reason = contextTokens ? 'context_length' : reasonOf(error, status);
  const waitMs = readRetryAfter(headers, error, Date.now());
  const words = presentable(error.message, apiKey);
  return modelFailure(reason, `HTTP ${status}: ${words || 'no explanation'}`, {
    status,
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    ...(contextTokens && { contextTokens }),
    ...(NEVER_AGAIN.has(status) && reason !== 'tool_use_failed' && { retryable: false }),
    ...statedRetryability(headers),
  });
}

/** OpenAI and Anthropic state whether trying again makes sense; they know best. */
function statedRetryability(headers: Headers): { retryable?: boolean } {
  const stated = header(headers, 'x-should-retry');
  return stated === 'true' || stated === 'false' ? { retryable: stated === 'true' } : {};
}

function isPage({ headers, text }: Rejection): boolean {
  return text.trimStart()[0] === '<' || /text\/html/i.test(header(headers, 'content-type') ?? '');
}

function reasonOfPage({ status, headers }: Rejection): ModelFailureReason {
  if (status === 403 || header(headers, 'cf-mitigated')) return 'permission';
  if (status === 401) return 'auth';
  if (status === 413) return 'payload_too_large';
  if (status === 429) return 'rate_limit';
  if (status === 408) return 'timeout';
  return status >= 500 ? 'server' : 'bad_endpoint';
}

/**
 * Words that decide before the status does, in order: the first match wins. Sources: the recorded and quoted
 * bodies of the protocol corpus (cases 140–209), and public issues about DeepSeek, Groq, OpenRouter, Ollama,
 * vLLM and llama.cpp. That tools or pictures are not supported is remembered of an endpoint: no faulty picture may be
 * taken for it.
 */
const BY_WORDS: readonly [ModelFailureReason, RegExp][] = [
  ['bad_endpoint', /unexpected endpoint or method/],
  [
    'content_filter',
    /content_filter|responsibleaipolicyviolation|content management policy|data_inspection_failed/,
  ],
  ['tool_use_failed', /tool_use_failed/],
  [
    'tools_unsupported',
    /does not support (?:tools|function calling)|support tool use|--enable-auto-tool-choice|tools param requires|unsupported param: tools|function calling is not (?:enabled|supported)/,
  ],
  [
    'quota',
    /insufficient_(?:user_)?quota|insufficient balance|requires more credits|billing_hard_limit|额度不足/,
  ],
  [
    'model_not_found',
    /model_not_found|model_not_available|invalid_model|deploymentnotfound|model not exist|not a valid model id|no available channel for model|无可用渠道|model not found|the model [`'"][^`'"]*[`'"] (?:does not exist|not found)|model [`'"][^`'"]*[`'"] not found/,
  ],
  [
    'auth',
    /api_key_invalid|invalid_api_key|incorrect api key|authentication_error|invalid api key|api key not valid/,
  ],
  [
    'invalid_image',
    /invalid_image|invalid image|unsupported image(?! input)|error while downloading/,
  ],
  [
    'unsupported_input',
    /content blocks are expected to be|image input|does not support (?:images?|vision|multimodal)|image_url is only supported|multimodal data|compiled for multimodal|not a multimodal model|unknown variant .?image_url|part type:? '?image_url|content must be a string|cannot unmarshal array/,
  ],
  ['unsupported_parameter', /unsupported_parameter|unsupported_value|unsupported parameter/],
  ['overloaded', /overloaded|\bunavailable\b|capacity_exceeded|loading model|no capacity/],
  ['rate_limit', /rate_limit|rate limit|ratelimit|too many requests|resource_exhausted/],
];

function reasonOf(error: ProviderError, outerStatus: number): ModelFailureReason {
  const haystack = [...error.words, error.message.toLowerCase()].join('\n');
  // A redirect that was not followed: to another host, or in circles.
  if (outerStatus >= 300 && outerStatus < 400) return 'bad_endpoint';
  const byWords = BY_WORDS.find(([, pattern]) => pattern.test(haystack))?.[0];
  if (byWords) return byWords;
  const status = outerStatus >= 400 ? outerStatus : error.status;
  return status === undefined ? 'server' : reasonOfStatus(status, error);
}

function reasonOfStatus(status: number, { words, message }: ProviderError): ModelFailureReason {
  if (status === 401) return 'auth';
  if (status === 402) return 'quota';
  if (status === 403) return 'permission';
  if (status === 404) {
    // xAI names the model without quotation marks, Anthropic says `model: name` and nothing else.
    const isModel = words.includes('not_found') || /\bmodel\b/i.test(message);
    return isModel ? 'model_not_found' : 'bad_endpoint';
  }
  if (status === 408) return 'timeout';
  if (status === 413) return 'payload_too_large';
  if (status === 429) return 'rate_limit';
  if (status === 498 || status === 503 || status === 529) return 'overloaded';
  if (status === 409 || status >= 500) return 'server';
  return 'invalid_request';
}
