import type { ImageResponse } from '../../shared/chat-request.ts';
import type { Problem } from '../../shared/problem.ts';
import {
  type ChatTransport,
  type StreamEvent,
  TransportError,
  type TransportErrorCode,
  type VisitorTransport,
} from './chat-transport.ts';
import { readEventStream } from './read-event-stream.ts';
import { toJson } from './to-json.ts';

const ANSWER_LIMIT_MS = 20_000;
const UPLOAD_LIMIT_MS = 60_000;
/** Three heartbeats missed: nobody is there any more. */
const SILENCE_LIMIT_MS = 45_000;

type Fetch = typeof fetch;

/** Talks to `/v1` at `base` (which ends with a slash). `uploader` makes what uploads and tells how far it is. */
export function httpChatTransport(
  base: string,
  fetcher: Fetch = fetch.bind(globalThis),
  uploader: (onProgress: (part: number) => void) => Promise<Fetch> = async () => fetcher,
): ChatTransport {
  const call = async (path: string, request: Request) => {
    const { onProgress } = request;
    const way = onProgress ? await uploader(onProgress).catch(() => fetcher) : fetcher;
    return callApi(way, `${base}v1/${path}`, request);
  };
  return {
    store: async (key) => (await call(`store?key=${encodeURIComponent(key)}`, {})).json(),
    createVisitor: async (store, customer) => {
      const json = { store, identity_token: customer?.identityToken };
      return (await call('visitors', { method: 'POST', json, token: customer?.shown })).json();
    },
    as: (token) => visitorTransport((path, request) => call(path, { ...request, token })),
  };
}

type Call = (path: string, request: Request) => Promise<Response>;

function visitorTransport(call: Call): VisitorTransport {
  return {
    async send({ locale, ...request }, signal) {
      // Beside the body: a server from before there was such a thing refuses a field that it does not know.
      const path = locale ? `chat?locale=${locale}` : 'chat';
      const post = (json: unknown) => call(path, { method: 'POST', json, signal });
      const response = await post(request).catch((error) => {
        // A server from before there was a context, or a page that tells nonsense: the question is what counts.
        if (!request.context || !/field|invalid/.test(error.code)) throw error;
        return post({ ...request, context: undefined });
      });
      return readTurn(response);
    },
    async resume(conversationId, signal) {
      const response = await call(`chat/${conversationId}/stream`, { signal });
      return response.status === 204 ? undefined : readTurn(response);
    },
    async stop(conversationId) {
      await call(`chat/${conversationId}/stop`, { method: 'POST' });
    },
    history: async (conversationId) => (await call(`chat/${conversationId}`, {})).json(),
    conversations: async () => (await (await call('chat', {})).json()).conversations,
    async rate({ conversationId, messageId }, rating, comment) {
      const path = `chat/${conversationId}/messages/${messageId}/feedback`;
      await call(path, { method: 'POST', json: { rating, comment } });
    },
    async uploadImage(photo, { signal, onProgress }): Promise<ImageResponse> {
      const request = { method: 'POST', blob: photo, limitMs: UPLOAD_LIMIT_MS, signal, onProgress };
      return (await call('images', request)).json();
    },
    image: async (imageId) => (await call(`images/${encodeURIComponent(imageId)}`, {})).blob(),
    async erase() {
      await call('visitors/me', { method: 'DELETE' });
    },
    async revoke() {
      await call('visitors/token', { method: 'DELETE' });
    },
  };
}

interface Request {
  method?: string;
  token?: string | undefined;
  json?: unknown;
  blob?: Blob;
  signal?: AbortSignal;
  limitMs?: number;
  onProgress?(part: number): void;
}

/** Resolves with a 2xx answer. The limit covers the wait for its head, and for its body where that is JSON. */
async function callApi(fetcher: Fetch, url: string, request: Request): Promise<Response> {
  const { method = 'GET', token, json, blob, signal, limitMs = ANSWER_LIMIT_MS } = request;
  const headers: Record<string, string> = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (json) headers['content-type'] = 'application/json';
  // Where the system knows no HEIC, such a file has no type.
  if (blob) headers['content-type'] = blob.type || 'image/heic';
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  const signals = signal ? [signal, limit.signal] : [limit.signal];
  let response: Response;
  try {
    response = await fetcher(url, {
      method,
      headers,
      body: json ? toJson(json) : (blob ?? null),
      signal: AbortSignal.any(signals),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
    });
    if (!isStream(response)) response = await whole(response);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TransportError(limit.signal.aborted ? 'timeout' : 'network', { cause });
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

function isStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}

/** Reads the body now, while the limit still counts. */
async function whole(response: Response): Promise<Response> {
  const body = response.status === 204 ? null : await response.blob();
  return new Response(body, response);
}

async function refusal(response: Response): Promise<TransportError> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  return new TransportError(problem.code ?? codeOfStatus(response.status), {
    retryAfter,
    cause: problem.detail,
  });
}

/** Something between us and the server answered in its stead. */
function codeOfStatus(status: number): TransportErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'not_found';
  if (status === 413) return 'payload_too_large';
  if (status === 429) return 'rate_limited';
  return status >= 500 || status === 408 ? 'network' : 'invalid_request';
}

async function* readTurn(response: Response): AsyncGenerator<StreamEvent> {
  if (!response.body || !isStream(response)) throw new TransportError('network');
  const silence = deadline(SILENCE_LIMIT_MS);
  const events = readEventStream(response.body, silence.restart);
  try {
    for (;;) {
      const next = await Promise.race([events.next(), silence.passed]);
      if (next.done) throw new TransportError('network');
      const { id, data } = next.value;
      if (data === '[DONE]') return;
      yield { id: Number(id), chunk: JSON.parse(data) };
    }
  } catch (cause) {
    if (cause instanceof TransportError) throw cause;
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new TransportError('network', { cause });
  } finally {
    silence.clear();
    response.body.cancel().catch(() => undefined);
  }
}

function deadline(limitMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let expire = () => {};
  const passed = new Promise<never>((_, reject) => {
    expire = () => reject(new TransportError('timeout'));
  });
  passed.catch(() => undefined);
  const clear = () => clearTimeout(timer);
  const restart = () => {
    clear();
    timer = setTimeout(expire, limitMs);
  };
  restart();
  return { passed, restart, clear };
}
