import { AppError } from '../errors.ts';
import type { Store, Stores } from '../shop/store.ts';

/** Which pages may talk to us. Exact match of the whole origin: scheme, host and port. */
export interface AllowedOrigins {
  /** For preflights and error answers, where the store is not known yet. */
  allowedAnywhere(origin: string): Promise<boolean>;
  /** Throws AppError `origin_not_allowed`. A request without Origin is not from another page. */
  require(origin: string | undefined, store: Store): void;
}

export function allowedOrigins(stores: Stores, publicUrl: string): AllowedOrigins {
  const own = ownOrigins(publicUrl);
  return {
    async allowedAnywhere(origin) {
      if (own.has(origin)) return true;
      const all = await stores.list();
      return all.some((store) => store.allowedOrigins.includes(origin));
    },
    require(origin, store) {
      if (origin === undefined || own.has(origin) || store.allowedOrigins.includes(origin)) return;
      throw new AppError(
        'origin_not_allowed',
        "Add this page's origin to the store's allowed origins in the admin.",
      );
    },
  };
}

/** Our own pages; on a developer's machine `localhost` and its addresses are one. */
function ownOrigins(publicUrl: string): Set<string> {
  const { origin, protocol, hostname, port } = new URL(publicUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (!loopback.includes(hostname)) return new Set([origin]);
  return new Set(loopback.map((host) => new URL(`${protocol}//${host}:${port}`).origin));
}
