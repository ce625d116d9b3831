import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { Denials } from '../../admin/denials.ts';
import { AppError } from '../../errors.ts';
import { type AdminCaller, type AdminEnv, actorOf } from './admin-env.ts';
import { hasRole, PERMISSIONS, type Permission, UNNAMED } from './permissions.ts';

/** Lets the caller through when PERMISSIONS says so; else AppError `forbidden`, and a line in the audit log. */
export function authorizeAdmin({ denials }: { denials: Denials }) {
  return createMiddleware<AdminEnv>(async (context, next) => {
    const route = routeOf(context);
    // Whoever asks for what is not there hears that it is not there.
    if (route === undefined) return next();
    const caller = context.get('caller');
    const complaint = complaintOf(caller, PERMISSIONS[route] ?? UNNAMED);
    if (complaint === undefined) return next();
    await denials.record(actorOf(caller), route);
    throw new AppError('forbidden', complaint);
  });
}

/**
 * `patch /admin/api/stores/{key}/settings`, as PERMISSIONS and the API's description name it. What stands before many
 * routes (a path that ends with an asterisk) is none itself.
 */
function routeOf(context: Context): string | undefined {
  const route = matchedRoutes(context).find(
    ({ method, path }) => method !== 'ALL' && path.startsWith('/admin/api/') && !path.endsWith('*'),
  );
  return route && `${route.method.toLowerCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`;
}

function complaintOf(caller: AdminCaller, needed: Permission): string | undefined {
  if (caller.kind === 'person') {
    const { role } = needed;
    return hasRole(caller.role, role) ? undefined : `This needs the role ${role} or a higher one.`;
  }
  const { scope, installation } = needed;
  if (scope === 'none') return 'An API key cannot do this.';
  if (scope !== 'any' && !caller.scopes.includes(scope)) {
    return `This key was not made for ${scope}.`;
  }
  if (installation && caller.storeId !== undefined) {
    return 'This belongs to the installation, this key to a store.';
  }
  return undefined;
}
