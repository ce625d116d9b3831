import { createRoute } from '@hono/zod-openapi';
import { AdminProduct, NewProduct, ProductChange } from '../../../shared/admin-products.ts';
import type { ProductEditor } from '../../admin/product-editor.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminStoreEnv, actorOf } from './admin-env.ts';
import { AUDIT_ENTRY } from './audit-entry-header.ts';
import { entityTag, matchedVersion } from './entity-version.ts';
import { ItemParams, isUuid, StoreParams, VersionHeaders } from './store-params.ts';

export interface ProductItemRoutesDeps {
  products: ProductEditor;
}

const tags = ['admin'];
const productContent = { 'application/json': { schema: AdminProduct } };
const productResponse = {
  description: 'The product; its version is the ETag.',
  content: productContent,
};

/** One product: made, read, changed and deleted. */
export function productItemRoutes({ products }: ProductItemRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/products',
      tags,
      summary: 'Make a product',
      request: {
        params: StoreParams,
        body: { required: true, content: { 'application/json': { schema: NewProduct } } },
      },
      responses: { 201: productResponse, ...problemResponses },
    }),
    async (context) => {
      const actor = actorOf(context.get('caller'));
      const product = context.req.valid('json');
      const entryId = newId();
      const made = await products.create(context.get('store').id, product, { actor, entryId });
      context.header('etag', entityTag(made.version));
      context.header(AUDIT_ENTRY, entryId);
      context.header('location', `${context.req.path}/${made.id}`);
      return context.json(made, 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/products/{id}',
      tags,
      summary: 'A product',
      request: { params: ItemParams },
      responses: { 200: productResponse, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const product = isUuid(id) ? await products.get(context.get('store').id, id) : undefined;
      if (!product) throw noSuchProduct();
      context.header('etag', entityTag(product.version));
      return context.json(product, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'patch',
      path: '/admin/api/stores/{key}/products/{id}',
      tags,
      summary: 'Change a product; fields that are absent stay',
      description:
        'Stale versions get 412. A machine that only pushed stock or prices meanwhile does not make a version stale, except for the cells that it pushed.',
      request: {
        params: ItemParams,
        headers: VersionHeaders,
        body: { required: true, content: { 'application/json': { schema: ProductChange } } },
      },
      responses: { 200: productResponse, ...problemResponses },
    }),
    async (context) => {
      const version = matchedVersion(context.req.header('if-match'));
      const { id } = context.req.valid('param');
      const entryId = newId();
      const edit = {
        version,
        change: context.req.valid('json'),
        actor: actorOf(context.get('caller')),
        entryId,
      };
      const product = isUuid(id)
        ? await products.change(context.get('store').id, id, edit)
        : undefined;
      if (!product) throw noSuchProduct();
      context.header('etag', entityTag(product.version));
      // Where nothing differs nothing is written down.
      if (product.version !== version) context.header(AUDIT_ENTRY, entryId);
      return context.json(product, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: '/admin/api/stores/{key}/products/{id}',
      tags,
      summary: 'Delete a product',
      request: { params: ItemParams, headers: VersionHeaders },
      responses: { 204: { description: 'It is gone.' }, ...problemResponses },
    }),
    async (context) => {
      const version = matchedVersion(context.req.header('if-match'));
      const { id } = context.req.valid('param');
      const actor = actorOf(context.get('caller'));
      const entryId = newId();
      const removed =
        isUuid(id) &&
        (await products.remove(context.get('store').id, id, { version, actor, entryId }));
      if (!removed) throw noSuchProduct();
      context.header(AUDIT_ENTRY, entryId);
      return context.body(null, 204);
    },
  );

  return router;
}

/** Also for a product of another store. */
export function noSuchProduct(): AppError {
  return new AppError('not_found', 'There is no such product.');
}
