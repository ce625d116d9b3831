import { AppError } from '../errors.ts';
import type { Store, Stores } from '../shop/store.ts';
import type { RefusedPages } from './refused-pages.ts';

/** Which pages may talk to us. Exact match of the whole origin: scheme, host and port. */
export interface AllowedOrigins {
  /** For preflights and error answers, where the store is not known yet. */
  allowedAnywhere(origin: string): Promise<boolean>;
  /** Throws AppError `origin_not_allowed`. A request without Origin is not from another page. */
  require(origin: string | undefined, store: Store): void;
  /** Notes a page that no store allows; `storeKey` is as it was asked for. */
  noteForeign(origin: string, storeKey: string | undefined): Promise<void>;
  /** A page loads the widget of a store (`Referer`): where it may not talk to it, that is noted. */
  noteVisit(page: string | undefined, store: Store): void;
}

/** Pages that are refused are noted in `refused`. */
export function allowedOrigins(
  stores: Stores,
  publicUrl: string,
  refused: Pick<RefusedPages, 'note'>,
): AllowedOrigins {
  const own = ownOrigins(publicUrl);
  const isAllowed = (origin: string, store: Store) =>
    own.has(origin) || store.allowedOrigins.includes(origin);
  return {
    async allowedAnywhere(origin) {
      if (own.has(origin)) return true;
      const all = await stores.list();
      return all.some((store) => store.allowedOrigins.includes(origin));
    },
    require(origin, store) {
      if (origin === undefined || isAllowed(origin, store)) return;
      refused.note(store.id, origin);
      throw new AppError(
        'origin_not_allowed',
        "Add this page's origin to the store's allowed origins in the admin.",
      );
    },
    async noteForeign(origin, storeKey) {
      const store = storeKey === undefined ? undefined : await stores.byKey(storeKey);
      if (store) refused.note(store.id, origin);
    },
    noteVisit(page, store) {
      const origin = page !== undefined && URL.parse(page)?.origin;
      if (origin && !isAllowed(origin, store)) refused.note(store.id, origin);
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
