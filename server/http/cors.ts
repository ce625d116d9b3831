import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { AllowedOrigins } from './allowed-origins.ts';

/** Lets the pages of our stores read our answers, and refuses all others before anything happens. */
export function shopperCors(origins: AllowedOrigins) {
  return cors({
    origin: async (origin) => (origin && (await origins.allowedAnywhere(origin)) ? origin : null),
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'last-event-id'],
    exposeHeaders: ['retry-after', 'x-vercel-ai-ui-message-stream'],
    maxAge: 7_200,
  });
}

export function refuseForeignOrigins(origins: AllowedOrigins) {
  return createMiddleware(async (context, next) => {
    const origin = context.req.header('origin');
    if (origin !== undefined && !(await origins.allowedAnywhere(origin))) {
      await origins.noteForeign(origin, context.req.query('key'));
      throw new AppError('origin_not_allowed', 'No store of this installation allows this page.');
    }
    await next();
  });
}
