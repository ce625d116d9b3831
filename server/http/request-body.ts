import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';

/** Bytes of JSON that a request may carry. */
export const JSON_LIMIT = 64 * 1024;

/** A chat message may carry small photos as data URLs, as the AI SDK sends them; larger ones go to /v1/images. */
export const CHAT_LIMIT = 12 * 1024 * 1024;

export function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError() {
      throw new AppError('payload_too_large', `The body may have ${maxSize} bytes.`);
    },
  });
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

function hasBody({ body, headers }: Request): boolean {
  return body !== null && headers.get('content-length') !== '0';
}

function refuseEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new AppError('unsupported_encoding', 'Send the body without Content-Encoding.');
}
