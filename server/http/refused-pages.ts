import type { Clock } from '../shop/clock.ts';

/** A page that wanted to talk to a store and is not among its allowed origins. */
export interface RefusedPage {
  origin: string;
  lastAt: Date;
}

/** What this process has heard of such pages, so that a merchant can see why the widget says nothing on one of them. */
export interface RefusedPages {
  note(storeId: string, origin: string): void;
  /** The latest first. */
  of(storeId: string): RefusedPage[];
}

const KEPT_MS = 24 * 60 * 60 * 1_000;
/** Anybody can claim to be any page: what is remembered has its limits, and the latest stay. */
const MOST_PAGES = 5;
const MOST_STORES = 1_000;
const LONGEST_ORIGIN = 200;

export function rememberRefusedPages(clock: Clock): RefusedPages {
  const stores = new Map<string, Map<string, Date>>();
  return {
    note(storeId, origin) {
      if (!/^https?:\/\//.test(origin) || origin.length > LONGEST_ORIGIN) return;
      const pages = stores.get(storeId) ?? new Map<string, Date>();
      keepLatest(pages, origin, clock.now(), MOST_PAGES);
      keepLatest(stores, storeId, pages, MOST_STORES);
    },
    of(storeId) {
      const since = clock.now().getTime() - KEPT_MS;
      return [...(stores.get(storeId) ?? [])]
        .map(([origin, lastAt]) => ({ origin, lastAt }))
        .filter(({ lastAt }) => lastAt.getTime() > since)
        .reverse();
    },
  };
}

function keepLatest<T>(known: Map<string, T>, key: string, value: T, most: number): void {
  known.delete(key);
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > most && oldest !== undefined) known.delete(oldest);
}
