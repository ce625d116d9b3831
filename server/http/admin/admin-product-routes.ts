import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { AdminProduct, AdminProductPage, ProductChange } from '../../../shared/admin.ts';
import type { ProductEditor } from '../../admin/product-editor.ts';
import { AppError } from '../../errors.ts';
import type { Catalog } from '../../shop/catalog.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { entityTag, matchedVersion } from './entity-version.ts';
import { Cursor, ItemParams, isUuid, StoreParams, VersionHeaders } from './store-params.ts';

export interface AdminProductRoutesDeps {
  catalog: Catalog;
  products: ProductEditor;
}

const PAGE_SIZE = 30;
const tags = ['admin'];
const productResponse = {
  description: 'The product; its version is the ETag.',
  content: { 'application/json': { schema: AdminProduct } },
};

const ProductListQuery = z.strictObject({
  q: z
    .string()
    .max(300)
    .refine((text) => !text.includes('\0'), 'must not contain the NUL character')
    .optional(),
  cursor: Cursor,
});

export function adminProductRoutes({ catalog, products }: AdminProductRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/products',
      tags,
      summary: 'Products by title, or what matches `q`, best first',
      request: { params: StoreParams, query: ProductListQuery },
      responses: {
        200: {
          description: 'A page of products.',
          content: { 'application/json': { schema: AdminProductPage } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { q, cursor } = context.req.valid('query');
      const { id: storeId } = context.get('store');
      const text = q?.trim() || undefined;
      const page = await catalog.search(storeId, { text, cursor, limit: PAGE_SIZE });
      const ids = page.products.map(({ id }) => id);
      const rows = await products.rows(storeId, ids);
      return context.json({ products: rows, next_cursor: page.nextCursor ?? null }, 200);
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
      const change = context.req.valid('json');
      const product = isUuid(id)
        ? await products.change(context.get('store').id, id, { version, change })
        : undefined;
      if (!product) throw noSuchProduct();
      context.header('etag', entityTag(product.version));
      return context.json(product, 200);
    },
  );

  return router;
}

function noSuchProduct(): AppError {
  return new AppError('not_found', 'There is no such product.');
}
