import { createRoute } from '@hono/zod-openapi';
import { OrderId, Redemption, RedemptionRequest } from '../../../shared/redemption.ts';
import { AppError } from '../../errors.ts';
import { type RedeemDeps, redeemQuote } from '../../shop/redeem-quote.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { StoreParams } from './store-params.ts';

export interface RedemptionRoutesDeps {
  redeem: RedeemDeps;
}

const tags = ['admin'];
const OrderParams = StoreParams.extend({ id: OrderId });
const redemptionResponse = {
  description: 'The order, and the coupons that it uses.',
  content: { 'application/json': { schema: Redemption } },
};

/** For the shop's checkout, with an API key: which orders were made of signed quotes, and so use coupons. */
export function redemptionRoutes({ redeem: deps }: RedemptionRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();
  const { redemptions } = deps;

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/redemptions',
      tags,
      summary: 'An order was made of a quote: use its coupons',
      description:
        'The same `order_id` again changes nothing; 409 `conflict` when it was cancelled or held too long. With `hold_seconds` the coupons are held until the order is confirmed, cancelled or the time is over. 409 `coupon_exhausted` and `quote_changed` come with what it would cost now in `quote`; 410 `quote_expired`. Report orders without coupons too, if some coupons are for first orders.',
      request: {
        params: StoreParams,
        body: { required: true, content: { 'application/json': { schema: RedemptionRequest } } },
      },
      responses: { 200: redemptionResponse, ...problemResponses },
    }),
    async (context) => {
      const request = context.req.valid('json');
      return context.json(await redeemQuote(deps, context.get('store'), request), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/redemptions/{id}',
      tags,
      summary: 'An order, by what the shop calls it',
      request: { params: OrderParams },
      responses: { 200: redemptionResponse, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const found = await redemptions.find(context.get('store').id, id);
      if (!found) throw noSuchOrder();
      return context.json(found, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/redemptions/{id}/confirm',
      tags,
      summary: 'The order is paid: its coupons are used for good',
      description:
        'Again it changes nothing; 409 `conflict` when it was cancelled or held too long.',
      request: { params: OrderParams },
      responses: { 200: redemptionResponse, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const confirmed = await redemptions.confirm(context.get('store').id, id);
      if (!confirmed) throw noSuchOrder();
      if (confirmed.status === 'confirmed') return context.json(confirmed, 200);
      throw new AppError('conflict', 'The coupons of this order are not held (any more).');
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/redemptions/{id}/cancel',
      tags,
      summary: 'The order is off: give its coupons back',
      description: 'They are given back once, however often it is cancelled.',
      request: { params: OrderParams },
      responses: { 200: redemptionResponse, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const cancelled = await redemptions.cancel(context.get('store').id, id);
      if (!cancelled) throw noSuchOrder();
      return context.json(cancelled, 200);
    },
  );

  return router;
}

/** Also for an order of another store. */
function noSuchOrder(): AppError {
  return new AppError('not_found', 'There is no such order.');
}
