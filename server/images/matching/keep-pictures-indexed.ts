import type { Stores } from '../../shop/store.ts';
import type { PictureTrait } from '../recognition/picture-traits.ts';
import { type IndexDeps, indexCatalogPictures } from './index-catalog-pictures.ts';

export interface KeepIndexedDeps extends IndexDeps {
  stores: Stores;
  onError(error: unknown): void;
  /** When pictures are looked at in every way and not only in the quick one, in milliseconds from now. */
  thoroughAfterMs?: number;
}

/** Imports may come through any process; their pictures are found at the latest after this. */
const EVERY_MS = 5 * 60_000;
/** A server that only just started has better things to do than to load networks. */
const THOROUGH_AFTER_MS = 2 * 60_000;

/**
 * Indexes the pictures of all stores now, by their looks; after two minutes by their shapes, colours and text as well,
 * which takes four times as long; and then every five minutes, until the returned function is called.
 */
export function keepPicturesIndexed(deps: KeepIndexedDeps): () => Promise<void> {
  const stop = new AbortController();
  const { thoroughAfterMs = THOROUGH_AFTER_MS } = deps;
  const looks = deps.traits.filter(({ kind }) => kind === 'look');
  let timer: NodeJS.Timeout | undefined;

  async function round(traits: PictureTrait[], pauseMs: number): Promise<void> {
    try {
      for (const store of await deps.stores.list()) {
        await indexCatalogPictures({ ...deps, traits }, store.id, stop.signal);
      }
    } catch (error) {
      if (!stop.signal.aborted) deps.onError(error);
    }
    if (!stop.signal.aborted) timer = setTimeout(start, pauseMs);
  }

  function start(): void {
    current = round(deps.traits, EVERY_MS);
  }

  let current = round(looks, thoroughAfterMs);
  return async () => {
    stop.abort();
    clearTimeout(timer);
    await current;
  };
}
