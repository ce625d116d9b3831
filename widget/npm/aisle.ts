import type { LaterParts } from '../panel-port.ts';
import { startOnPage } from '../start.ts';
import type { Aisle, AisleOptions } from './index.d.ts';

const PARTS: { [P in keyof LaterParts]: () => Promise<LaterParts[P]> } = {
  panel: () => import('../app/mount-panel.tsx'),
  proactive: () => import('../proactive/proactive.ts'),
};

/**
 * The widget without a script tag: `startAisle({ store: 'my-shop', server: 'https://aisle.example' })`, in a browser.
 * Returns the one that is on the page where there is one. Throws TypeError when no store is named, or `server` is no
 * address of the web.
 */
export function startAisle({ store, server, labels = {}, ...attributes }: AisleOptions): Aisle {
  if (!store) throw new TypeError('Aisle: no store is named.');
  // To a URL, `localhost:3000` is something of the scheme `localhost:`.
  if (!/^https?:/i.test(server)) throw new TypeError(`Aisle: no http(s) address: "${server}"`);
  const own = Object.entries(labels).map(([name, word]) => [
    `label${name[0]?.toUpperCase()}${name.slice(1)}`,
    word,
  ]);
  const base = new URL(server).href.replace(/\/*$/, '/');
  return startOnPage(
    {
      storeKey: store,
      base,
      store: undefined,
      attributes: { ...attributes, ...Object.fromEntries(own) },
    },
    (part) => PARTS[part](),
  );
}
