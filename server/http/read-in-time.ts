import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';

/** The longest that a JSON body may take to arrive. */
export const JSON_ARRIVES_MS = 10_000;

/** Reads the body now, so that a client that drips it byte by byte is let go. */
export function readInTime(limitMs: number) {
  return createMiddleware(async (context, next) => {
    if (context.req.raw.body !== null) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new AppError('request_timeout', 'The body took too long to arrive.')),
          limitMs,
        );
      });
      // Hono keeps the text: whoever asks for the JSON later gets it from there.
      await Promise.race([context.req.text(), late]).finally(() => clearTimeout(timer));
    }
    await next();
  });
}
