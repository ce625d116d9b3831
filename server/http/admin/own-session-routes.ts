import { createRoute } from '@hono/zod-openapi';
import { AdminSessionList } from '../../../shared/admin-people.ts';
import type { AdminSessions } from '../../admin/admin-sessions.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminEnv } from './admin-env.ts';
import { requirePerson } from './authenticate-admin.ts';
import type { SessionCookie } from './session-cookie.ts';
import { IdParams, isUuid } from './store-params.ts';

export interface OwnSessionRoutesDeps {
  sessions: AdminSessions;
  clock: Clock;
  cookie: SessionCookie;
}

const tags = ['admin'];

/** Where somebody is signed in, and how they end that. */
export function ownSessionRoutes(deps: OwnSessionRoutesDeps) {
  const router = createRouter<AdminEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/sessions',
      tags,
      summary: 'Where you are signed in',
      responses: {
        200: {
          description: 'Your sessions, newest first.',
          content: { 'application/json': { schema: AdminSessionList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { adminId, sessionId } = requirePerson(context.get('caller'));
      const mine = await deps.sessions.list(adminId, deps.clock.now());
      const sessions = mine.map(({ id, createdAt, lastSeenAt, network, userAgent }) => ({
        id,
        current: id === sessionId,
        started_at: createdAt.toISOString(),
        last_seen_at: lastSeenAt.toISOString(),
        network,
        user_agent: userAgent,
      }));
      return context.json({ sessions }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: '/admin/api/sessions',
      tags,
      summary: 'Sign out everywhere, here too',
      responses: { 204: { description: 'Signed out.' }, ...problemResponses },
    }),
    async (context) => {
      await deps.sessions.endAll(requirePerson(context.get('caller')).adminId);
      deps.cookie.clear(context);
      return context.body(null, 204);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: '/admin/api/sessions/{id}',
      tags,
      summary: 'End one of your sessions',
      request: { params: IdParams },
      responses: { 204: { description: 'Ended.' }, ...problemResponses },
    }),
    async (context) => {
      const { adminId } = requirePerson(context.get('caller'));
      const { id } = context.req.valid('param');
      const wasThere = isUuid(id) && (await deps.sessions.end(adminId, id));
      if (!wasThere) throw new AppError('not_found', 'You have no such session.');
      return context.body(null, 204);
    },
  );

  return router;
}
