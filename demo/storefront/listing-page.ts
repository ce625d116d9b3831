import { html } from 'hono/html';
import type { CategoryCount, ProductPage } from '../../server/shop/catalog.ts';
import { categoryLabel } from '../../server/shop/category.ts';
import type { Storefront } from './demo-shop.ts';
import { layout, type Markup } from './layout.ts';
import { productGrid } from './product-card.ts';

export interface Listing {
  query?: string;
  category?: string;
  cursor?: string;
  found: ProductPage;
  categories: CategoryCount[];
}

/** The front page, a category or the results of a search: the same list with another heading. */
export function listingPage(storefront: Storefront, listing: Listing): Markup {
  const { query, category, found, categories } = listing;
  const { texts, store, path } = storefront;
  const isHome = !query && !category && !listing.cursor;
  const heading = query
    ? texts.results(query)
    : category
      ? categoryLabel(category)
      : texts.allProducts;
  return layout(storefront, {
    title: isHome ? store.name : heading,
    categories,
    chosen: { query, category },
    body: html`${isHome ? hero(storefront) : ''}
<section class="listing">
${isHome ? html`<h2>${heading}</h2>` : html`<h1>${heading}</h1>`}
${
  found.products.length > 0
    ? productGrid(storefront, found.products)
    : html`<p class="nothing">${texts.nothingFound} <a href="${path}">${texts.showEverything}</a></p>`
}
${found.nextCursor ? html`<p class="more"><a class="button quiet" href="${path}?${nextPage(listing, found.nextCursor)}">${texts.nextPage}</a></p>` : ''}
</section>`,
  });
}

function nextPage({ query, category }: Listing, cursor: string): string {
  const search = new URLSearchParams();
  if (query) search.set('q', query);
  if (category) search.set('category', category);
  search.set('cursor', cursor);
  return search.toString();
}

function hero({ name, texts }: Storefront): Markup {
  return html`<section class="hero">
<div class="hero-text"><h1>${texts.tagline}</h1><p>${texts.intro}</p></div>
<img src="/demo/media/${name}/hero.webp" alt="" width="1200" height="675">
</section>`;
}
