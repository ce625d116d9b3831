import { createRoute } from '@hono/zod-openapi';
import { AdminSession } from '../../../shared/admin.ts';
import { InvitationQuestion, JoinRequest, OpenInvitation } from '../../../shared/admin-people.ts';
import type { Invitations } from '../../admin/invitations.ts';
import { findInvitation, join } from '../../admin/join.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminEnv } from './admin-env.ts';
import { type SessionRoutesDeps, visitOf, welcome } from './session-routes.ts';

export interface JoinRoutesDeps extends SessionRoutesDeps {
  invitations: Invitations;
}

const tags = ['admin'];

/** For who was invited: they have no session yet. The token comes in bodies, as addresses end up in logs. */
export function joinRoutes(deps: JoinRoutesDeps) {
  const router = createRouter<AdminEnv>();

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/join/invitation',
      tags,
      summary: 'Whom a link is for, and what for',
      request: {
        body: { required: true, content: { 'application/json': { schema: InvitationQuestion } } },
      },
      responses: {
        200: {
          description: 'A link that can be used.',
          content: { 'application/json': { schema: OpenInvitation } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      return context.json(await findInvitation(deps, context.req.valid('json').token), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/join',
      tags,
      summary:
        'Accept an invitation, or use the link for a new password: choose one and be signed in',
      request: {
        body: { required: true, content: { 'application/json': { schema: JoinRequest } } },
      },
      responses: {
        200: {
          description: 'Who is signed in.',
          content: { 'application/json': { schema: AdminSession } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const attempt = { ...context.req.valid('json'), ...visitOf(deps, context) };
      return context.json(await welcome(deps, context, await join(deps, attempt)), 200);
    },
  );

  return router;
}
