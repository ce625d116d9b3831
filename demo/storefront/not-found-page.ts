import { html } from 'hono/html';
import type { CategoryCount } from '../../server/shop/catalog.ts';
import type { Storefront } from './demo-shop.ts';
import { layout, type Markup } from './layout.ts';

export function notFoundPage(storefront: Storefront, categories: CategoryCount[]): Markup {
  const { texts, path } = storefront;
  return layout(storefront, {
    title: texts.notFound,
    categories,
    body: html`<section class="not-found">
<h1>${texts.notFound}</h1>
<p>${texts.notFoundNote}</p>
<p><a class="button" href="${path}">${texts.showEverything}</a></p>
</section>`,
  });
}
