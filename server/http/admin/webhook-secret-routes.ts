import { createRoute } from '@hono/zod-openapi';
import { NewWebhookSecret, WebhookSecretList } from '../../../shared/machine.ts';
import { shownWebhookSecret } from '../../admin/verify-webhook.ts';
import type { WebhookSecret, WebhookSecrets } from '../../admin/webhook-secrets.ts';
import { AppError } from '../../errors.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminStoreEnv, actorOf } from './admin-env.ts';
import { ItemParams, isUuid, StoreParams } from './store-params.ts';

export interface WebhookSecretRoutesDeps {
  webhookSecrets: WebhookSecrets;
}

const tags = ['machines'];
const path = '/admin/api/stores/{key}/webhook-secrets';

/** What a store's other systems sign their pushes with. To exchange one: add, change the sender, delete the old one. */
export function webhookSecretRoutes({ webhookSecrets }: WebhookSecretRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path,
      tags,
      summary: 'The secrets that sign pushes, without the secrets themselves',
      request: { params: StoreParams },
      responses: {
        200: {
          description: 'The newest first; two at most.',
          content: { 'application/json': { schema: WebhookSecretList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const secrets = await webhookSecrets.list(context.get('store').id);
      return context.json({ secrets: secrets.map(shown) }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path,
      tags,
      summary: 'Make a secret; it is shown this once',
      request: { params: StoreParams },
      responses: {
        201: {
          description: 'The secret.',
          content: { 'application/json': { schema: NewWebhookSecret } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const made = await webhookSecrets.add(
        context.get('store').id,
        actorOf(context.get('caller')),
      );
      return context.json({ ...shown(made), secret: shownWebhookSecret(made.secret) }, 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: `${path}/{id}`,
      tags,
      summary: 'Delete a secret; what is signed with it is refused from now on',
      request: { params: ItemParams },
      responses: { 204: { description: 'It is gone.' }, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const actor = actorOf(context.get('caller'));
      const removed =
        isUuid(id) && (await webhookSecrets.remove(context.get('store').id, id, actor));
      if (!removed) throw new AppError('not_found', 'There is no such secret.');
      return context.body(null, 204);
    },
  );

  return router;
}

function shown({ id, createdAt }: WebhookSecret) {
  return { id, created_at: createdAt.toISOString() };
}
