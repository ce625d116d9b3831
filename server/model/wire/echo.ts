import type { ModelEndpoint } from '../model-endpoint.ts';
import { asArray, asObject, asString, asWord, type JsonObject } from './read-json.ts';

/** What an answer carried that its endpoint wants back. Plain JSON, since it is stored with the message. */
export interface Echo {
  /** Base URL of the endpoint. Others would refuse these fields. */
  endpoint: string;
  /** As the merchant names it. */
  model: string;
  /** DeepSeek, Moonshot: `reasoning_content`. */
  reasoning?: string;
  /** OpenRouter: `reasoning_details`. */
  reasoningDetails?: unknown[];
  /** Gemini: `extra_content` of each tool call, in order; null where there was none. */
  extraContents?: unknown[];
}

/** The echo if it is one and came from this endpoint. It was stored and may be anything. */
export function readStoredEcho(
  value: unknown,
  { baseUrl, model }: Pick<ModelEndpoint, 'baseUrl' | 'model'>,
): Echo | undefined {
  const echo = asObject(value);
  if (echo?.endpoint !== baseUrl) return undefined;
  const reasoning = asWord(echo.reasoning);
  // A router answers for many models at one address, and none can read what another has encrypted.
  const isOwn = echo.model === model;
  return {
    endpoint: baseUrl,
    model,
    ...(reasoning !== undefined && { reasoning }),
    reasoningDetails: isOwn ? asArray(echo.reasoningDetails) : [],
    extraContents: asArray(echo.extraContents),
  };
}

/**
 * Appends the details of one chunk to those so far. Thoughts come in pieces and are joined while index and
 * type stay the same; everything else (encrypted blocks) stays as it came.
 */
export function mergeReasoningDetails(into: unknown[], pieces: unknown[]): void {
  for (const piece of pieces) {
    const last = asObject(into.at(-1));
    const next = asObject(piece);
    const joined = last && next && joinDetails(last, next);
    if (joined) into[into.length - 1] = joined;
    else into.push(piece);
  }
}

function joinDetails(last: JsonObject, next: JsonObject): JsonObject | undefined {
  const field = last.type === 'reasoning.text' ? 'text' : 'summary';
  const joinable = last.type === 'reasoning.text' || last.type === 'reasoning.summary';
  if (!joinable || next.type !== last.type || next.index !== last.index) return undefined;
  const stated = Object.entries(next).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...last,
    ...Object.fromEntries(stated),
    [field]: (asString(last[field]) ?? '') + (asString(next[field]) ?? ''),
  };
}
