import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AdminSessions } from '../../admin/admin-sessions.ts';
import type { ApiKeys } from '../../admin/api-keys.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import { hashToken } from '../../shop/secret-token.ts';
import type { AdminCaller, AdminEnv } from './admin-env.ts';
import type { SessionCookie } from './session-cookie.ts';

export interface AuthenticateAdminDeps {
  sessions: AdminSessions;
  apiKeys: ApiKeys;
  cookie: SessionCookie;
  clock: Clock;
}

const TOKEN = /^[\w-]{43}$/;
const API_KEY = /^Bearer (aisle_[\w-]{43})$/i;

/** Leaves `caller`, a signed-in person or an API key, or throws AppError `unauthorized`. */
export function authenticateAdmin(deps: AuthenticateAdminDeps) {
  return createMiddleware<AdminEnv>(async (context, next) => {
    const caller = await findCaller(deps, context);
    if (!caller) throw new AppError('unauthorized', 'Sign in, or send a valid API key.');
    context.set('caller', caller);
    return next();
  });
}

async function findCaller(
  { sessions, apiKeys, cookie, clock }: AuthenticateAdminDeps,
  context: Context,
): Promise<AdminCaller | undefined> {
  const authorization = context.req.header('authorization');
  if (authorization !== undefined) {
    const key = API_KEY.exec(authorization)?.[1];
    const found = key && (await apiKeys.find(hashToken(key)));
    return found ? { kind: 'key', ...found } : undefined;
  }
  const token = cookie.read(context);
  if (token === undefined || !TOKEN.test(token)) return undefined;
  const session = hashToken(token);
  const owner = await sessions.find(session, clock.now());
  return owner && { kind: 'person', ...owner, session };
}

/** Some things are for people: a key cannot sign in or change a password. Throws AppError `forbidden`. */
export function requirePerson(caller: AdminCaller): Extract<AdminCaller, { kind: 'person' }> {
  if (caller.kind === 'person') return caller;
  throw new AppError('forbidden', 'An API key cannot do this.');
}
