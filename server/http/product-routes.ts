import { createRoute, z } from '@hono/zod-openapi';
import { Product } from '../../shared/product.ts';
import { AppError } from '../errors.ts';
import type { Catalog } from '../shop/catalog.ts';
import type { StoreEnv } from './app-env.ts';
import { createRouter, problemResponses } from './problem-response.ts';

/** Digits only: neither "1e3" nor "１０", which `Number` and some parsers take. */
const WholeNumber = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})$/, 'must be a whole number in plain digits')
  .transform(Number)
  .refine(Number.isSafeInteger, 'is too large');

const Word = z.string().min(1).max(300);

const ProductQueryString = z.strictObject({
  /** Names the store; middleware has read it. */
  store: z.string().optional(),
  q: z.string().max(300).optional(),
  category: Word.optional(),
  brand: Word.optional(),
  /** Minor units of the store's currency. */
  min_price: WholeNumber.optional(),
  max_price: WholeNumber.optional(),
  available: z.enum(['true', 'false'], 'must be true or false').optional(),
  limit: WholeNumber.refine((limit) => limit >= 1 && limit <= 100, 'must be 1 to 100').optional(),
  cursor: z.string().max(4_000).optional(),
});

const ProductList = z.object({ products: z.array(Product), next_cursor: z.string().optional() });

const DEFAULT_LIMIT = 20;

/** The public catalog: what the storefront may show anyway. */
export function productRoutes({ catalog }: { catalog: Catalog }) {
  const router = createRouter<StoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/products',
      summary: 'Search the catalog of a store',
      description: 'Prices are in minor units of the store’s currency. Without `q` by title.',
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
      const query = context.req.valid('query');
      const page = await catalog.search(context.get('store').id, {
        text: query.q?.trim() || undefined,
        categories: query.category === undefined ? undefined : [query.category],
        brands: query.brand === undefined ? undefined : [query.brand],
        minPrice: query.min_price,
        maxPrice: query.max_price,
        available: query.available === 'true',
        limit: query.limit ?? DEFAULT_LIMIT,
        cursor: query.cursor,
      });
      return context.json({ products: page.products, next_cursor: page.nextCursor }, 200);
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
