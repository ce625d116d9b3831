import type { PublicStore } from '../shared/store.ts';

/** What the server writes into the loader in place of `AISLE_SERVED` (server/http/widget-routes.ts). */
export interface Served {
  /** The panel's file, relative to the loader's own address. */
  panel: string;
  /** The file of proactive messages; absent where the store has none. */
  proactive?: string;
  /** The store's look; absent in the versioned file, which is the same for every store. */
  store?: PublicStore;
}

export interface EmbedOptions {
  storeKey: string;
  /** Where the API lives, with a slash at its end. */
  base: string;
  store: PublicStore | undefined;
  attributes: LookAttributes;
}

/** `data-accent`, `data-position`, `data-scheme`, `data-locale`, `data-launcher`, `data-proactive`, `data-label-…` of the script tag. */
export type LookAttributes = Partial<Record<string, string>>;

type Tag = Pick<HTMLScriptElement, 'src' | 'dataset'>;

/** Reads the script tag. Throws when no store is named. */
export function readEmbedOptions(
  { dataset, src }: Tag,
  { store }: Pick<Served, 'store'>,
): EmbedOptions {
  const storeKey = store?.key ?? dataset.store;
  if (!storeKey) throw new Error('no data-store');
  return {
    storeKey,
    base: new URL('.', src).href,
    store,
    attributes: dataset,
  };
}
