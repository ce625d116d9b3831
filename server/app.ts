import type { Context, Hono } from 'hono';
import { except } from 'hono/combine';
import { createMiddleware } from 'hono/factory';
import type { Logger } from 'pino';
import type { AppError } from './errors.ts';
import type { adminRoutes } from './http/admin/admin-routes.ts';
import type { AllowedOrigins } from './http/allowed-origins.ts';
import { answerInTime, takesItsTime } from './http/answer-in-time.ts';
import { answerUnrouted } from './http/answer-unrouted.ts';
import { type ChatDeps, chatRoutes } from './http/chat-routes.ts';
import { refuseForeignOrigins, shopperCors } from './http/cors.ts';
import { imageRoutes } from './http/image-routes.ts';
import type { Metrics } from './http/metrics.ts';
import { describeApi } from './http/openapi.ts';
import { type OpsDeps, opsRoutes } from './http/ops-routes.ts';
import { createRouter, problem, problemFromError } from './http/problem-response.ts';
import { productRoutes } from './http/product-routes.ts';
import { quoteRoutes } from './http/quote-routes.ts';
import { CHAT_LIMIT, JSON_LIMIT, plainJson, readBody } from './http/request-body.ts';
import { type RequestLimitsDeps, requestLimits } from './http/request-limits.ts';
import { requestLog } from './http/request-log.ts';
import { type StockHookDeps, stockHookRoutes } from './http/stock-hook-routes.ts';
import { storeRoutes } from './http/store-routes.ts';
import { requireStore, requireVisitor } from './http/visitor-auth.ts';
import { type VisitorDeps, visitorRoutes } from './http/visitor-routes.ts';
import type { Catalog } from './shop/catalog.ts';
import type { Clock } from './shop/clock.ts';
import type { QuoteDeps } from './shop/quote-cart.ts';
import type { Stores } from './shop/store.ts';
import type { Visitors } from './shop/visitors.ts';

export interface AppDeps {
  log: Logger;
  metrics: Metrics;
  stores: Stores;
  visitors: Visitors;
  erase: VisitorDeps['erase'];
  origins: AllowedOrigins;
  catalog: Catalog;
  quote: QuoteDeps;
  chat: ChatDeps;
  images: Parameters<typeof imageRoutes>[0];
  ops: OpsDeps;
  clock: Clock;
  /** Pages and widget files: what is served beside the APIs, at their own paths. */
  others: Hono[];
  admin: ReturnType<typeof adminRoutes>;
  limits: RequestLimitsDeps;
  stockHook: StockHookDeps;
  /** What the network is called that a request comes from (see `networkNames`). */
  networkOf(context: Context): string;
  /** True once the process shuts down: new work is refused, with a hint to come back. */
  shuttingDown(): boolean;
  /** What a thrown value of the database or the network means, when it means something. */
  explain(error: unknown): AppError | undefined;
}

/** The whole HTTP surface. Middleware is named in the order in which a request meets it. */
export function createApp(deps: AppDeps) {
  const app = createRouter();
  app.use(requestLog(deps.log, deps.metrics));
  app.use('/v1/*', shopperCors(deps.origins), privateAnswer, refuseForeignOrigins(deps.origins));
  app.use('/v1/*', answerInTime());
  app.get('/admin/api/*', answerInTime());
  app.post('/v1/chat', refuseWhileShuttingDown(deps.shuttingDown));
  app.get('/readyz', refuseWhileShuttingDown(deps.shuttingDown));
  const limits = requestLimits(deps.limits);
  app.post('/v1/visitors', limits.visitors);
  app.delete('/v1/visitors/me', limits.visitors);
  // Who asks is known, and whether they may, before anything of the body is taken in.
  identify(app, deps);
  app.post('/v1/chat', limits.streams, limits.turns);
  app.post('/v1/chat', limits.messages);
  app.get('/v1/chat/:id/stream', limits.streams);
  app.post('/v1/images', limits.uploads, takesItsTime);
  guardBodies(app);

  app.route('/', storeRoutes(deps));
  app.route('/', visitorRoutes(deps));
  app.route('/', chatRoutes(deps.chat));
  app.route('/', imageRoutes(deps.images));
  app.route('/', productRoutes({ catalog: deps.catalog }));
  app.route('/', quoteRoutes(deps));
  app.route('/', stockHookRoutes(deps.stockHook));
  app.route('/', opsRoutes(deps.ops));
  app.route('/', deps.admin);
  for (const other of deps.others) app.route('/', other);
  describeApi(app);

  app.notFound(answerUnrouted(app));
  app.onError((error, context) => {
    const known = deps.explain(error) ?? error;
    return problemFromError(context, known, (bug) =>
      deps.log.error({ err: bug, method: context.req.method }, 'request failed'),
    );
  });
  return app;
}

type Router = ReturnType<typeof createRouter>;

/** Photos count and check their own bytes. */
function guardBodies(app: Router): void {
  const isPhoto = ({ req }: Context) => req.path === '/v1/images';
  const isChat = ({ req }: Context) => req.path === '/v1/chat';
  // Reads its own, which may be larger.
  const isHook = ({ req }: Context) => req.path.startsWith('/v1/hooks/');
  app.use('/v1/*', except(isPhoto, plainJson));
  app.use('/v1/*', except([isPhoto, isChat, isHook], readBody({ maxBytes: JSON_LIMIT })));
  app.use('/v1/chat', readBody({ maxBytes: CHAT_LIMIT }));
}

function identify(app: Router, deps: AppDeps): void {
  const visitor = requireVisitor(deps);
  // `chat/*` is `chat` too: named beside it, who asks would be looked up twice.
  const theirs = ['visitors/me', 'visitors/token', 'chat/*', 'images/*'];
  for (const path of theirs) app.use(`/v1/${path}`, visitor);
  const store = requireStore(deps);
  for (const path of ['/v1/products/*', '/v1/quotes']) app.use(path, store);
}

/** Nothing of a visitor's may stay in a cache or be taken for a page. Routes may say otherwise. */
const privateAnswer = createMiddleware(async (context, next) => {
  await next();
  const { headers } = context.res;
  headers.set('x-content-type-options', 'nosniff');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
});

/** Turns that run may still be followed and stopped; a new one belongs to another process. */
function refuseWhileShuttingDown(shuttingDown: () => boolean) {
  return createMiddleware(async (context, next) => {
    if (!shuttingDown()) return next();
    return problem(context, 'shutting_down', 'Please send it again.', { retryAfter: 2 });
  });
}
