import { createRoute } from '@hono/zod-openapi';
import { AdminRefusedPages } from '../../../shared/admin.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { RefusedPages } from '../refused-pages.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { StoreParams } from './store-params.ts';

export function refusedPageRoutes(deps: { refusedPages: Pick<RefusedPages, 'of'> }) {
  const router = createRouter<AdminStoreEnv>();
  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/refused-pages',
      tags: ['admin'],
      summary: 'Pages that wanted to talk to the store and are not allowed to',
      description:
        'Of the last 24 hours, the latest first; as far as the process that answers has heard of them.',
      request: { params: StoreParams },
      responses: {
        200: {
          description: 'Their origins.',
          content: { 'application/json': { schema: AdminRefusedPages } },
        },
        ...problemResponses,
      },
    }),
    (context) => {
      const { id, allowedOrigins } = context.get('store');
      const pages = deps.refusedPages
        .of(id)
        .filter(({ origin }) => !allowedOrigins.includes(origin))
        .map(({ origin, lastAt }) => ({ origin, last_at: lastAt.toISOString() }));
      return context.json({ pages }, 200);
    },
  );
  return router;
}
