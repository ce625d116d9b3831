import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  AdminProductPage,
  MissingPart,
  ProductSort,
  ProductValues,
} from '../../../shared/admin-products.ts';
import { plainText } from '../../../shared/plain-text.ts';
import { AvailabilityStatus } from '../../../shared/product.ts';
import type { ProductList } from '../../admin/product-list.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { StoreParams } from './store-params.ts';

export interface ProductListRoutesDeps {
  productList: ProductList;
}

const PAGE_SIZE = 30;
const tags = ['admin'];

/** Digits only: neither "1e3" nor "１０", which `Number` and some parsers take. */
const WholeNumber = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})$/, 'must be a whole number in plain digits')
  .transform(Number)
  .refine(Number.isSafeInteger, 'is too large');

const ProductListParams = z.strictObject({
  q: plainText(300).optional(),
  category: plainText(500).min(1).optional(),
  brand: plainText(200).min(1).optional(),
  availability: AvailabilityStatus.optional(),
  stock_below: WholeNumber.optional(),
  min_price: WholeNumber.optional(),
  max_price: WholeNumber.optional(),
  missing: MissingPart.optional(),
  sort: ProductSort.optional(),
  limit: WholeNumber.refine((limit) => limit >= 1 && limit <= 100, 'must be 1 to 100').optional(),
  cursor: z.string().min(1).max(2_000).optional(),
});

/** The table of products, and what its filters offer. */
export function productListRoutes({ productList }: ProductListRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/products',
      tags,
      summary: 'Products, filtered, sorted and page by page',
      description:
        'All filters that are given must hold. Prices are in minor units. Without `sort` what matches `q` best comes first, without `q` it goes by title.',
      request: { params: StoreParams, query: ProductListParams },
      responses: {
        200: {
          description: 'A page of products.',
          content: { 'application/json': { schema: AdminProductPage } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const query = context.req.valid('query');
      const page = await productList.page(context.get('store').id, {
        text: query.q?.trim() || undefined,
        category: query.category,
        brand: query.brand,
        availability: query.availability,
        stockBelow: query.stock_below,
        minPrice: query.min_price,
        maxPrice: query.max_price,
        missing: query.missing,
        sort: query.sort,
        limit: query.limit ?? PAGE_SIZE,
        cursor: query.cursor,
      });
      return context.json(page, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/product-values',
      tags,
      summary: 'Categories, brands, tags and names that products have',
      request: { params: StoreParams },
      responses: {
        200: {
          description: 'The most used first, at most 500 of each.',
          content: { 'application/json': { schema: ProductValues } },
        },
        ...problemResponses,
      },
    }),
    async (context) => context.json(await productList.values(context.get('store').id), 200),
  );

  return router;
}
