import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { publicProactive } from '../../server/http/public-proactive.ts';
import { widgetRoutes } from '../../server/http/widget-routes.ts';
import type { Store, Stores } from '../../server/shop/store.ts';
import type { ChatRequest } from '../../shared/chat-request.ts';
import type { ChatMessage } from '../../shared/message.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import type { PublicStore } from '../../shared/store.ts';
import { aStore } from '../fixtures/store.ts';
import { FakeTurn } from './fake-turn.ts';

interface Conversation {
  visitor: string;
  messages: ChatMessage[];
  turn?: FakeTurn;
}

/**
 * Speaks `/v1` exactly as the widget sees it, serves the real widget files, and leaves the answers to the
 * test: `answer` is called with each new turn.
 */
export class FakeAisleServer {
  readonly store: Store;
  /** `METHOD path`, in the order in which they came. */
  readonly requests: string[] = [];
  readonly turns: FakeTurn[] = [];
  readonly ratings: { messageId: string; rating: string; comment?: string }[] = [];
  readonly images = new Map<string, { type: string; bytes: Uint8Array<ArrayBuffer> }>();
  /** What the model would do. */
  answer: (turn: FakeTurn) => void = (turn) => {
    turn.say(`You said: ${turn.text}`);
    turn.finish();
  };
  /** Set to answer a request in the server's stead. */
  intercept: (request: Request) => Promise<Response | undefined> | Response | undefined = () =>
    undefined;
  /** HTML by path: the storefront. */
  readonly pages = new Map<string, { html: string; headers?: Record<string, string> }>();

  readonly #conversations = new Map<string, Conversation>();
  readonly #tokens = new Set<string>();
  readonly #app: Hono;
  #server: ReturnType<typeof serve> | undefined;
  port = 0;

  constructor(assetsDir: string, store: Store = aStore()) {
    this.store = store;
    this.#app = this.#routes(assetsDir);
  }

  /** Where the widget comes from; pages are at `localhost`, which is another origin. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get shopUrl(): string {
    return `http://localhost:${this.port}`;
  }

  get lastTurn(): FakeTurn {
    const turn = this.turns.at(-1);
    if (!turn) throw new Error('nobody asked anything yet');
    return turn;
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#server = serve(
        { fetch: this.#app.fetch, port: this.port, hostname: '0.0.0.0' },
        (at) => {
          this.port = (at as AddressInfo).port;
          resolve();
        },
      );
    });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    this.#server = undefined;
  }

  /** The tokens of all visitors so far are no longer good. */
  forgetVisitors(): void {
    this.#tokens.clear();
    this.#conversations.clear();
  }

  #routes(assetsDir: string): Hono {
    const app = new Hono();
    app.use(async (context, next) => {
      this.requests.push(`${context.req.method} ${context.req.path}`);
      await next();
    });
    app.use('/v1/*', cors());
    app.use(async (context, next) => {
      const instead = await this.intercept(context.req.raw);
      if (!instead) return next();
      instead.headers.set('access-control-allow-origin', '*');
      return instead;
    });
    const stores: Stores = {
      byKey: async (key) => (key === this.store.key ? this.store : undefined),
      get: async () => this.store,
      list: async () => [this.store],
      create: async () => this.store,
    };
    app.route('/', widgetRoutes({ stores, origins: { noteVisit: () => {} }, assetsDir }));
    this.#visitorRoutes(app);
    this.#chatRoutes(app);
    this.#imageRoutes(app);
    app.get('*', (context) => {
      const page = this.pages.get(context.req.path);
      return page ? context.html(page.html, 200, page.headers ?? {}) : context.text('', 404);
    });
    return app;
  }

  #visitorRoutes(app: Hono): void {
    app.get('/v1/store', (context) => {
      const { key, name, locale, currency, settings } = this.store;
      const { greeting, starters, theme, photos } = settings;
      const features = { photos, photo_side: 1_600 };
      const proactive = publicProactive(settings.proactive);
      return context.json({
        ...(proactive && { proactive }),
        ...{ key, name, locale, currency, greeting, starters, theme, features },
        launcher: 'Chat',
      } satisfies PublicStore);
    });
    app.post('/v1/visitors', async (context) => {
      const token = `token-${crypto.randomUUID()}`;
      this.#tokens.add(token);
      return context.json(
        { token, visitor_id: crypto.randomUUID(), expires_at: '2099-01-01T00:00:00Z' },
        201,
      );
    });
    app.use('/v1/*', async (context, next) => {
      if (['/v1/store', '/v1/visitors'].includes(context.req.path)) return next();
      return this.#visitor(context.req.raw) ? next() : refuse('unauthorized', 401);
    });
  }

  #chatRoutes(app: Hono): void {
    app.post('/v1/chat', async (context) => {
      const visitor = this.#visitor(context.req.raw) ?? '';
      const { id, message, trigger, messageId } = await context.req.json<ChatRequest>();
      const conversation = this.#conversations.get(id) ?? { visitor, messages: [] };
      this.#conversations.set(id, conversation);
      const known = conversation.messages.find((other) => other.id === message.id);
      const same = conversation.turn?.question.id === message.id ? conversation.turn : undefined;
      const isReplaced = this.turns.some((turn) => turn !== same && turn.messageId === messageId);
      const isNew = trigger === 'regenerate-message' && !isReplaced;
      if (same && (same.isRunning || !isNew)) return stream(same);
      if (conversation.turn?.isRunning) return refuse('turn_in_progress', 409);
      if (known) conversation.messages.length = conversation.messages.indexOf(known) + 1;
      else {
        if (conversation.turn) conversation.messages.push(conversation.turn.message);
        const metadata = { created_at: new Date().toISOString() };
        conversation.messages.push({ ...(message as ChatMessage), metadata });
      }
      const turn = new FakeTurn(message);
      conversation.turn = turn;
      this.turns.push(turn);
      this.answer(turn);
      return stream(turn);
    });
    app.get('/v1/chat', (context) => context.json({ conversations: [] }));
    app.get('/v1/chat/:id', (context) => {
      const conversation = this.#own(context.req.raw, context.req.param('id'));
      if (!conversation) return refuse('not_found', 404);
      const { messages, turn } = conversation;
      const isRunning = turn?.isRunning ?? false;
      return context.json({
        id: context.req.param('id'),
        messages: turn && !isRunning ? [...messages, turn.message] : messages,
        status: isRunning ? 'running' : 'idle',
      });
    });
    app.get('/v1/chat/:id/stream', (context) => {
      const turn = this.#own(context.req.raw, context.req.param('id'))?.turn;
      return turn?.isRunning ? stream(turn) : context.body(null, 204);
    });
    app.post('/v1/chat/:id/stop', (context) => {
      this.#own(context.req.raw, context.req.param('id'))?.turn?.stop();
      return context.body(null, 202);
    });
    app.post('/v1/chat/:id/messages/:messageId/feedback', async (context) => {
      const { rating, comment } = await context.req.json<{
        rating: 'up' | 'down';
        comment?: string;
      }>();
      const messageId = context.req.param('messageId');
      this.ratings.push({ messageId, rating, ...(comment && { comment }) });
      for (const turn of this.turns) if (turn.messageId === messageId) turn.rating = rating;
      return context.body(null, 204);
    });
  }

  #imageRoutes(app: Hono): void {
    app.post('/v1/images', async (context) => {
      const id = `img${this.images.size + 1}`;
      const type = context.req.header('content-type') ?? '';
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      this.images.set(id, { type, bytes });
      const url = `${this.url}/v1/images/${id}`;
      const about = { media_type: type, width: 1, height: 1, bytes: bytes.length };
      return context.json({ id, url, ...about }, 201);
    });
    app.get('/v1/images/:id', (context) => {
      const image = this.images.get(context.req.param('id'));
      if (!image) return refuse('not_found', 404);
      return context.body(image.bytes, 200, { 'content-type': image.type });
    });
  }

  #visitor({ headers }: Request): string | undefined {
    const token = headers.get('authorization')?.replace('Bearer ', '') ?? '';
    return this.#tokens.has(token) ? token : undefined;
  }

  #own(request: Request, id: string): Conversation | undefined {
    const conversation = this.#conversations.get(id);
    return conversation?.visitor === this.#visitor(request) ? conversation : undefined;
  }
}

export function refuse(code: ProblemCode, status: number, headers: Record<string, string> = {}) {
  const body = { type: `urn:aisle:problem:${code}`, title: code, status, detail: code, code };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

function stream(turn: FakeTurn): Response {
  return new Response(turn.follow(), {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
  });
}
