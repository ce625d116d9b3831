import { createMiddleware } from 'hono/factory';
import { AppError } from '../../errors.ts';

/** A page of another site cannot add this header without asking us first (a CORS preflight), and we never say yes. */
const ADMIN_HEADER = 'x-aisle-admin';

const READS = new Set(['GET', 'HEAD']);

/**
 * Lets a write pass only when it comes from our own page: with the custom header, with `Sec-Fetch-Site: same-origin`
 * where the browser says it, and with our own `Origin` where it sends one. Calls with an `Authorization` header pass:
 * no browser adds one by itself, and with one the cookie is not looked at. Throws AppError `forbidden` or
 * `origin_not_allowed`.
 */
export function refuseCrossSite(publicUrl: string | undefined) {
  const publicOrigin = publicUrl && new URL(publicUrl).origin;
  return createMiddleware(async (context, next) => {
    const { req } = context;
    if (READS.has(req.method) || req.header('authorization') !== undefined) return next();
    const site = req.header('sec-fetch-site');
    const origin = req.header('origin');
    const isOurs =
      origin === undefined || origin === publicOrigin || hostOf(origin) === new URL(req.url).host;
    if (!isOurs || (site !== undefined && site !== 'same-origin')) {
      throw new AppError('origin_not_allowed', 'Changes are accepted from the admin page only.');
    }
    if (req.header(ADMIN_HEADER) !== '1') {
      throw new AppError('forbidden', 'Changes need the header X-Aisle-Admin: 1.');
    }
    return next();
  });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
