import type { Stores } from '../shop/store.ts';
import { type IndexDeps, indexCatalogPictures } from './index-catalog-pictures.ts';

export interface KeepIndexedDeps extends IndexDeps {
  stores: Stores;
  onError(error: unknown): void;
}

/** Imports may come through any process; their pictures are found at the latest after this. */
const EVERY_MS = 5 * 60_000;

/** Indexes the pictures of all stores now and every five minutes, until the returned function is called. */
export function keepPicturesIndexed(deps: KeepIndexedDeps): () => Promise<void> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  async function round(): Promise<void> {
    try {
      for (const store of await deps.stores.list()) {
        await indexCatalogPictures(deps, store.id, stop.signal);
      }
    } catch (error) {
      if (!stop.signal.aborted) deps.onError(error);
    }
    if (!stop.signal.aborted) timer = setTimeout(start, EVERY_MS);
  }

  function start(): void {
    current = round();
  }

  let current = round();
  return async () => {
    stop.abort();
    clearTimeout(timer);
    await current;
  };
}
