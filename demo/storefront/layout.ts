import { html } from 'hono/html';
import { categoryLabel } from '../../server/shop/category.ts';
import type { Storefront } from './demo-shop.ts';

/** Markup that was escaped when it was made. */
export type Markup = ReturnType<typeof html>;

export interface Page {
  title: string;
  body: Markup;
  categories: { value: string }[];
  /** Marks the category and fills the search box with what was asked. */
  chosen?: { category?: string; query?: string };
  /** Marks the list of all products. */
  isEverything?: boolean;
  /** The assistant may speak first here, where its store has something to say. */
  isProactive?: boolean;
}

/** A whole page of a storefront, with the widget's tag exactly as a merchant pastes it. */
export function layout(storefront: Storefront, page: Page): Markup {
  const { store, texts, path, publicUrl, assetsPath } = storefront;
  return html`<!doctype html>
<html lang="${store.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title === store.name ? `${store.name}: ${texts.tagline}` : `${page.title} · ${store.name}`}</title>
<link rel="stylesheet" href="${assetsPath}/base.css">
<link rel="stylesheet" href="${assetsPath}/shop.css">
<link rel="stylesheet" href="${assetsPath}/pages.css">
<link rel="icon" href="${assetsPath}/${storefront.name}-icon.svg" type="image/svg+xml">
<script type="module" src="${assetsPath}/storefront.js"></script>
<script async src="${publicUrl}/widget.js?store=${store.key}"${page.isProactive ? html` data-proactive="on"` : ''}></script>
</head>
<body class="shop shop-${storefront.name}" data-shop="${storefront.name}">
<a class="skip-link" href="#content">${texts.skipToContent}</a>
${header(storefront, page)}
<main id="content" tabindex="-1">
${page.body}
</main>
<footer class="site-footer">
<p>${store.name}. ${texts.footer} <a href="/">${texts.aboutDemo}</a></p>
</footer>
</body>
</html>`;

  function header({ name }: Storefront, { categories, chosen }: Page): Markup {
    return html`<header class="site-header">
<p class="demo-note">${texts.demoNote}</p>
<div class="bar">
<a class="brand" href="${path}"><img src="${assetsPath}/${name}-icon.svg" alt="" width="32" height="32">${store.name}</a>
<form class="search" role="search" action="${path}/products" method="get">
<label class="visually-hidden" for="search-box">${texts.search}</label>
<input id="search-box" type="search" name="q" value="${chosen?.query ?? ''}" maxlength="200" placeholder="${texts.searchPlaceholder}" autocomplete="off">
<button type="submit">${texts.search}</button>
</form>
<a class="cart-link" href="${path}/cart">${texts.cart}<span class="cart-count" data-cart-count hidden></span></a>
</div>
<nav class="categories" aria-label="${texts.categories}"><ul>
<li><a href="${path}/products"${page.isEverything ? html` aria-current="page"` : ''}>${texts.allProducts}</a></li>
${categories.map(
  ({ value }) =>
    html`<li><a href="${categoryPath(storefront, value)}"${value === chosen?.category ? html` aria-current="page"` : ''}>${categoryLabel(value)}</a></li>`,
)}
</ul></nav>
</header>`;
  }
}

export function categoryPath({ path }: Storefront, category: string): string {
  return `${path}/products?${new URLSearchParams({ category })}`;
}

export function productPath({ path }: Storefront, handle: string): string {
  return `${path}/products/${encodeURIComponent(handle)}`;
}
