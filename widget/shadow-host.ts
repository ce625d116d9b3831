import type { Look } from './embed-options.ts';

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

export function themeCss({ accent, position, scheme }: Look): string {
  const colourScheme = scheme === 'auto' ? 'light dark' : scheme;
  return `:host{color-scheme:${colourScheme}!important;--accent:${accent}}.side{${position}:20px}`;
}
