import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { VisitorRequest, VisitorResponse } from '../../shared/chat-request.ts';
import { AppError } from '../errors.ts';
import type { ErasedVisitor } from '../retention/erase-visitor.ts';
import type { Clock } from '../shop/clock.ts';
import { newId } from '../shop/new-id.ts';
import { hashToken, newSecretToken } from '../shop/secret-token.ts';
import type { Stores } from '../shop/store.ts';
import type { Visitors } from '../shop/visitors.ts';
import type { AllowedOrigins } from './allowed-origins.ts';
import type { VisitorEnv } from './app-env.ts';
import { customerRefOf } from './identity-token.ts';
import { createRouter, problemResponses } from './problem-response.ts';
import { shownToken } from './visitor-auth.ts';

const DAYS_VALID = 90;

export interface VisitorDeps {
  visitors: Visitors;
  stores: Stores;
  origins: AllowedOrigins;
  clock: Clock;
  /** What the network is called that a request comes from (see `networkNames`). */
  networkOf(context: Context): string;
  /** See `eraseVisitor`. */
  erase(visitor: ErasedVisitor): Promise<void>;
}

export function visitorRoutes(deps: VisitorDeps) {
  const router = createRouter<VisitorEnv>();
  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/visitors',
      summary: 'Become a visitor of a store',
      description:
        "With `identity_token` the visitor is the customer that it names, on every device: a visitor token that is sent along is replaced, and what was said with it anonymously becomes the customer's.",
      request: {
        body: { required: true, content: { 'application/json': { schema: VisitorRequest } } },
      },
      responses: {
        201: {
          description: 'The token is shown once: send it as `Authorization: Bearer`.',
          content: { 'application/json': { schema: VisitorResponse } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { store: key, identity_token } = context.req.valid('json');
      const store = await deps.stores.byKey(key);
      if (!store) throw new AppError('not_found', 'There is no such store.');
      deps.origins.require(context.req.header('origin'), store);
      const customerRef = identity_token && (await customerRefOf(store, identity_token));
      const token = newSecretToken();
      const fresh = {
        id: newId(),
        storeId: store.id,
        tokenHash: hashToken(token),
        network: deps.networkOf(context),
        expiresAt: new Date(deps.clock.now().getTime() + DAYS_VALID * 86_400_000),
      };
      const made = customerRef
        ? await deps.visitors.identify({ ...fresh, customerRef, shown: shownToken(context) })
        : await deps.visitors.create(fresh).then(() => ({ visitorId: fresh.id, continues: false }));
      return context.json(
        {
          token,
          visitor_id: made.visitorId,
          expires_at: fresh.expiresAt.toISOString(),
          continues: made.continues,
        },
        201,
      );
    },
  );
  router.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/visitors/me',
      summary: 'Forget me',
      description:
        'Stops what runs and deletes all that is kept of the visitor: conversations, photos, who the shop said it is. Costs stay, without saying whose. Nothing of it is found any more; the last of it is gone within a minute.',
      responses: {
        204: { description: 'The token is no longer valid.' },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { visitorId, store } = context.get('visitor');
      await deps.erase({ storeId: store.id, visitorId });
      return context.body(null, 204);
    },
  );
  router.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/visitors/token',
      summary: 'Log out',
      description: 'Ends this token alone. What was said stays, for the customer on other devices.',
      responses: {
        204: { description: 'The token is no longer valid.' },
        ...problemResponses,
      },
    }),
    async (context) => {
      const shown = shownToken(context);
      if (shown) await deps.visitors.revoke(shown);
      return context.body(null, 204);
    },
  );
  return router;
}
