import { readCart } from './cart-store.js';

const MOST_TOLD = 20;

/** Tells the assistant what the shopper looks at and has in the cart, so that "is this waterproof?" means something. */
export function tellAssistant(shop) {
  const cart = readCart(shop).slice(0, MOST_TOLD);
  const context = {
    page: document.title,
    productId: document.querySelector('[data-handle]')?.dataset.handle,
    cart: cart.map(({ handle, variant, quantity }) => ({
      productId: handle,
      variantId: variant,
      quantity,
    })),
  };
  // Until the widget has loaded an array keeps the call for it.
  window.Aisle ||= [];
  window.Aisle.push(['setContext', context]);
}
