import type { AisleProduct } from '../../index.d.ts';
import { askShop, type Cart } from './cart.ts';

interface WooCart {
  items: { key: string; id: number; quantity: number }[];
}

/**
 * The cart of a WooCommerce storefront, by its Store API: `products`, `cart`, `cart/add-item`, `cart/update-item`,
 * `cart/remove-item` (https://developer.woocommerce.com/docs/apis/store-api). Changes carry the `Nonce` that reading
 * the cart gives. A product is known there by its SKU, else by its slug.
 */
export const cart: Cart = {
  async add(product) {
    const id = await idOf(product);
    const { nonce, cart } = await readCart();
    const before = cart.items.find((item) => item.id === id)?.quantity ?? 0;
    const change = (path: string, body: unknown) =>
      askShop(at(`cart/${path}`), { body, headers: { Nonce: nonce } });
    const after: WooCart = await (await change('add-item', { id, quantity: 1 })).json();
    const key = after.items.find((item) => item.id === id)?.key;
    tellPage();
    return {
      undo: async () => {
        if (before > 0) await change('update-item', { key, quantity: before });
        else await change('remove-item', { key });
        tellPage();
      },
    };
  },
};

/** WordPress names its API in the page's head; a site in a folder has it elsewhere than at the root. */
function at(path: string): string {
  const link = document.querySelector<HTMLLinkElement>('link[rel="https://api.w.org/"]');
  return `${link?.href ?? '/wp-json/'}wc/store/v1/${path}`;
}

async function idOf({ handle, sku }: AisleProduct): Promise<number> {
  const query = sku ? `sku=${encodeURIComponent(sku)}` : `slug=${encodeURIComponent(handle)}`;
  const found = await (await askShop(`${at('products')}?${query}`)).json();
  const [product]: { id: number }[] = found;
  if (!product) throw new Error('no such product');
  return product.id;
}

async function readCart(): Promise<{ nonce: string; cart: WooCart }> {
  const answer = await askShop(at('cart'));
  return { nonce: answer.headers.get('nonce') ?? '', cart: await answer.json() };
}

/** The mini-cart block listens to this. */
function tellPage(): void {
  document.body.dispatchEvent(new Event('wc-blocks_added_to_cart', { bubbles: true }));
}
