import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import {
  UpsertedProduct,
  UpsertRequest,
  UpsertResponse,
  UpsertResult,
} from '../../../shared/machine.ts';
import type { ProductUpserts } from '../../admin/product-upserts.ts';
import { AppError } from '../../errors.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminStoreEnv, actorOf } from './admin-env.ts';
import { StoreParams } from './store-params.ts';

export interface UpsertRoutesDeps {
  upserts: ProductUpserts;
}

const tags = ['machines'];
const example = {
  title: 'Trail tent',
  description: { plain: 'Sleeps two.' },
  categories: [{ value: 'Camping > Tents' }],
  variants: [
    {
      sku: 'TENT-2P',
      title: 'Default',
      price: { amount: 19_900, currency: 'USD' },
      availability: { available: true },
      metadata: { stock: 7 },
    },
  ],
  metadata: { brand: 'Fjordlys', external_id: 'erp-1842' },
};

const putRoute = createRoute({
  method: 'put',
  path: '/admin/api/stores/{key}/products/by-external-id/{external_id}',
  tags,
  summary: 'Make a product what it is in another system',
  description:
    'Creates it or replaces what differs; the same again changes nothing. Without a product of that id one that has its SKUs takes the id.',
  request: {
    params: z.object({ key: z.string(), external_id: z.string().min(1).max(300) }),
    body: { required: true, content: { 'application/json': { schema: UpsertedProduct, example } } },
  },
  responses: {
    200: {
      description: 'It was there; changed or not.',
      content: { 'application/json': { schema: UpsertResult } },
    },
    201: {
      description: 'It was made.',
      content: { 'application/json': { schema: UpsertResult } },
    },
    ...problemResponses,
  },
});

const batchRoute = createRoute({
  method: 'post',
  path: '/admin/api/stores/{key}/products/upsert',
  tags,
  summary: 'The same for up to 500 products',
  description:
    'Each is found by `metadata.external_id`, else by the SKUs of its variants, and has a result of its own. With an `Idempotency-Key` the same request again has the same results for 24 hours, and one that was answered with 503 goes on where it ended; another body under that key gets 409.',
  request: {
    params: StoreParams,
    headers: z.object({
      'idempotency-key': z.string().optional().openapi({ example: 'run-17-3' }),
    }),
    body: {
      required: true,
      content: { 'application/json': { schema: UpsertRequest, example: { products: [example] } } },
    },
  },
  responses: {
    200: {
      description: 'What became of each, in the order of the request.',
      content: { 'application/json': { schema: UpsertResponse } },
    },
    ...problemResponses,
  },
});

/** Products brought into step with another system. */
export function upsertRoutes({ upserts }: UpsertRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(putRoute, async (context) => {
    const given = context.req.valid('json');
    const { external_id } = context.req.valid('param');
    const products = [{ ...given, metadata: { ...given.metadata, external_id } }];
    const actor = actorOf(context.get('caller'));
    const [result] = await upserts.upsert(context.get('store').id, { products, actor });
    if (!result) throw new Error('a product that was sent has no result');
    if (result.result === 'refused') {
      throw new AppError(result.code, result.detail, { errors: result.errors });
    }
    return context.json(result, result.result === 'created' ? 201 : 200);
  });

  router.openapi(batchRoute, async (context) => {
    const { products } = context.req.valid('json');
    const caller = context.get('caller');
    const actor = actorOf(caller);
    const key = idempotencyKey(context.req.header('idempotency-key'));
    const once =
      key === undefined
        ? undefined
        : {
            name: `${actor.id} ${key}`,
            bodyHash: createHash('sha256').update(JSON.stringify(products)).digest(),
          };
    const results = await upserts.upsert(context.get('store').id, { products, actor, once });
    return context.json({ results }, 200);
  });

  return router;
}

function idempotencyKey(given: string | undefined): string | undefined {
  if (given === undefined || /^[\x21-\x7e]{1,255}$/.test(given)) return given;
  throw new AppError('invalid_request', 'Idempotency-Key must be 1 to 255 visible characters.', {
    errors: [{ pointer: '/idempotency-key', detail: 'must be 1 to 255 visible characters' }],
  });
}
