import { html } from 'hono/html';
import type { CategoryCount, ProductPage } from '../../server/shop/catalog.ts';
import { categoryLabel } from '../../server/shop/category.ts';
import type { Storefront } from './demo-shop.ts';
import { layout, type Markup } from './layout.ts';
import { productGrid } from './product-card.ts';

export interface Listing {
  query?: string;
  category?: string;
  found: ProductPage;
  categories: CategoryCount[];
}

/** All products, a category or the results of a search: the same list with another heading. */
export function listingPage(storefront: Storefront, listing: Listing): Markup {
  const { query, category, found, categories } = listing;
  const { texts, path } = storefront;
  const heading = query
    ? texts.results(query)
    : category
      ? categoryLabel(category)
      : texts.allProducts;
  return layout(storefront, {
    title: heading,
    categories,
    chosen: { query, category },
    isEverything: !query && !category,
    body: html`<section class="listing">
<h1>${heading}</h1>
${
  found.products.length > 0
    ? productGrid(storefront, found.products)
    : html`<p class="nothing">${texts.nothingFound} <a href="${path}/products">${texts.showEverything}</a></p>`
}
${found.nextCursor ? html`<p class="more"><a class="button quiet" href="${path}/products?${nextPage(listing, found.nextCursor)}">${texts.nextPage}</a></p>` : ''}
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
