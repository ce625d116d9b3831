import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Quote, QuoteRequest, VerifiedQuote, VerifyRequest } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import { type QuoteDeps, quoteCart } from '../shop/quote-cart.ts';
import type { Stores } from '../shop/store.ts';
import { readQuote, verifyQuote } from '../shop/verify-quote.ts';
import type { AllowedOrigins } from './allowed-origins.ts';
import type { StoreEnv } from './app-env.ts';
import { createRouter, problemResponses } from './problem-response.ts';

export interface QuoteRoutesDeps {
  quote: QuoteDeps;
  stores: Pick<Stores, 'get'>;
  origins: Pick<AllowedOrigins, 'require'>;
  /** What the network is called that a request comes from (see `networkNames`). */
  networkOf(context: Context): string;
}

const StoreQuery = z.strictObject({ store: z.string().optional() });

/** `POST /v1/quotes` is the very function behind the assistant's `calculate_discount`. */
export function quoteRoutes({ quote: deps, stores, origins, networkOf }: QuoteRoutesDeps) {
  const router = createRouter<StoreEnv>();
  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/quotes',
      summary: 'What a cart costs, with coupons',
      description:
        'Amounts are in minor units. A coupon that does not apply is no error: the quote has the price without it and says why. Ten codes an hour that are not valid are `rate_limited`. The token is for `POST /v1/quotes/verify`.',
      request: {
        query: StoreQuery,
        body: { content: { 'application/json': { schema: QuoteRequest } }, required: true },
      },
      responses: {
        200: { description: 'The quote.', content: { 'application/json': { schema: Quote } } },
        ...problemResponses,
      },
    }),
    async (context) => {
      const asker = {
        ...context.get('shopper'),
        network: networkOf(context),
        store: context.get('store'),
      };
      return context.json(await quoteCart(deps, asker, context.req.valid('json')), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/quotes/verify',
      summary: "Whether a quote still stands: for the shop's checkout",
      description:
        'Checks signature and age and works the quote out anew. `quote_changed` (409) comes with a new quote in `quote`; `quote_expired` is 410. Needs nobody signed in: the token says of which store it is.',
      request: {
        query: StoreQuery,
        body: { content: { 'application/json': { schema: VerifyRequest } }, required: true },
      },
      responses: {
        200: {
          description: 'It does: it is what a shopper would get now.',
          content: { 'application/json': { schema: VerifiedQuote } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { token } = context.req.valid('json');
      const signed = await readQuote({ ...deps, stores }, token);
      const { store: key } = context.req.valid('query');
      if (key !== undefined && key !== signed.store.key) {
        throw new AppError('invalid_request', 'The quote is one of another store.');
      }
      origins.require(context.req.header('origin'), signed.store);
      const quote = await verifyQuote({ ...deps, stores }, signed);
      return context.json({ valid: true as const, quote }, 200);
    },
  );
  return router;
}
