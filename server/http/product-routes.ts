import { createRoute, z } from '@hono/zod-openapi';
import { Product } from '../../shared/product.ts';
import { ProductFacets, ProductTotal, Relaxed } from '../../shared/product-search.ts';
import { AppError } from '../errors.ts';
import type { Catalog } from '../shop/catalog.ts';
import type { StoreEnv } from './app-env.ts';
import { createRouter, problemResponses } from './problem-response.ts';
import { ProductQueryString, readProductQuery, Word } from './product-query.ts';

const ProductList = z.object({
  products: z.array(Product),
  next_cursor: z.string().optional(),
  facets: ProductFacets.optional(),
  relaxed: z.array(Relaxed).optional(),
  sorted_by: z.string().optional(),
  total: ProductTotal.optional(),
});

/** The public catalog: what the storefront may show anyway. */
export function productRoutes({ catalog }: { catalog: Catalog }) {
  const router = createRouter<StoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/products',
      summary: 'Search the catalog of a store',
      description:
        'Prices are in minor units of the store’s currency. Pages show no product twice, also when prices change between them (of the last 600 shown); one whose place in the order changes may be missed. `facets` and `total` come with the first page and count 10,000 products at most.',
      request: { query: ProductQueryString },
      responses: {
        200: {
          description: 'Products of the Universal Commerce Protocol, best first.',
          content: { 'application/json': { schema: ProductList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const query = readProductQuery(context.req.valid('query'));
      const page = await catalog.search(context.get('store').id, query);
      const { products, nextCursor, facets, relaxed, sortedBy, total } = page;
      return context.json(
        { products, next_cursor: nextCursor, facets, relaxed, sorted_by: sortedBy, total },
        200,
      );
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/products/{idOrHandle}',
      summary: 'One product, by id, handle or SKU',
      request: {
        params: z.object({ idOrHandle: Word }),
        query: ProductQueryString.pick({ store: true }),
      },
      responses: {
        200: {
          description: 'The product with all of its variants.',
          content: { 'application/json': { schema: Product } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { idOrHandle } = context.req.valid('param');
      const product = await catalog.get(context.get('store').id, idOrHandle);
      if (!product) throw new AppError('not_found', 'There is no such product in this shop.');
      return context.json(product, 200);
    },
  );

  return router;
}
