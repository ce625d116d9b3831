import { html } from 'hono/html';
import type { Markup } from './layout.ts';

interface Landing {
  publicUrl: string;
  assetsPath: string;
}

/** The first page of a fresh installation: where to click. */
export function landingPage(landing: Landing): Markup {
  return plainPage(landing, {
    title: 'Aisle',
    body: html`<h1>Aisle</h1>
<p class="lead">A support assistant that a shop puts on its storefront with one script tag. This installation shows two demo shops; open one and press the button in the corner.</p>
<ul class="doors">
<li><a href="/demo/outdoor"><img src="/demo/media/outdoor/hero.webp" alt="" width="1200" height="675"><strong>Outdoor shop</strong><span>English, US dollars</span></a></li>
<li><a href="/demo/laptop" lang="vi"><img src="/demo/media/laptop/hero.webp" alt="" width="1200" height="675"><strong>Cửa hàng laptop</strong><span>Tiếng Việt, đồng</span></a></li>
</ul>
<h2>The tag</h2>
<p>Each page of the demo shops carries this one line:</p>
<pre tabindex="0" aria-label="The script tag"><code>&lt;script async src="${landing.publicUrl}/widget.js?store=demo-outdoor"&gt;&lt;/script&gt;</code></pre>
<h2>Behind the counter</h2>
<p>Products, coupons, conversations and settings are in the <a href="/admin">admin</a>. The API describes itself at <a href="/openapi.json">openapi.json</a>.</p>
<p class="small">The demo shops, their products, brands and prices are invented.</p>`,
  });
}

/** For addresses under `/demo` that belong to no shop. */
export function unknownShopPage(landing: Landing): Markup {
  return plainPage(landing, {
    title: 'Not found',
    body: html`<h1>There is no such demo shop</h1>
<p class="lead">It does not exist, or its store was removed from this installation.</p>
<p><a class="button" href="/">Back to the start</a></p>`,
  });
}

function plainPage(
  { assetsPath }: Landing,
  { title, body }: { title: string; body: Markup },
): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${assetsPath}/base.css">
<link rel="stylesheet" href="${assetsPath}/pages.css">
<link rel="icon" href="${assetsPath}/outdoor-icon.svg" type="image/svg+xml">
</head>
<body class="landing">
<main>
${body}
</main>
</body>
</html>`;
}
