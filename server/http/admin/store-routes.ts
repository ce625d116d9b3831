import { createRoute } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { AdminStoreList } from '../../../shared/admin.ts';
import { AppError } from '../../errors.ts';
import { currencyExponent } from '../../shop/money.ts';
import type { Stores } from '../../shop/store.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminEnv, type AdminStoreEnv, maySee } from './admin-env.ts';

export function adminStoreRoutes({ stores }: { stores: Stores }) {
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
      const described = visible.map(({ key, name, currency, locale, timeZone }) => ({
        key,
        name,
        currency,
        currency_exponent: currencyExponent(currency),
        locale,
        time_zone: timeZone,
      }));
      return context.json({ stores: described }, 200);
    },
  );
  return router;
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
