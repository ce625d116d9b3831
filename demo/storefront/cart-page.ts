import { html } from 'hono/html';
import type { CategoryCount } from '../../server/shop/catalog.ts';
import type { Product } from '../../shared/product.ts';
import type { Storefront } from './demo-shop.ts';
import { layout, type Markup, productPath } from './layout.ts';
import { stockText } from './stock-text.ts';

/** The cart lives in the browser; this page asks `/cart/products` for what its lines cost today. */
export function cartPage(storefront: Storefront, categories: CategoryCount[]): Markup {
  const { texts, store, path } = storefront;
  const { cartEmpty, cartFailed, quantity, remove, eachPrice } = texts;
  return layout(storefront, {
    title: texts.cart,
    categories,
    isProactive: true,
    body: html`<section class="cart">
<h1>${texts.cart}</h1>
<div data-cart data-products="${path}/cart/products" data-locale="${store.locale}" data-currency="${store.currency}" data-texts="${JSON.stringify({ cartEmpty, cartFailed, quantity, remove, eachPrice })}">
<p role="status" data-cart-status>${texts.cartLoading}</p>
<ul class="cart-lines" data-cart-lines></ul>
<div class="cart-sum" data-cart-sum hidden>
<p class="subtotal">${texts.subtotal} <strong data-subtotal></strong></p>
<button class="button" type="button" aria-describedby="checkout-note" disabled>${texts.checkout}</button>
<p id="checkout-note">${texts.checkoutNote}</p>
</div>
</div>
<noscript><p>${texts.needsScript}</p></noscript>
<p><a href="${path}">${texts.keepShopping}</a></p>
</section>`,
  });
}

/** What the cart's script needs of a product, prices in minor units. */
export function cartProduct(storefront: Storefront, product: Product) {
  return {
    handle: product.handle,
    title: product.title,
    url: productPath(storefront, product.handle),
    variants: product.variants.map((variant) => ({
      id: variant.id,
      title: product.variants.length > 1 ? variant.title : '',
      price: variant.price.amount,
      available: variant.availability.available,
      stock: stockText(storefront.texts, variant),
      picture: (variant.media?.[0] ?? product.media?.[0])?.url ?? '',
    })),
  };
}
