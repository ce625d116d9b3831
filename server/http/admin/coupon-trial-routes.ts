import { createRoute } from '@hono/zod-openapi';
import { CouponDraftTrial, CouponTrial, NewCouponCode } from '../../../shared/admin-coupons.ts';
import { Quote } from '../../../shared/quote.ts';
import { couponOfDraft, draftOf } from '../../admin/coupon-draft.ts';
import type { CouponEditor } from '../../admin/coupon-editor.ts';
import { tryCoupon } from '../../admin/try-coupon.ts';
import type { Catalog } from '../../shop/catalog.ts';
import type { Clock } from '../../shop/clock.ts';
import { newCouponCode } from '../../shop/new-coupon-code.ts';
import type { Store } from '../../shop/store.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { noSuchCoupon } from './admin-coupon-routes.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { ItemParams, isUuid, StoreParams } from './store-params.ts';

export interface CouponTrialRoutesDeps {
  coupons: CouponEditor;
  catalog: Catalog;
  clock: Clock;
}

const tags = ['admin'];
const quoteResponse = {
  description: 'What a shopper would get; it is not signed.',
  content: { 'application/json': { schema: Quote } },
};

/** What helps in making a coupon: a code that nobody guesses, and what it would do. Nothing of it is kept. */
export function couponTrialRoutes({ coupons, ...deps }: CouponTrialRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();
  const named = async ({ id, timeZone }: Store, codes: string[]) => {
    const found = await coupons.underCodes(id, codes);
    return found.map((coupon) => couponOfDraft(draftOf(coupon), timeZone));
  };

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/coupons/code',
      tags,
      summary: 'A random code for a new coupon',
      request: { params: StoreParams },
      responses: {
        200: {
          description: 'Twelve letters and digits that are not mistaken for others: 54 bits.',
          content: { 'application/json': { schema: NewCouponCode } },
        },
        ...problemResponses,
      },
    }),
    (context) => context.json({ code: newCouponCode() }, 200),
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/coupons/try',
      tags,
      summary: 'Try a coupon that is not saved on a cart',
      request: {
        params: StoreParams,
        body: { required: true, content: { 'application/json': { schema: CouponDraftTrial } } },
      },
      responses: { 200: quoteResponse, ...problemResponses },
    }),
    async (context) => {
      const { coupon: draft, ...trial } = context.req.valid('json');
      const store = context.get('store');
      const coupon = couponOfDraft(draft, store.timeZone);
      const others = await named(store, trial.other_codes);
      return context.json(await tryCoupon(deps, store, { coupon, others, trial }), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/coupons/{id}/try',
      tags,
      summary: 'Try a coupon on a cart',
      request: {
        params: ItemParams,
        body: { required: true, content: { 'application/json': { schema: CouponTrial } } },
      },
      responses: { 200: quoteResponse, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const store = context.get('store');
      const found = isUuid(id) ? await coupons.get(store.id, id) : undefined;
      if (!found) throw noSuchCoupon();
      const coupon = couponOfDraft(draftOf(found), store.timeZone);
      const trial = context.req.valid('json');
      const others = await named(store, trial.other_codes);
      return context.json(await tryCoupon(deps, store, { coupon, others, trial }), 200);
    },
  );

  return router;
}
