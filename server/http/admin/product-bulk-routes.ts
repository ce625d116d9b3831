import { createRoute } from '@hono/zod-openapi';
import { BulkRequest, BulkResponse } from '../../../shared/admin-products.ts';
import type { ProductBulkEditor } from '../../admin/product-bulk-editor.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminStoreEnv, actorOf } from './admin-env.ts';
import { StoreParams } from './store-params.ts';

export interface ProductBulkRoutesDeps {
  productBulk: ProductBulkEditor;
}

/** One change to many products. */
export function productBulkRoutes({ productBulk }: ProductBulkRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();
  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/products/bulk',
      tags: ['admin'],
      summary: 'Change up to 500 products in the same way',
      description:
        'Each product has a result of its own; what is refused or stale does not hold the others up. Percents are rounded to the minor unit, halves up.',
      request: {
        params: StoreParams,
        body: { required: true, content: { 'application/json': { schema: BulkRequest } } },
      },
      responses: {
        200: {
          description: 'What became of each, in the order of the request.',
          content: { 'application/json': { schema: BulkResponse } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const request = context.req.valid('json');
      const actor = actorOf(context.get('caller'));
      return context.json(await productBulk.change(context.get('store').id, request, actor), 200);
    },
  );
  return router;
}
