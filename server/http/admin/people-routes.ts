import { createRoute } from '@hono/zod-openapi';
import {
  AdminPerson,
  AdminTeam,
  MadeInvitation,
  NewInvitation,
  PersonChange,
} from '../../../shared/admin-people.ts';
import type { Invitations } from '../../admin/invitations.ts';
import type { People } from '../../admin/people.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import { hashToken, newSecretToken } from '../../shop/secret-token.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { type AdminEnv, actorOf } from './admin-env.ts';
import { IdParams, isUuid } from './store-params.ts';

export interface PeopleRoutesDeps {
  people: People;
  invitations: Invitations;
  clock: Clock;
}

const tags = ['admin'];

/** Who manages this installation, and who is invited to. */
export function peopleRoutes({ people, invitations, clock }: PeopleRoutesDeps) {
  const router = createRouter<AdminEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/team',
      tags,
      summary: 'People, and links that can be used',
      responses: {
        200: { description: 'The team.', content: { 'application/json': { schema: AdminTeam } } },
        ...problemResponses,
      },
    }),
    async (context) => {
      const [everybody, open] = await Promise.all([people.list(), invitations.list(clock.now())]);
      return context.json({ people: everybody, invitations: open }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'patch',
      path: '/admin/api/people/{id}',
      tags,
      summary: 'Give somebody another role, disable or enable them',
      request: {
        params: IdParams,
        body: { required: true, content: { 'application/json': { schema: PersonChange } } },
      },
      responses: {
        200: {
          description: 'The person.',
          content: { 'application/json': { schema: AdminPerson } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const by = { actor: actorOf(context.get('caller')) };
      const changed = isUuid(id) && (await people.change(id, context.req.valid('json'), by));
      if (!changed) throw new AppError('not_found', 'There is no such person.');
      return context.json(changed, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/people/{id}/password-link',
      tags,
      summary: 'Make a link by which somebody chooses a new password',
      description:
        'It works once, for a day; a link that was made before ends. The old password holds until it is used; then all sessions of theirs end.',
      request: { params: IdParams },
      responses: {
        201: {
          description: 'The link: its token, which nothing shows again.',
          content: { 'application/json': { schema: MadeInvitation } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const token = newSecretToken();
      const link = { person: { id }, tokenHash: hashToken(token), now: clock.now() };
      const by = { actor: actorOf(context.get('caller')) };
      const invitation = isUuid(id) && (await invitations.createForPassword(link, by));
      if (!invitation) throw new AppError('not_found', 'There is no such person who may sign in.');
      return context.json({ invitation, token }, 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/invitations',
      tags,
      summary: 'Invite somebody; one who was invited before gets a new link, and the old one ends',
      request: {
        body: { required: true, content: { 'application/json': { schema: NewInvitation } } },
      },
      responses: {
        201: {
          description: 'The invitation, and the token of its link, which nothing shows again.',
          content: { 'application/json': { schema: MadeInvitation } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const token = newSecretToken();
      const asked = context.req.valid('json');
      const fresh = { ...asked, tokenHash: hashToken(token), now: clock.now() };
      const by = { actor: actorOf(context.get('caller')) };
      return context.json({ invitation: await invitations.create(fresh, by), token }, 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: '/admin/api/invitations/{id}',
      tags,
      summary: 'Revoke an invitation, or a link for a new password',
      request: { params: IdParams },
      responses: { 204: { description: 'Its link leads nowhere.' }, ...problemResponses },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const at = { actor: actorOf(context.get('caller')), now: clock.now() };
      const wasOpen = isUuid(id) && (await invitations.revoke(id, at));
      if (!wasOpen) throw new AppError('not_found', 'There is no such invitation.');
      return context.body(null, 204);
    },
  );

  return router;
}
