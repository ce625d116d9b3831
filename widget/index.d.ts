/** What a page may do with the widget: `window.Aisle`. Calls made before the script has loaded may be queued with `push`. */
export interface Aisle {
  /** Settles when the panel is on screen, or when it turned out that it cannot be loaded. */
  open(): Promise<void>;
  close(): void;
  toggle(): void;
  /** Opens the panel and asks for the shopper. Does nothing while an answer runs. */
  send(text: string): Promise<void>;
  /** Returns a function that takes the listener off again. What a listener throws is only logged. */
  on<E extends keyof AisleEvents>(event: E, listener: AisleListener<E>): () => void;
  /** Without a listener: all of the event's. */
  off<E extends keyof AisleEvents>(event: E, listener?: AisleListener<E>): void;
  /** BCP 47. Words and numbers of the panel follow; answers are in the language of the question. */
  setLocale(locale: string): void;
  /**
   * What the shopper looks at now, so that "this one" means it; `null` for nothing. The model reads it as data. Tell it anew
   * when the page changes without loading.
   */
  setContext(context: AisleContext | null): void;
  /**
   * The customer who is logged in: `token` is a JWT that the shop's server signed with the store's identity secret. What was
   * asked before comes along, and the customer finds it on every device. Nothing of the token is kept.
   */
  identify(token: string): void;
  /**
   * The customer logs out: leaves nothing of them in this browser, in all tabs. Wait for it before you leave the page. Rejects
   * when the panel, which does it, could not be loaded.
   */
  reset(): Promise<void>;
  /**
   * Draws the panel inside an element of the page, without a launcher; `<aisle-chat>` does so on its own. Without one:
   * back to the corner, if the element that it was in has left the page.
   */
  place(element?: Element | null): void;
  /**
   * Whether the assistant may speak first, by the store's rules, and keep in this browser when it did. Say it on each page:
   * it is not remembered. `false` takes a message away, and what was kept. Before `true`, or `data-proactive="on"`,
   * nothing of it is loaded, shown or kept.
   */
  consent(given: boolean): void;
  /** The element that holds everything, for `isConnected` and the like. */
  readonly host: HTMLElement;
  /** Takes everything off the page; what is saved stays. */
  destroy(): void;
  /** `Aisle.push(['send', 'Hello'])`: a call by name. */
  push(...calls: AisleCall[]): void;
}

/** Ids are the shop's own, or Aisle's; handles and SKUs do as well. What is of another shape is left out. */
export interface AisleContext {
  /** The product of the page. */
  productId?: string | number | undefined;
  /** What the page is, in up to 200 characters: "product", "Search: tents". */
  page?: string | undefined;
  /** The first 20 count. */
  cart?:
    | { productId: string | number; variantId?: string | number | undefined; quantity: number }[]
    | undefined;
}

export interface AisleEvents {
  open: undefined;
  close: undefined;
  /** An answer was finished, or a question sent. */
  message: { role: 'user' | 'assistant'; text: string };
  /** `return false` keeps the panel from leading to the product's page. */
  'product:click': AisleProduct;
  /**
   * The shopper wants it in the cart. Return what came of it (`AddedToCart`), or a promise of that; throw, or return
   * `false`, when nothing did. After 30 s without a word the button is given back. The first listener is asked. Without
   * one, and without `data-cart`, cards have no such button.
   */
  'cart:add': { product: AisleProduct; variantId: string | undefined; quantity: number };
  /** `cart:add` or its undo came through, or `data-cart` did: time to draw the page's own cart anew. */
  'cart:change': AisleProduct;
  /** The assistant spoke first. `rule`: which of the store's rules, counted from 0. */
  'proactive:show': AisleProactive;
  /** The shopper opened the panel by that message. */
  'proactive:open': AisleProactive;
  /** The shopper closed it: it does not come again in this browser. */
  'proactive:dismiss': AisleProactive;
}

export interface AisleProactive {
  rule: number;
  text: string;
}

export interface AisleProduct {
  id: string;
  handle: string;
  title: string;
  /** The shop's own page of it. */
  url?: string;
  brand?: string;
  /** Of the variant, where there is only one. */
  variant_id?: string;
  sku?: string;
  /** Amounts are integers in minor units of the currency. */
  price_range: { min: AislePrice; max: AislePrice };
}

export interface AislePrice {
  amount: number;
  currency: string;
}

/** What became of `cart:add`. */
export interface AddedToCart {
  /** Shown in the place of "Added to cart". */
  message?: string;
  /** Takes it out again; without it there is no such button. */
  undo?(): unknown;
}

export type AisleListener<E extends keyof AisleEvents> = (detail: AisleEvents[E]) => unknown;

type Method = Exclude<keyof Aisle, 'push' | 'host'>;

export type AisleCall = {
  [Name in Method]: [name: Name, ...args: Parameters<Aisle[Name]>];
}[Method];

declare global {
  interface Window {
    /**
     * Before the script has loaded, an array of calls may stand here: `(window.Aisle ||= []).push(['open'])`, which
     * TypeScript takes as `[] as never`.
     */
    Aisle?: Aisle;
  }
}
