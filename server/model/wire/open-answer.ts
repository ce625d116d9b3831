import type { Dispatcher } from 'undici';
import type { ModelFailure } from '../../errors.ts';
import { authorization, endpointUrl, type ModelEndpoint } from '../model-endpoint.ts';
import { modelFailure, presentable } from '../model-failures.ts';
import type { RateLimits } from '../model-rate.ts';
import { classifyRejection } from './classify-error.ts';
import type { JsonObject } from './read-json.ts';
import { readRateLimits } from './read-rate-limits.ts';
import { header } from './retry-after.ts';

/** The provider began to answer, or said no. */
export type Opened =
  | { body: Dispatcher.ResponseData['body'] }
  | { rejected: ModelFailure; complaint: string };

export interface OpenOptions {
  body: JsonObject;
  signal: AbortSignal;
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
  { body, signal, onRateLimits }: OpenOptions,
): Promise<Opened> {
  const bytes = encoder.encode(JSON.stringify(body));
  let response = await post(dispatcher, address, { bytes, signal });
  const target = redirectTarget(response, address.url);
  if (target) {
    await response.body.dump({ limit: MAX_REJECTION_BYTES, signal });
    response = await post(dispatcher, { ...address, url: target }, { bytes, signal });
  }
  const { statusCode: status, headers } = response;
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

async function post(
  dispatcher: Dispatcher,
  { url, headers, apiKey }: ChatAddress,
  { bytes, signal }: { bytes: Uint8Array; signal: AbortSignal },
): Promise<Dispatcher.ResponseData> {
  try {
    return await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: { ...headers, 'content-length': String(bytes.length) },
      body: sentOnce(bytes),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw modelFailure('network', networkMessage(error, apiKey), { cause: error });
  }
}

/** undici keeps a body for as long as the answer takes. Of this one nothing is left once it is sent. */
function sentOnce(bytes: Uint8Array): Uint8Array {
  const unsent = [bytes];
  async function* send() {
    for (let next = unsent.pop(); next; next = unsent.pop()) yield next;
  }
  // It takes whatever can be iterated, by its documentation; its types do not say so.
  return send() as unknown as Uint8Array;
}

function redirectTarget(response: Dispatcher.ResponseData, from: URL): URL | undefined {
  const location = header(response.headers, 'location');
  const asks = response.statusCode === 307 || response.statusCode === 308;
  if (!asks || !location || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return target.origin === from.origin ? target : undefined;
}

function refuseCompression(response: Dispatcher.ResponseData): void {
  const encoding = header(response.headers, 'content-encoding') ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  response.body.on('error', () => {}).destroy();
  throw modelFailure('protocol', `the answer is compressed (${presentable(encoding, undefined)})`, {
    status: response.statusCode,
    retryable: false,
  });
}

/** What a cut connection told before the cut is better than nothing. */
async function readRejection(
  body: Dispatcher.ResponseData['body'],
  signal: AbortSignal,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_REJECTION_BYTES) break;
    }
  } catch {
    signal.throwIfAborted();
  }
  return Buffer.concat(chunks).toString('utf8', 0, MAX_REJECTION_BYTES);
}

/** For the log: what the network said, with the key taken out. */
export function networkMessage(error: unknown, apiKey: string | undefined): string {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return presentable([code, message].filter(Boolean).join(': ') || 'connection failed', apiKey);
}
