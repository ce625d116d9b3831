import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  AdminModelList,
  AdminPricedModel,
  ModelName,
  ModelPriceChange,
} from '../../../shared/admin-costs.ts';
import { MOST_DAYS } from '../../admin/model-costs.ts';
import type { ModelPriceEditor } from '../../admin/model-price-editor.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminEnv, actorOf } from './admin-env.ts';
import { entityTag, matchedVersion } from './entity-version.ts';
import { VersionHeaders } from './store-params.ts';

const tags = ['admin'];
const path = '/admin/api/model-prices';
const DAY_MS = 86_400_000;
/** In the query: providers put slashes into names, and proxies do not agree on what a slash in a path means. */
const Which = z.strictObject({ model: ModelName });

export interface ModelPriceRoutesDeps {
  modelPrices: ModelPriceEditor;
  clock: Clock;
}

/** Prices are the installation's. */
export function modelPriceRoutes({ modelPrices, clock }: ModelPriceRoutesDeps) {
  const router = createRouter<AdminEnv>();
  router.openapi(
    createRoute({
      method: 'get',
      path,
      tags,
      summary: 'Models that are configured, were asked or have a price, with the price of each',
      responses: {
        200: {
          description: 'Models.',
          content: { 'application/json': { schema: AdminModelList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const usedSince = new Date(clock.now().getTime() - MOST_DAYS * DAY_MS);
      return context.json({ models: await modelPrices.list(usedSince) }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'put',
      path,
      tags,
      summary: 'Set what a million tokens of a model cost, in millionths of a US dollar',
      description: 'A model without a price has version 0: `If-Match: "0"` sets the first one.',
      request: {
        query: Which,
        headers: VersionHeaders,
        body: { required: true, content: { 'application/json': { schema: ModelPriceChange } } },
      },
      responses: {
        200: {
          description: 'The price; its version is the ETag.',
          content: { 'application/json': { schema: AdminPricedModel } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const version = matchedVersion(context.req.header('if-match'));
      const price = context.req.valid('json');
      const edit = { version, price, actor: actorOf(context.get('caller')) };
      const saved = await modelPrices.set(context.req.valid('query').model, edit);
      context.header('etag', entityTag(saved.version));
      return context.json(saved, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path,
      tags,
      summary: "Forget a model's price",
      request: { query: Which, headers: VersionHeaders },
      responses: { 204: { description: 'It has no price any more.' }, ...problemResponses },
    }),
    async (context) => {
      const version = matchedVersion(context.req.header('if-match'));
      const at = { version, actor: actorOf(context.get('caller')) };
      const wasThere = await modelPrices.remove(context.req.valid('query').model, at);
      if (!wasThere) throw new AppError('not_found', 'This model has no price.');
      return context.body(null, 204);
    },
  );

  return router;
}
