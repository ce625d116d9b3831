import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';

/** Room for several photos as data URLs. */
export const MAX_BODY_BYTES = 40 * 1024 * 1024;

/** The body as text. Throws ApiError 413 when it is too large, 400 when it is not UTF-8. */
export async function readBody(
  request: IncomingMessage,
  maxBytes = MAX_BODY_BYTES,
): Promise<string> {
  const tooLarge = new ApiError(
    413,
    'request_too_large',
    `The request is larger than ${maxBytes} bytes.`,
  );
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new ApiError(400, 'invalid_encoding', 'The body is not valid UTF-8.');
  }
}
