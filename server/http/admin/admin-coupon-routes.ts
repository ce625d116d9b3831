import { createRoute, z } from '@hono/zod-openapi';
import {
  AdminCoupon,
  AdminCouponList,
  CouponChange,
  CouponDraft,
  CouponState,
} from '../../../shared/admin-coupons.ts';
import { plainText } from '../../../shared/plain-text.ts';
import type { CouponEditor } from '../../admin/coupon-editor.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminStoreEnv, actorOf } from './admin-env.ts';
import { AUDIT_ENTRY } from './audit-entry-header.ts';
import { entityTag, matchedVersion } from './entity-version.ts';
import { Cursor, ItemParams, isUuid, StoreParams, VersionHeaders } from './store-params.ts';

export interface AdminCouponRoutesDeps {
  coupons: CouponEditor;
}

const PAGE_SIZE = 100;
const tags = ['admin'];
const couponResponse = {
  description: 'The coupon; its version is the ETag.',
  content: { 'application/json': { schema: AdminCoupon } },
};

const CouponListParams = z.strictObject({
  q: plainText(200).optional(),
  state: CouponState.optional(),
  limit: z
    .string()
    .regex(/^([1-9]|[1-9][0-9]|1[0-9]{2}|200)$/, 'must be 1 to 200')
    .transform(Number)
    .optional(),
  cursor: Cursor,
});

/** The coupons of a store: listed, made, read, changed and deleted. */
export function adminCouponRoutes({ coupons }: AdminCouponRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/coupons',
      tags,
      summary: 'Coupons by code, with the state they are in now, page by page',
      description: '`q` is a part of a code or of a title.',
      request: { params: StoreParams, query: CouponListParams },
      responses: {
        200: {
          description: 'A page of coupons.',
          content: { 'application/json': { schema: AdminCouponList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { q, state, limit = PAGE_SIZE, cursor } = context.req.valid('query');
      const query = { text: q?.trim() || undefined, state, limit, cursor };
      return context.json(await coupons.list(context.get('store').id, query), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/coupons',
      tags,
      summary: 'Make a coupon',
      request: {
        params: StoreParams,
        body: { required: true, content: { 'application/json': { schema: CouponDraft } } },
      },
      responses: { 201: couponResponse, ...problemResponses },
    }),
    async (context) => {
      const actor = actorOf(context.get('caller'));
      const draft = context.req.valid('json');
      const entryId = newId();
      const made = await coupons.create(context.get('store').id, draft, { actor, entryId });
      context.header('etag', entityTag(made.version));
      context.header(AUDIT_ENTRY, entryId);
      context.header('location', `${context.req.path}/${made.id}`);
      return context.json(made, 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/coupons/{id}',
      tags,
      summary: 'A coupon',
      request: { params: ItemParams },
      responses: { 200: couponResponse, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const coupon = isUuid(id) ? await coupons.get(context.get('store').id, id) : undefined;
      if (!coupon) throw noSuchCoupon();
      context.header('etag', entityTag(coupon.version));
      return context.json(coupon, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'patch',
      path: '/admin/api/stores/{key}/coupons/{id}',
      tags,
      summary: 'Change a coupon; fields that are absent stay',
      description: 'Stale versions get 412. Redeeming a coupon does not make a version stale.',
      request: {
        params: ItemParams,
        headers: VersionHeaders,
        body: { required: true, content: { 'application/json': { schema: CouponChange } } },
      },
      responses: { 200: couponResponse, ...problemResponses },
    }),
    async (context) => {
      const version = matchedVersion(context.req.header('if-match'));
      const { id } = context.req.valid('param');
      const actor = actorOf(context.get('caller'));
      const entryId = newId();
      const edit = { version, change: context.req.valid('json'), actor, entryId };
      const coupon = isUuid(id)
        ? await coupons.change(context.get('store').id, id, edit)
        : undefined;
      if (!coupon) throw noSuchCoupon();
      context.header('etag', entityTag(coupon.version));
      context.header(AUDIT_ENTRY, entryId);
      return context.json(coupon, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: '/admin/api/stores/{key}/coupons/{id}',
      tags,
      summary: 'Delete a coupon',
      request: { params: ItemParams, headers: VersionHeaders },
      responses: { 204: { description: 'It is gone.' }, ...problemResponses },
    }),
    async (context) => {
      const version = matchedVersion(context.req.header('if-match'));
      const { id } = context.req.valid('param');
      const actor = actorOf(context.get('caller'));
      const entryId = newId();
      const at = { version, actor, entryId };
      const removed = isUuid(id) && (await coupons.remove(context.get('store').id, id, at));
      if (!removed) throw noSuchCoupon();
      context.header(AUDIT_ENTRY, entryId);
      return context.body(null, 204);
    },
  );

  return router;
}

/** Also for a coupon of another store. */
export function noSuchCoupon(): AppError {
  return new AppError('not_found', 'There is no such coupon.');
}
