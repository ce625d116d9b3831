import type { Context } from 'hono';
import type { RouterRoute } from 'hono/types';
import { problem } from './problem-response.ts';

/**
 * What no route took: `method_not_allowed`, with the methods that there are in `Allow`, where the address is one of the
 * API's, else `not_found`.
 */
export function answerUnrouted({ routes }: { routes: RouterRoute[] }) {
  return (context: Context): Response => {
    const allowed = methodsAt(context.req.path, routes);
    if (allowed.length === 0) {
      return problem(context, 'not_found', 'There is nothing at this address.');
    }
    context.header('allow', allowed.join(', '));
    return problem(context, 'method_not_allowed', `It takes ${allowed.join(', ')}.`);
  };
}

/** Middleware stands among the routes: with a method it has a route's path, or a wildcard in its own. */
function methodsAt(path: string, routes: RouterRoute[]): string[] {
  const asked = path.split('/');
  const here = routes.filter((route) => route.method !== 'ALL' && leadsTo(route.path, asked));
  const methods = new Set(here.map(({ method }) => method));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

function leadsTo(pattern: string, asked: string[]): boolean {
  const parts = pattern.split('/');
  if (/[*{?]/.test(pattern) || parts.length !== asked.length) return false;
  return parts.every((part, at) => (part.startsWith(':') ? asked[at] !== '' : part === asked[at]));
}
