import { html } from 'hono/html';
import { productAvailability } from '../../server/shop/product.ts';
import { formatPrice } from '../../shared/format-price.ts';
import type { Media, Product } from '../../shared/product.ts';
import type { Storefront } from './demo-shop.ts';
import { type Markup, productPath } from './layout.ts';

/** Pictures beyond the first few wait until they come near the screen. */
const EAGER_PICTURES = 8;

export function productGrid(
  storefront: Storefront,
  products: Product[],
  eager = EAGER_PICTURES,
): Markup {
  return html`<ul class="grid">
${products.map((product, index) => productCard(storefront, product, index < eager))}
</ul>`;
}

function productCard(storefront: Storefront, product: Product, eager: boolean): Markup {
  const { store, texts } = storefront;
  const { min, max } = product.price_range;
  const list = product.list_price_range?.min;
  const { available } = productAvailability(product);
  return html`<li class="card">
<a href="${productPath(storefront, product.handle)}">
${picture(product.media?.[0], { eager, decorative: true })}
<span class="card-brand">${product.metadata?.brand ?? ''}</span>
<span class="card-title">${product.title}</span>
</a>
<p class="card-price"><span class="price">${min.amount < max.amount ? `${texts.from} ` : ''}${formatPrice(min, store.locale)}</span>
${list && list.amount > min.amount ? html`<s><span class="visually-hidden">${texts.was} </span>${formatPrice(list, store.locale)}</s>` : ''}</p>
<p class="card-note">${available ? (product.variants.length > 1 ? texts.choices(product.variants.length) : texts.inStock) : html`<span class="gone">${texts.outOfStock}</span>`}</p>
</li>`;
}

/** `decorative`: a title beside it says the same, so a screen reader should not hear it twice. */
export function picture(
  media: Media | undefined,
  { eager = false, decorative = false }: { eager?: boolean; decorative?: boolean } = {},
): Markup | string {
  if (!media) return html`<span class="no-picture"></span>`;
  return html`<img class="picture" src="${media.url}" alt="${decorative ? '' : (media.alt_text ?? '')}" width="${media.width ?? 640}" height="${media.height ?? 640}"${eager ? '' : html` loading="lazy"`} decoding="async">`;
}
