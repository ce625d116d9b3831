import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { AdminKeyList, MadeKey, NewKey } from '../../../shared/admin-people.ts';
import type { ApiKeys } from '../../admin/api-keys.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import { hashToken, newSecretToken } from '../../shop/secret-token.ts';
import type { Stores } from '../../shop/store.ts';
import { isKeptMoment, KEPT_MOMENTS } from '../../shop/store-time.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminEnv, actorOf } from './admin-env.ts';
import { IdParams, isUuid } from './store-params.ts';

export interface KeyRoutesDeps {
  apiKeys: ApiKeys;
  stores: Stores;
  clock: Clock;
}

const tags = ['admin'];

/** Keys for machines. */
export function keyRoutes({ apiKeys, stores, clock }: KeyRoutesDeps) {
  const router = createRouter<AdminEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/keys',
      tags,
      summary: 'API keys, newest first',
      responses: {
        200: { description: 'Keys.', content: { 'application/json': { schema: AdminKeyList } } },
        ...problemResponses,
      },
    }),
    async (context) => context.json({ keys: await apiKeys.list() }, 200),
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/keys',
      tags,
      summary: 'Make an API key',
      request: { body: { required: true, content: { 'application/json': { schema: NewKey } } } },
      responses: {
        201: {
          description: 'The key, and its secret, which nothing shows again.',
          content: { 'application/json': { schema: MadeKey } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const asked = context.req.valid('json');
      const secret = `aisle_${newSecretToken()}`;
      const fresh = {
        name: asked.name,
        keyHash: hashToken(secret),
        storeId: await storeIdOf(stores, asked),
        scopes: [...new Set(asked.scopes)],
        expiresAt: endOf(asked, clock.now()),
      };
      const by = { actor: actorOf(context.get('caller')) };
      return context.json({ key: await apiKeys.create(fresh, by), secret }, 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: '/admin/api/keys/{id}',
      tags,
      summary: 'Revoke an API key',
      request: { params: IdParams },
      responses: { 204: { description: 'It opens nothing any more.' }, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const by = { actor: actorOf(context.get('caller')) };
      const wasValid = isUuid(id) && (await apiKeys.revoke(id, by));
      if (!wasValid) throw new AppError('not_found', 'There is no such key.');
      return context.body(null, 204);
    },
  );

  return router;
}

type AskedKey = z.output<typeof NewKey>;

async function storeIdOf(stores: Stores, { store: key }: AskedKey): Promise<string | undefined> {
  if (key === null) return undefined;
  const store = await stores.byKey(key);
  if (store) return store.id;
  throw new AppError('invalid_request', 'There is no such store.', {
    errors: [{ pointer: '/store', detail: 'is not the key of a store' }],
  });
}

function endOf({ expires_at: text }: AskedKey, now: Date): Date | undefined {
  if (text === null) return undefined;
  const end = new Date(text);
  if (!isKeptMoment(end)) {
    throw new AppError('invalid_request', `The end of a key ${KEPT_MOMENTS}.`, {
      errors: [{ pointer: '/expires_at', detail: KEPT_MOMENTS }],
    });
  }
  if (end > now) return end;
  throw new AppError('invalid_request', 'A key must end in the future.', {
    errors: [{ pointer: '/expires_at', detail: 'must be in the future' }],
  });
}
