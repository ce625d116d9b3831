import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { AdminCosts, AdminModelCallList } from '../../../shared/admin-costs.ts';
import { MOST_DAYS, type ModelCosts } from '../../admin/model-costs.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminStoreEnv, managesInstallation } from './admin-env.ts';
import { ItemParams, isUuid, StoreParams } from './store-params.ts';

const tags = ['admin'];
const Period = z.strictObject({
  days: z.coerce.number().int().min(1).max(MOST_DAYS).default(30),
});

export function adminCostRoutes({ costs, clock }: { costs: ModelCosts; clock: Clock }) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/costs',
      tags,
      summary: 'What the models cost: today against the budgets, and by day and model',
      request: { params: StoreParams, query: Period },
      responses: {
        200: { description: 'Costs.', content: { 'application/json': { schema: AdminCosts } } },
        ...problemResponses,
      },
    }),
    async (context) => {
      const found = await costs.overview(context.get('store').id, {
        days: context.req.valid('query').days,
        now: clock.now(),
        includeInstallation: managesInstallation(context.get('caller')),
      });
      if (!found) throw new AppError('not_found', 'There is no such store.');
      return context.json(found, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/conversations/{id}/model-calls',
      tags,
      summary: 'Every request to a model that a conversation caused, oldest first',
      request: { params: ItemParams },
      responses: {
        200: {
          description: 'Calls; none for a conversation that does not exist.',
          content: { 'application/json': { schema: AdminModelCallList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const storeId = context.get('store').id;
      const calls = isUuid(id) ? await costs.callsOfConversation(storeId, id) : [];
      return context.json({ calls }, 200);
    },
  );

  return router;
}
