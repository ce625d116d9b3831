import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { StockPushes as PushBody, StockPushResponse } from '../../shared/machine.ts';
import type { StockPushes } from '../admin/stock-pushes.ts';
import { verifyWebhook } from '../admin/verify-webhook.ts';
import type { WebhookSecrets } from '../admin/webhook-secrets.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';
import { type RateLimits, secondsToWait } from '../shop/rate-limits.ts';
import type { Store, Stores } from '../shop/store.ts';
import { createRouter, problemResponses } from './problem-response.ts';
import { readBody } from './request-body.ts';

export interface StockHookDeps {
  stores: Pick<Stores, 'byKey'>;
  secrets: WebhookSecrets;
  pushes: StockPushes;
  clock: Clock;
  rateLimits: RateLimits;
  /** The sender's IPv4 address or IPv6 /64. */
  addressOf(context: Context): string;
}

interface HookEnv {
  Variables: { store: Store; message: { id: string; sentAt: Date; bodyHash: Buffer } };
}

/** Of one address; whoever signs well has none. */
const REFUSALS_PER_MINUTE = 60;

/** A thousand pushes, each with long names. */
const BODY_LIMIT_BYTES = 1024 * 1024;

const route = createRoute({
  method: 'post',
  path: '/v1/hooks/{store}/stock',
  tags: ['machines'],
  summary: 'Push stock and prices',
  description:
    'Signed after Standard Webhooks: `webhook-signature` holds `v1,` and the Base64 of HMAC-SHA256 over `webhook-id.webhook-timestamp.body`, keyed with what stands behind `whsec_` in the secret, decoded from Base64. The timestamp may be five minutes off. The same `webhook-id` again is answered with the same results and changes nothing. A message whose form is wrong is refused as a whole; else each push has its own result.',
  request: {
    params: z.object({ store: z.string() }),
    headers: z.object({
      'webhook-id': z.string().optional().openapi({ example: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W' }),
      'webhook-timestamp': z.string().optional().openapi({ example: '1674087231' }),
      'webhook-signature': z
        .string()
        .optional()
        .openapi({ example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=' }),
    }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: PushBody,
          example: [
            { sku: 'TENT-2P-GREEN', stock: 4, at: '2026-03-01T09:30:00Z' },
            { external_id: 'gid://shop/ProductVariant/7', price: 18_900, list_price: 21_900 },
          ],
        },
      },
    },
  },
  responses: {
    200: {
      description: 'What became of each push, in the order of the request.',
      content: {
        'application/json': {
          schema: StockPushResponse,
          example: {
            results: [
              { result: 'changed', variant_id: '019c2f6e-6c1a-7000-8000-2f1f6b1c9d10' },
              { result: 'not_found' },
            ],
          },
        },
      },
    },
    ...problemResponses,
  },
});

/**
 * Its own address beside the shoppers' API: the signature is all that the sender needs, so that no key of the admin's
 * API lies in a till or a warehouse system, and an operator may close /admin to the outside.
 */
export function stockHookRoutes(deps: StockHookDeps) {
  const router = createRouter<HookEnv>();
  router.use(
    '/v1/hooks/:store/stock',
    limitRefusals(deps),
    readBody({ maxBytes: BODY_LIMIT_BYTES }),
    verified(deps),
  );
  router.openapi(route, async (context) => {
    const message = { ...context.get('message'), pushes: context.req.valid('json') };
    const results = await deps.pushes.receive(context.get('store').id, message);
    return context.json({ results }, 200);
  });
  return router;
}

/** Counts what turns out not to be signed, before its body is taken in and looked at. */
function limitRefusals({ rateLimits, addressOf }: StockHookDeps) {
  const limit = { of: 'unsigned pushes of an address', times: REFUSALS_PER_MINUTE, seconds: 60 };
  const limiter = rateLimits.limiter(limit);
  return createMiddleware<HookEnv>(async (context, next) => {
    const address = addressOf(context);
    const waitMs = await limiter.take(address);
    if (waitMs > 0) {
      throw new AppError('rate_limited', 'Too many messages that are not signed.', {
        retryAfter: secondsToWait(waitMs),
      });
    }
    await next();
    // Hono keeps what is thrown below: this runs for refused messages as well.
    if (context.var.message !== undefined) await limiter.giveBack(address);
  });
}

/** A store that does not exist, one without a secret and a wrong signature look alike. */
function verified({ stores, secrets, clock }: StockHookDeps) {
  return createMiddleware<HookEnv>(async (context, next) => {
    const key = context.req.param('store') ?? '';
    const store = /^[a-z0-9-]{1,63}$/.test(key) ? await stores.byKey(key) : undefined;
    const known = store ? await secrets.list(store.id) : [];
    const body = await context.req.text();
    const headers = {
      id: context.req.header('webhook-id'),
      timestamp: context.req.header('webhook-timestamp'),
      signature: context.req.header('webhook-signature'),
    };
    const verdict = verifyWebhook(body, headers, {
      secrets: known.map(({ secret }) => secret),
      now: clock.now(),
    });
    if (!store || !verdict.valid) {
      throw new AppError('unauthorized', 'The message is not signed, or not in these minutes.');
    }
    const bodyHash = createHash('sha256').update(body).digest();
    context.set('store', store);
    context.set('message', { id: verdict.id, sentAt: verdict.sentAt, bodyHash });
    await next();
  });
}
