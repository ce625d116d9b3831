import { html } from 'hono/html';
import type { CategoryCount } from '../../server/shop/catalog.ts';
import { categoryLabel } from '../../server/shop/category.ts';
import type { Product } from '../../shared/product.ts';
import type { Storefront } from './demo-shop.ts';
import { categoryPath, layout, type Markup } from './layout.ts';
import { productGrid } from './product-card.ts';

export interface Shelf {
  category: string;
  products: Product[];
}

/** A picture, then a few products of the largest categories. */
export function homePage(
  storefront: Storefront,
  { shelves, categories }: { shelves: Shelf[]; categories: CategoryCount[] },
): Markup {
  const { name, store, texts, path } = storefront;
  return layout(storefront, {
    title: store.name,
    categories,
    body: html`<section class="hero">
<div class="hero-text"><h1>${texts.tagline}</h1><p>${texts.intro}</p></div>
<img src="/demo/media/${name}/hero.webp" alt="" width="1200" height="675">
</section>
${shelves.map(
  ({ category, products }, index) => html`<section class="shelf">
<div class="shelf-head"><h2>${categoryLabel(category)}</h2>
<a href="${categoryPath(storefront, category)}">${texts.seeAll(categoryLabel(category))}</a></div>
${productGrid(storefront, products, index === 0 ? products.length : 0)}
</section>`,
)}
<p class="more"><a class="button quiet" href="${path}/products">${texts.showEverything}</a></p>`,
  });
}
