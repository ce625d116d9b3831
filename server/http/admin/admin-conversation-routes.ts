import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { AdminConversation, AdminConversationPage } from '../../../shared/admin.ts';
import type { ConversationLog } from '../../admin/conversation-log.ts';
import { AppError } from '../../errors.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { Cursor, ItemParams, isUuid, StoreParams } from './store-params.ts';

const PAGE_SIZE = 30;
const tags = ['admin'];

export function adminConversationRoutes({ conversations }: { conversations: ConversationLog }) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/conversations',
      tags,
      summary: 'Conversations, newest first',
      request: { params: StoreParams, query: z.strictObject({ cursor: Cursor }) },
      responses: {
        200: {
          description: 'A page of conversations.',
          content: { 'application/json': { schema: AdminConversationPage } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { cursor } = context.req.valid('query');
      const page = await conversations.list(context.get('store').id, { limit: PAGE_SIZE, cursor });
      return context.json(page, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/conversations/{id}',
      tags,
      summary: 'A conversation as the shopper saw it, with what every turn did',
      request: { params: ItemParams },
      responses: {
        200: {
          description: 'The conversation.',
          content: { 'application/json': { schema: AdminConversation } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const found = isUuid(id) ? await conversations.get(context.get('store').id, id) : undefined;
      if (!found) throw new AppError('not_found', 'There is no such conversation.');
      return context.json(found, 200);
    },
  );

  return router;
}
