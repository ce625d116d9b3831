import type { AddedToCart, AisleProduct } from '../../index.d.ts';

/** Puts one piece into the shop's cart. Rejects with words for the shopper when the shop says why it did not. */
export interface Cart {
  add(product: AisleProduct): Promise<AddedToCart>;
}

/** Longer than this no shop takes; the button must not turn for ever. */
const PATIENCE_MS = 10_000;

/** A call of the page's own shop: same origin, the shopper's cookies. Throws what the shop answers, as an Error. */
export async function askShop(
  address: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  const post = { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(address, {
    ...(body !== undefined && post),
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    credentials: 'same-origin',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.ok) return response;
  const { description, message } = await response.json().catch(() => ({}));
  const words = [description, message].find((text) => typeof text === 'string');
  throw new ShopRefusal(plainText(words ?? ''));
}

const ENTITIES = new Map([
  ['amp', '&'],
  ['apos', "'"],
  ['gt', '>'],
  ['lt', '<'],
  ['nbsp', '\u00a0'],
  ['quot', '"'],
]);

/**
 * WooCommerce writes its refusals as HTML (`&quot;Tent&quot; is …`). Read without the browser's parser, which a page's
 * Trusted Types would refuse.
 */
function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,6})|(\w+));/g, (all, code, name) =>
      code ? String.fromCodePoint(Number(code)) : (ENTITIES.get(name) ?? all),
    );
}

/** What the shop itself said, in the shopper's language as it is the shop's. */
export class ShopRefusal extends Error {
  override name = 'ShopRefusal';
}
