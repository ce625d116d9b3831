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
  throw new ShopRefusal(typeof description === 'string' ? description : message);
}

/** What the shop itself said, in the shopper's language as it is the shop's. */
export class ShopRefusal extends Error {
  override name = 'ShopRefusal';
}
