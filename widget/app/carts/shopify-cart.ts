import type { AisleProduct } from '../../index.d.ts';
import { askShop, type Cart } from './cart.ts';

interface ShopifyVariant {
  id: number;
  sku: string | null;
  available: boolean;
}

interface ShopifyLine {
  key: string;
  quantity: number;
}

declare global {
  interface Window {
    /** Set by every Shopify theme; `root` is `/`, or `/fr/` in a shop of several languages. */
    Shopify?: { routes?: { root?: string } };
  }
}

/**
 * The cart of a Shopify storefront, by its Ajax API: `products/HANDLE.js`, `cart/add.js`, `cart/change.js`
 * (https://shopify.dev/docs/api/ajax). A product is known there by its handle, a variant by its SKU.
 */
export const cart: Cart = {
  async add(product) {
    const id = await variantIdOf(product);
    const before = await quantityOf(id);
    const added = await (
      await askShop(at('cart/add.js'), { body: { items: [{ id, quantity: 1 }] } })
    ).json();
    const { key }: ShopifyLine = added.items?.[0] ?? added;
    return {
      undo: () => askShop(at('cart/change.js'), { body: { id: key, quantity: before } }),
    };
  },
};

function at(path: string): string {
  return `${window.Shopify?.routes?.root ?? '/'}${path}`;
}

async function variantIdOf({ handle, sku }: AisleProduct): Promise<number> {
  const answer = await askShop(at(`products/${encodeURIComponent(handle)}.js`));
  const { variants }: { variants: ShopifyVariant[] } = await answer.json();
  const variant = variants.find((known) => sku && known.sku === sku) ?? onlyOne(variants);
  if (!variant) throw new Error('no such variant');
  return variant.id;
}

function onlyOne<T>(items: T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

async function quantityOf(variantId: number): Promise<number> {
  const { items }: { items: { variant_id: number; quantity: number }[] } = await (
    await askShop(at('cart.js'))
  ).json();
  return items.find((line) => line.variant_id === variantId)?.quantity ?? 0;
}
