import { createRoute } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { AdminStore, AdminStoreList } from '../../../shared/admin.ts';
import { NewStore } from '../../../shared/admin-stores.ts';
import type { StoreEditor } from '../../admin/store-editor.ts';
import { AppError } from '../../errors.ts';
import { currencyExponent } from '../../shop/money.ts';
import type { Store, Stores } from '../../shop/store.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminEnv, type AdminStoreEnv, actorOf, maySee } from './admin-env.ts';

export interface AdminStoreRoutesDeps {
  stores: Stores;
  settings: StoreEditor;
}

export function adminStoreRoutes({ stores, settings }: AdminStoreRoutesDeps) {
  const router = createRouter<AdminEnv>();
  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores',
      tags: ['admin'],
      summary: 'The stores that the caller may manage',
      responses: {
        200: {
          description: 'Stores.',
          content: { 'application/json': { schema: AdminStoreList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const caller = context.get('caller');
      const visible = (await stores.list()).filter(({ id }) => maySee(caller, id));
      return context.json({ stores: visible.map(shownStore) }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores',
      tags: ['admin'],
      summary: 'Make a store',
      request: { body: { required: true, content: { 'application/json': { schema: NewStore } } } },
      responses: {
        201: {
          description: 'The store.',
          content: { 'application/json': { schema: AdminStore } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const by = { actor: actorOf(context.get('caller')) };
      return context.json(shownStore(await settings.create(context.req.valid('json'), by)), 201);
    },
  );

  return router;
}

function shownStore({ key, name, currency, locale, timeZone }: Store): AdminStore {
  return {
    key,
    name,
    currency,
    currency_exponent: currencyExponent(currency),
    locale,
    time_zone: timeZone,
  };
}

/** Leaves the `store` that `:key` names, or throws AppError `not_found`. */
export function findStore({ stores }: { stores: Stores }) {
  return createMiddleware<AdminStoreEnv>(async (context, next) => {
    const key = context.req.param('key') ?? '';
    const store = /^[a-z0-9-]{1,63}$/.test(key) ? await stores.byKey(key) : undefined;
    if (!store || !maySee(context.get('caller'), store.id)) {
      throw new AppError('not_found', 'There is no such store.');
    }
    context.set('store', store);
    return next();
  });
}
