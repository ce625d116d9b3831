import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/** One line a request: what was asked of which route and how it ended. Never a text, a token or an id. */
export function requestLog(log: Logger, metrics: Metrics) {
  return createMiddleware(async (context, next) => {
    const startedAt = performance.now();
    await next();
    const seconds = (performance.now() - startedAt) / 1_000;
    const { method } = context.req;
    const { status } = context.res;
    const route = routePath(context, -1);
    metrics.requestDone({ method, route, status, seconds });
    const level = status >= 500 ? 'error' : 'debug';
    log[level]({ method, route, status, ms: Math.round(seconds * 1_000) }, 'request');
  });
}
