import { createRoute, z } from '@hono/zod-openapi';
import { Quote, QuoteRequest } from '../../shared/quote.ts';
import { type QuoteDeps, quoteCart } from '../shop/quote-cart.ts';
import type { StoreEnv } from './app-env.ts';
import { createRouter, problemResponses } from './problem-response.ts';

/** The very function behind the assistant's `calculate_discount`. */
export function quoteRoutes(deps: QuoteDeps) {
  const router = createRouter<StoreEnv>();
  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/quotes',
      summary: 'What a cart costs, with a coupon',
      description:
        'Amounts are in minor units. A coupon that does not apply is no error: the quote has the full price and says why.',
      request: {
        query: z.strictObject({ store: z.string().optional() }),
        body: { content: { 'application/json': { schema: QuoteRequest } }, required: true },
      },
      responses: {
        200: { description: 'The quote.', content: { 'application/json': { schema: Quote } } },
        ...problemResponses,
      },
    }),
    async (context) => {
      const quote = await quoteCart(deps, context.get('store'), context.req.valid('json'));
      return context.json(quote, 200);
    },
  );
  return router;
}
