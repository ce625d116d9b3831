import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AdminSessions } from '../../admin/admin-sessions.ts';
import type { ApiKeys } from '../../admin/api-keys.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import { hashToken, newSecretToken } from '../../shop/secret-token.ts';
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

/**
 * Leaves `caller`, a signed-in person or an API key, or throws AppError `unauthorized`. A session whose token is old
 * gets another one with the answer.
 */
export function authenticateAdmin(deps: AuthenticateAdminDeps) {
  return createMiddleware<AdminEnv>(async (context, next) => {
    const { caller, newToken } = await identify(deps, context);
    if (!caller) throw new AppError('unauthorized', 'Sign in, or send a valid API key.');
    context.set('caller', caller);
    await next();
    const wroteItsOwn = context.res.headers.has('set-cookie');
    if (newToken !== undefined && !wroteItsOwn) deps.cookie.write(context, newToken);
  });
}

interface Identity {
  caller?: AdminCaller;
  newToken?: string;
}

async function identify(deps: AuthenticateAdminDeps, context: Context): Promise<Identity> {
  const authorization = context.req.header('authorization');
  if (authorization !== undefined) {
    const key = API_KEY.exec(authorization)?.[1];
    const found = key && (await deps.apiKeys.find(hashToken(key), deps.clock.now()));
    return found ? { caller: { kind: 'key', ...found } } : {};
  }
  const token = deps.cookie.read(context);
  return token !== undefined && TOKEN.test(token) ? personOf(deps, hashToken(token)) : {};
}

async function personOf(
  { sessions, clock }: AuthenticateAdminDeps,
  shown: Buffer,
): Promise<Identity> {
  const now = clock.now();
  const owner = await sessions.find(shown, now);
  if (!owner) return {};
  const { rotationIsDue, ...person } = owner;
  const caller: AdminCaller = { kind: 'person', ...person };
  if (!rotationIsDue) return { caller };
  const newToken = newSecretToken();
  const next = hashToken(newToken);
  return (await sessions.rotate(owner.sessionId, { shown, next, now }))
    ? { caller, newToken }
    : { caller };
}

/** Some things are for people: a key cannot sign in or change a password. Throws AppError `forbidden`. */
export function requirePerson(caller: AdminCaller): Extract<AdminCaller, { kind: 'person' }> {
  if (caller.kind === 'person') return caller;
  throw new AppError('forbidden', 'An API key cannot do this.');
}
