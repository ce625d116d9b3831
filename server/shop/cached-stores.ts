import type { Clock } from './clock.ts';
import type { Store, Stores } from './store.ts';

/** Every request asks for its store; a change shows after this. */
const STORES_FRESH_MS = 2_000;

export interface CachedStores extends Stores {
  /** A store was made or changed: the next question is asked anew. */
  forget(): void;
}

/** Answers from one list of all stores, read again when it is older than STORES_FRESH_MS. */
export function cachedStores(stores: Stores, clock: Clock): CachedStores {
  let known: { at: number; list: Promise<Store[]> } | undefined;

  function read(): Promise<Store[]> {
    const list = stores.list();
    known = { at: clock.now().getTime(), list };
    // A failure is told to those who asked and not remembered.
    list.catch(() => {
      if (known?.list === list) known = undefined;
    });
    return list;
  }

  function current(): Promise<Store[]> {
    const fresh = known && clock.now().getTime() - known.at < STORES_FRESH_MS;
    return fresh ? known!.list : read();
  }

  function forget(): void {
    known = undefined;
  }

  async function find(test: (store: Store) => boolean): Promise<Store | undefined> {
    return (await current()).find(test);
  }

  return {
    byKey: (key) => find((store) => store.key === key),
    get: (storeId) => find((store) => store.id === storeId),
    list: current,
    async create(store) {
      const created = await stores.create(store);
      forget();
      return created;
    },
    forget,
  };
}
