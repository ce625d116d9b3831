import type { PublicStore, Theme } from '../shared/store.ts';

/** What the server writes into the loader in place of `AISLE_SERVED` (server/http/widget-routes.ts). */
export interface Served {
  /** The panel's file, relative to the loader's own address. */
  panel: string;
  /** The store's look; absent in the versioned file, which is the same for every store. */
  store?: PublicStore;
}

export interface EmbedOptions {
  storeKey: string;
  /** Where the API lives, with a slash at its end. */
  base: string;
  panelUrl: string;
  store: PublicStore | undefined;
  attributes: LookAttributes;
}

/** `data-accent`, `data-position`, `data-scheme`, `data-locale`, `data-launcher` and `data-label-…` of the script tag. */
export type LookAttributes = Partial<Record<string, string>>;

type Tag = Pick<HTMLScriptElement, 'src' | 'dataset'>;

/** Reads the script tag. Throws when no store is named. */
export function readEmbedOptions({ dataset, src }: Tag, { panel, store }: Served): EmbedOptions {
  const storeKey = store?.key ?? dataset.store;
  if (!storeKey) throw new Error('no data-store');
  return {
    storeKey,
    base: new URL('.', src).href,
    panelUrl: new URL(panel, src).href,
    store,
    attributes: dataset,
  };
}

/** What of the theme a tag may overrule; the rest of it comes as `css`. */
export type Look = Pick<Theme, 'accent' | 'position' | 'scheme'>;

/** The tag outranks the store, and what makes no sense falls back to the default. */
export function themeOf(attributes: LookAttributes, store: PublicStore | undefined): Look {
  const { accent = '', position, scheme } = { ...store?.theme, ...attributes };
  return {
    accent: /^#[0-9a-f]{6}$/i.test(accent) ? accent : '#1f6f54',
    position: position === 'left' ? position : 'right',
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'auto',
  };
}
