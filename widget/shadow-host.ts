import type { PublicStore } from '../shared/store.ts';
import type { LookAttributes } from './embed-options.ts';

/**
 * An element of ours with a shadow root, beside the page's body so that a router which swaps the body
 * leaves it alone. Style sheets are constructed: no inline style for a content security policy to refuse.
 */
export function createShadowHost(css: string): ShadowRoot {
  const host = document.createElement('aisle-widget');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styleSheet(css)];
  return root;
}

export function styleSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/**
 * What of the theme a tag may overrule; the rest of it comes as the store's `css`. The tag outranks the store, and what
 * makes no sense falls back to the default.
 */
export function themeCss(attributes: LookAttributes, store: PublicStore | undefined): string {
  const { accent, position, scheme } = { ...store?.theme, ...attributes };
  const colourScheme = /^(light|dark)$/.test(scheme!) ? scheme : 'light dark';
  const colour = /^#[\da-f]{6}$/i.test(accent!) ? accent : '#1f6f54';
  const side = position === 'left' ? position : 'right';
  return `:host{color-scheme:${colourScheme}!important;--accent:${colour}}.side{${side}:20px}`;
}
