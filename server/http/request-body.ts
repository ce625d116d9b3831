import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { OurTimeEnv } from './answer-in-time.ts';

/** Bytes of JSON that a request may carry. */
export const JSON_LIMIT = 64 * 1024;

/** A chat message may carry small photos as data URLs, as the AI SDK sends them; larger ones go to /v1/images. */
export const CHAT_LIMIT = 12 * 1024 * 1024;

/** The longest that a JSON body may take to arrive. */
export const JSON_ARRIVES_MS = 10_000;

export interface BodyLimits {
  maxBytes: number;
  arrivesMs?: number;
}

/**
 * Reads the body now, so that a client that drips it byte by byte, with or without telling its length, is let go.
 * Throws AppError `payload_too_large`, `request_timeout`, or `invalid_request` when it breaks off: nobody hears that one,
 * but a client that leaves is no failure of ours to be logged and counted.
 */
export function readBody({ maxBytes, arrivesMs = JSON_ARRIVES_MS }: BodyLimits) {
  function refuseLarge(): never {
    throw new AppError('payload_too_large', `The body may have ${maxBytes} bytes.`);
  }
  const limitSize = bodyLimit({ maxSize: maxBytes, onError: refuseLarge });
  return createMiddleware<OurTimeEnv>(async (context, next) => {
    const { req } = context;
    const length = toldLength(req.raw);
    context.get('ourTime')?.pause();
    if (length === undefined) {
      // Hono keeps the text: whoever asks for the JSON later gets it from there.
      const arrival = limitSize(context, async () => void (await req.text()));
      await inTime(arrival, arrivesMs);
    } else if (length > maxBytes) {
      refuseLarge();
    } else if (length > 0) {
      await inTime(req.text(), arrivesMs);
    }
    context.get('ourTime')?.resume();
    await next();
  });
}

/**
 * The bytes of a request's body, which are never more than its head tells; undefined when that does not tell. The body
 * itself is not looked at, as that alone makes two Web streams of it.
 */
function toldLength({ method, headers }: Request): number | undefined {
  if (method === 'GET' || method === 'HEAD') return 0;
  const length = headers.get('content-length');
  return length === null || headers.has('transfer-encoding') ? undefined : Number(length);
}

async function inTime(arrival: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('request_timeout', 'The body took too long to arrive.')),
      limitMs,
    );
  });
  await Promise.race([arrival.catch(refuseBroken), late]).finally(() => clearTimeout(timer));
}

function refuseBroken(error: unknown): never {
  throw error instanceof AppError ? error : brokeOff(error);
}

function brokeOff(cause: unknown): AppError {
  return new AppError('invalid_request', 'The body broke off before its end.', { cause });
}

/**
 * Aborts when the sender of a body that a route reads itself is gone, with AppError `invalid_request`: the adapter's own
 * reason is a text, which passes by every handler of errors and so is neither counted nor logged.
 */
export function signalOfSender({ signal }: Request): AbortSignal {
  const gone = new AbortController();
  const tell = () => gone.abort(brokeOff(signal.reason));
  if (signal.aborted) tell();
  else signal.addEventListener('abort', tell, { once: true });
  return gone.signal;
}

/** Nothing is decompressed for a stranger, and JSON says that it is JSON. */
export const plainJson = createMiddleware(async (context, next) => {
  refuseEncoding(context.req.header('content-encoding'));
  if (context.req.method === 'POST' && hasBody(context.req.raw)) {
    const type = context.req.header('content-type') ?? '';
    if (!/^application\/json\s*(;|$)/i.test(type)) {
      throw new AppError(
        'unsupported_media_type',
        'Send JSON with Content-Type: application/json.',
      );
    }
  }
  await next();
});

/** A message without a length that does not come in pieces has no body (RFC 9112, 6.3), whatever the adapter shows. */
function hasBody(request: Request): boolean {
  const length = toldLength(request);
  if (length !== undefined) return length > 0;
  return request.headers.has('transfer-encoding') || request.headers.has('content-type');
}

function refuseEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new AppError('unsupported_encoding', 'Send the body without Content-Encoding.');
}
