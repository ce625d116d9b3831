import { createRoute } from '@hono/zod-openapi';
import { AdminCouponList } from '../../../shared/admin.ts';
import type { CouponList } from '../../admin/coupon-list.ts';
import type { Clock } from '../../shop/clock.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { StoreParams } from './store-params.ts';

export function adminCouponRoutes({ coupons, clock }: { coupons: CouponList; clock: Clock }) {
  const router = createRouter<AdminStoreEnv>();
  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/coupons',
      tags: ['admin'],
      summary: 'Coupons by code, with the state they are in now',
      request: { params: StoreParams },
      responses: {
        200: {
          description: 'Coupons.',
          content: { 'application/json': { schema: AdminCouponList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const list = await coupons.list(context.get('store').id, clock.now());
      return context.json({ coupons: list }, 200);
    },
  );
  return router;
}
