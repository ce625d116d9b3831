import { createMiddleware } from 'hono/factory';

/**
 * Pictures of products may lie on the shop's own hosts, so images may come from any https host: an image cannot run,
 * and what a shopper or a model wrote is never shown as an image. Everything else comes from here or not at all.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob: https:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Headers of everything below /admin. A route that set one of them itself keeps its own. */
export function adminHeaders(publicUrl: string | undefined) {
  const headers: Record<string, string> = {
    'content-security-policy': PAGE_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'x-robots-tag': 'noindex',
    'cache-control': 'no-store',
  };
  if (publicUrl?.startsWith('https://')) {
    headers['strict-transport-security'] = `max-age=${ONE_YEAR_SECONDS}`;
  }
  return createMiddleware(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
  });
}
