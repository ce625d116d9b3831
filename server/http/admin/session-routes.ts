import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AdminSession, PasswordChange, SignInRequest } from '../../../shared/admin.ts';
import type { AdminSessions } from '../../admin/admin-sessions.ts';
import type { Admins } from '../../admin/admins.ts';
import { changePassword } from '../../admin/change-password.ts';
import type { LoginLimiter } from '../../admin/login-limiter.ts';
import { signIn } from '../../admin/sign-in.ts';
import type { Clock } from '../../shop/clock.ts';
import { hashToken } from '../../shop/secret-token.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminEnv } from './admin-env.ts';
import { requirePerson } from './authenticate-admin.ts';
import type { SessionCookie } from './session-cookie.ts';

export interface SessionRoutesDeps {
  admins: Admins;
  sessions: AdminSessions;
  limiter: LoginLimiter;
  clock: Clock;
  cookie: SessionCookie;
  demoModel: boolean;
  version: string;
  /** The client's IPv4 address or IPv6 /64. */
  clientNetwork(context: Context): string;
}

const tags = ['admin'];
const sessionResponse = {
  description: 'Who is signed in.',
  content: { 'application/json': { schema: AdminSession } },
};

/** The one route that needs no session. */
export function signInRoutes(deps: SessionRoutesDeps) {
  const router = createRouter<AdminEnv>();
  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/session',
      tags,
      summary: 'Sign in',
      request: {
        body: { required: true, content: { 'application/json': { schema: SignInRequest } } },
      },
      responses: { 200: sessionResponse, ...problemResponses },
    }),
    async (context) => {
      const network = deps.clientNetwork(context);
      const { token, email, role } = await signIn(deps, { ...context.req.valid('json'), network });
      const previous = deps.cookie.read(context);
      if (previous !== undefined) await deps.sessions.end(hashToken(previous));
      deps.cookie.write(context, token);
      return context.json({ email, role, demo_model: deps.demoModel, version: deps.version }, 200);
    },
  );
  return router;
}

export function sessionRoutes(deps: SessionRoutesDeps) {
  const router = createRouter<AdminEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/session',
      tags,
      summary: 'Who is signed in',
      responses: { 200: sessionResponse, ...problemResponses },
    }),
    (context) => {
      const { email, role } = requirePerson(context.get('caller'));
      return context.json({ email, role, demo_model: deps.demoModel, version: deps.version }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: '/admin/api/session',
      tags,
      summary: 'Sign out',
      responses: { 204: { description: 'Signed out.' }, ...problemResponses },
    }),
    async (context) => {
      await deps.sessions.end(requirePerson(context.get('caller')).session);
      deps.cookie.clear(context);
      return context.body(null, 204);
    },
  );

  router.openapi(
    createRoute({
      method: 'put',
      path: '/admin/api/session/password',
      tags,
      summary: 'Change your password; every other session of yours ends',
      request: {
        body: { required: true, content: { 'application/json': { schema: PasswordChange } } },
      },
      responses: { 204: { description: 'Changed.' }, ...problemResponses },
    }),
    async (context) => {
      const { email, session } = requirePerson(context.get('caller'));
      const { current_password: current, new_password: next } = context.req.valid('json');
      await changePassword(deps, { email, current, next, session });
      return context.body(null, 204);
    },
  );

  return router;
}
