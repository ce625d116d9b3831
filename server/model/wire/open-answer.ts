import type { Dispatcher } from 'undici';
import type { ModelFailure } from '../../errors.ts';
import { authorization, endpointUrl, type ModelEndpoint } from '../model-endpoint.ts';
import { modelFailure, presentable } from '../model-failures.ts';
import type { RateLimits } from '../model-rate.ts';
import { classifyRejection } from './classify-error.ts';
import { type AnswerBody, exchange, type HttpAnswer } from './http-exchange.ts';
import type { JsonObject } from './read-json.ts';
import { readRateLimits } from './read-rate-limits.ts';
import { header } from './retry-after.ts';

/** The provider began to answer, or said no. */
export type Opened = { body: AnswerBody } | { rejected: ModelFailure; complaint: string };

export interface OpenOptions {
  body: JsonObject;
  signal: AbortSignal;
  /** See `ModelRequest`; here it aborts the signal where nothing is to be sent. */
  confirm(): Promise<void>;
  /** What the head of every answer says of limits, also of a refusal. */
  onRateLimits?: ((limits: RateLimits) => void) | undefined;
}

/** What every request to an endpoint has in common, to be made once. */
export interface ChatAddress {
  url: URL;
  headers: Record<string, string>;
  /** To be kept out of what is logged. */
  apiKey: string | undefined;
}

/** `POST {baseUrl}/chat/completions`, as OpenAI named it. */
export function chatAddress(endpoint: ModelEndpoint): ChatAddress {
  return {
    url: endpointUrl(endpoint, 'chat/completions'),
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream, application/json',
      // A compressed stream arrives in lumps, and a bomb would be ours to defuse.
      'accept-encoding': 'identity',
      'user-agent': 'aisle',
      ...authorization(endpoint),
    },
    apiKey: endpoint.apiKey,
  };
}

const encoder = new TextEncoder();

/** Enough for any error document; a page may be longer, and nobody reads it. */
const MAX_REJECTION_BYTES = 64 * 1024;

/**
 * POST /chat/completions. Follows one redirect (307, 308) within the same origin, so that the key goes
 * nowhere else. Throws ModelFailure when there is no HTTP answer, and the signal's reason on abort.
 */
export async function openAnswer(
  dispatcher: Dispatcher,
  address: ChatAddress,
  { body, signal, confirm, onRateLimits }: OpenOptions,
): Promise<Opened> {
  const bytes = encoder.encode(JSON.stringify(body));
  let response = await post(dispatcher, address, { bytes, signal, confirm });
  const target = redirectTarget(response, address.url);
  if (target) {
    await readRejection(response.body, signal);
    response = await post(dispatcher, { ...address, url: target }, { bytes, signal, confirm });
  }
  const { status, headers } = response;
  onRateLimits?.(readRateLimits(headers));
  if (status >= 200 && status < 300) {
    refuseCompression(response);
    return { body: response.body };
  }
  const complaint = await readRejection(response.body, signal);
  return {
    rejected: classifyRejection({ status, headers, text: complaint }, address.apiKey),
    complaint,
  };
}

function post(
  dispatcher: Dispatcher,
  { url, headers, apiKey }: ChatAddress,
  { bytes, signal, confirm }: Pick<OpenOptions, 'signal' | 'confirm'> & { bytes: Uint8Array },
): Promise<HttpAnswer> {
  const request = {
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'POST',
    headers: { ...headers, 'content-length': String(bytes.length) },
    body: sentOnce(bytes, { signal, confirm }),
  };
  return exchange(dispatcher, request, { signal, apiKey });
}

/**
 * undici keeps a body for as long as the answer takes. Of this one nothing is left once it is sent. It is fetched when the
 * connection stands, and the head goes out with it.
 */
function sentOnce(
  bytes: Uint8Array,
  { signal, confirm }: Pick<OpenOptions, 'signal' | 'confirm'>,
): Uint8Array {
  const unsent = [bytes];
  async function* send() {
    await confirm();
    signal.throwIfAborted();
    for (let next = unsent.pop(); next; next = unsent.pop()) yield next;
  }
  // It takes whatever can be iterated, by its documentation; its types do not say so.
  return send() as unknown as Uint8Array;
}

function redirectTarget({ status, headers }: HttpAnswer, from: URL): URL | undefined {
  const location = header(headers, 'location');
  const asks = status === 307 || status === 308;
  if (!asks || !location || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return target.origin === from.origin ? target : undefined;
}

function refuseCompression({ status, headers, body }: HttpAnswer): void {
  const encoding = header(headers, 'content-encoding') ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  body.close();
  throw modelFailure('protocol', `the answer is compressed (${presentable(encoding, undefined)})`, {
    status,
    retryable: false,
  });
}

/** What a cut connection told before the cut is better than nothing. */
async function readRejection(body: AnswerBody, signal: AbortSignal): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    await body.read((bytes) => {
      pieces.push(bytes);
      size += bytes.length;
      return size >= MAX_REJECTION_BYTES;
    });
    body.close();
  } catch {
    signal.throwIfAborted();
  }
  return Buffer.concat(pieces).toString('utf8', 0, MAX_REJECTION_BYTES);
}
