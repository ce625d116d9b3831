import { createMiddleware } from 'hono/factory';
import ipaddr from 'ipaddr.js';
import { AppError } from '../../errors.ts';

/**
 * Lets a request pass only when it asks for one of our own names: that of PUBLIC_URL, or this machine's (localhost,
 * 127.0.0.1, [::1]) at any port. While PUBLIC_URL is not set, that is itself this machine's, any other address in numbers
 * passes as well: somebody tries it out in their own network, and a page of another site, which can only bring a name of
 * its own to our address (DNS rebinding), is kept out all the same. A call with an `Authorization` header passes: no browser
 * adds one by itself. A proxy in front has to pass the `Host` header on. Throws AppError `wrong_host`.
 */
export function refuseForeignHost(publicUrl: string | undefined) {
  const ours = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
  const isConfigured = ours !== undefined && !isThisMachine(ours);
  return createMiddleware(async (context, next) => {
    const { req } = context;
    const asked = hostnameOf(req.header('host') ?? new URL(req.url).host);
    const isOurs =
      asked !== undefined &&
      (asked === ours || isThisMachine(asked) || (!isConfigured && isAddress(asked)));
    if (isOurs || req.header('authorization') !== undefined) return next();
    throw new AppError(
      'wrong_host',
      'The admin is not served under this name: only under that of PUBLIC_URL. A proxy has to pass the Host header on.',
    );
  });
}

function hostnameOf(host: string): string | undefined {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
}

function isThisMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function isAddress(hostname: string): boolean {
  return ipaddr.isValid(hostname.replace(/^\[(.*)\]$/, '$1'));
}
