import type { Aisle } from '../index.d.ts';

export type * from '../index.d.ts';

/** What a script tag says in its attributes; without a word, the store's settings count. */
export interface AisleOptions {
  /** The store's key. */
  store: string;
  /** Where Aisle is, as `https://aisle.example`. */
  server: string;
  /** `#rrggbb` */
  accent?: string;
  position?: 'left' | 'right';
  scheme?: 'auto' | 'light' | 'dark';
  /** BCP 47; else the page's `lang` and then the store's. */
  locale?: string;
  /** What the button is called. */
  launcher?: string;
  cart?: 'shopify' | 'woocommerce';
  /** The assistant may speak first, by the store's rules; see `Aisle.consent`. */
  proactive?: 'on';
  /** Words in the place of ours, by their names: `{ send: 'Ask' }`. */
  labels?: Record<string, string>;
}

/**
 * Puts the launcher on the page; the panel is loaded when somebody wants it. Call it in a browser only. Returns the
 * widget that is there already where there is one. Throws TypeError when no store is named, or `server` is no address of
 * the web.
 */
export declare function startAisle(options: AisleOptions): Aisle;
