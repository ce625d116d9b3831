/** What a storefront's own API answers; undefined where it has nothing at that address. */
export interface ShopAnswer {
  status?: number;
  headers?: Record<string, string>;
  json: unknown;
}

export interface ShopRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body: ShopChange;
}

interface ShopChange {
  /** A variant, or a line's key. */
  id?: number | string;
  key?: string;
  quantity?: number;
  items?: { id: number; quantity: number }[];
}

export interface FakeCart {
  /** Pieces by variant. */
  readonly quantities: Map<number, number>;
  answer(request: ShopRequest): ShopAnswer | undefined;
}

/** As https://shopify.dev/docs/api/ajax describes it: one product of two variants, the second sold out. */
export function fakeShopifyCart(handle: string): FakeCart {
  const quantities = new Map<number, number>();
  const variants = [
    { id: 101, sku: 'TENT-2', available: true },
    { id: 102, sku: 'TENT-3', available: false },
  ];
  const lines = () =>
    [...quantities].map(([id, quantity]) => ({ key: `${id}:k`, variant_id: id, id, quantity }));
  return {
    quantities,
    answer({ method, path, body }) {
      if (path === `/products/${handle}.js`) return { json: { handle, variants } };
      if (path === '/cart.js') return { json: { items: lines() } };
      if (method !== 'POST') return undefined;
      if (path === '/cart/add.js') {
        const { id = 0, quantity = 0 } = body.items?.[0] ?? {};
        if (!variants.find((variant) => variant.id === id)?.available) {
          const description = 'The tent is sold out.';
          return { status: 422, json: { status: 422, message: 'Cart Error', description } };
        }
        quantities.set(id, (quantities.get(id) ?? 0) + quantity);
        return { json: { items: lines().filter((line) => line.id === id) } };
      }
      if (path === '/cart/change.js') {
        const id = Number.parseInt(`${body.id}`, 10);
        if (body.quantity) quantities.set(id, body.quantity);
        else quantities.delete(id);
        return { json: { items: lines() } };
      }
      return undefined;
    },
  };
}

const NONCE = 'c0ffee';

/** As https://developer.woocommerce.com/docs/apis/store-api describes it: changes need the nonce that reading gives. */
export function fakeWooCommerceCart(sku: string): FakeCart {
  const quantities = new Map<number, number>();
  const base = '/blog/wp-json/wc/store/v1';
  const cart = () => ({
    items: [...quantities].map(([id, quantity]) => ({ key: `key-${id}`, id, quantity })),
  });
  return {
    quantities,
    answer({ method, path, headers, body }) {
      if (path === `${base}/products?sku=${sku}`) return { json: [{ id: 38, sku }] };
      if (path === `${base}/cart`) return { headers: { Nonce: NONCE }, json: cart() };
      if (method !== 'POST') return undefined;
      if (headers.nonce !== NONCE) {
        return { status: 401, json: { code: 'woocommerce_rest_missing_nonce', message: 'No.' } };
      }
      const { key = `key-${body.id}`, quantity = 0 } = body;
      const id = Number.parseInt(key.slice('key-'.length), 10);
      if (path === `${base}/cart/add-item`) {
        quantities.set(id, (quantities.get(id) ?? 0) + quantity);
      } else if (path === `${base}/cart/update-item`) quantities.set(id, quantity);
      else if (path === `${base}/cart/remove-item`) quantities.delete(id);
      else return undefined;
      return { status: 201, json: cart() };
    },
  };
}
