import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AdminSession, PasswordChange, SignInRequest } from '../../../shared/admin.ts';
import type { Admins } from '../../admin/admins.ts';
import { changePassword } from '../../admin/change-password.ts';
import type { LoginLimiter } from '../../admin/login-limiter.ts';
import { type SignedIn, signIn } from '../../admin/sign-in.ts';
import { hashToken } from '../../shop/secret-token.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminEnv } from './admin-env.ts';
import { requirePerson } from './authenticate-admin.ts';
import { type OwnSessionRoutesDeps, ownSessionRoutes } from './own-session-routes.ts';

export interface SessionRoutesDeps extends OwnSessionRoutesDeps {
  admins: Admins;
  limiter: LoginLimiter;
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

/** Ends whatever session the browser had, sets the cookie of the new one, and says who it is. */
export async function welcome(
  deps: SessionRoutesDeps,
  context: Context,
  { token, email, role }: SignedIn,
): Promise<AdminSession> {
  const previous = deps.cookie.read(context);
  if (previous !== undefined) await deps.sessions.endWithToken(hashToken(previous));
  deps.cookie.write(context, token);
  return { email, role, demo_model: deps.demoModel, version: deps.version };
}

/** From where a request comes. */
export function visitOf(deps: Pick<SessionRoutesDeps, 'clientNetwork'>, context: Context) {
  return { network: deps.clientNetwork(context), userAgent: context.req.header('user-agent') };
}

/** With joining, the one route that needs no session. */
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
      const attempt = { ...context.req.valid('json'), ...visitOf(deps, context) };
      return context.json(await welcome(deps, context, await signIn(deps, attempt)), 200);
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
      const { adminId, sessionId } = requirePerson(context.get('caller'));
      await deps.sessions.end(adminId, sessionId);
      deps.cookie.clear(context);
      return context.body(null, 204);
    },
  );

  router.openapi(
    createRoute({
      method: 'put',
      path: '/admin/api/session/password',
      tags,
      summary:
        'Change your password; every other session of yours ends, this one gets another token',
      request: {
        body: { required: true, content: { 'application/json': { schema: PasswordChange } } },
      },
      responses: { 204: { description: 'Changed.' }, ...problemResponses },
    }),
    async (context) => {
      const { email, sessionId: session } = requirePerson(context.get('caller'));
      const { current_password: current, new_password: next } = context.req.valid('json');
      const network = deps.clientNetwork(context);
      const attempt = { email, current, next, session, network };
      deps.cookie.write(context, await changePassword(deps, attempt));
      return context.body(null, 204);
    },
  );

  router.route('/', ownSessionRoutes(deps));
  return router;
}
