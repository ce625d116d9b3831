import { html } from 'hono/html';
import type { CategoryCount } from '../../server/shop/catalog.ts';
import { categoryLabel } from '../../server/shop/category.ts';
import { defaultVariant } from '../../server/shop/product.ts';
import { formatPrice } from '../../shared/format-price.ts';
import type { Product, ProductOption, Variant } from '../../shared/product.ts';
import type { Storefront } from './demo-shop.ts';
import { categoryPath, layout, type Markup } from './layout.ts';
import { picture, productGrid } from './product-card.ts';
import { stockText } from './stock-text.ts';

export interface ProductView {
  product: Product;
  /** An id or SKU from the address: the variant to show first. */
  wanted?: string;
  related: Product[];
  categories: CategoryCount[];
}

export function productPage(storefront: Storefront, view: ProductView): Markup {
  const { product, related, categories } = view;
  const { texts } = storefront;
  const variant =
    product.variants.find(({ id, sku }) => view.wanted === id || view.wanted === sku) ??
    defaultVariant(product);
  const category = product.categories?.[0]?.value;
  return layout(storefront, {
    title: product.title,
    categories,
    chosen: { category },
    body: html`<article class="product">
<div class="product-picture">${picture(variant.media?.[0] ?? product.media?.[0], { eager: true })}</div>
<div class="product-facts">
<p class="crumbs">${category ? html`<a href="${categoryPath(storefront, category)}">${categoryLabel(category)}</a>` : ''} ${product.metadata?.brand ?? ''}</p>
<h1>${product.title}</h1>
${rating(storefront, product)}
${buyForm(storefront, product, variant)}
<p class="description">${product.description.plain}</p>
${attributes(storefront, product)}
</div>
</article>
${related.length > 0 ? html`<section class="related"><h2>${texts.related}</h2>${productGrid(storefront, related, 0)}</section>` : ''}`,
  });
}

function rating({ store, texts }: Storefront, { rating }: Product): Markup | string {
  if (!rating) return '';
  const value = rating.value.toLocaleString(store.locale, { minimumFractionDigits: 1 });
  return html`<p class="rating"><span aria-hidden="true">★ ${value} (${rating.count ?? 0})</span><span class="visually-hidden">${texts.rating(value, rating.count ?? 0)}</span></p>`;
}

/** The choices work on what `data-variants` says; the script only swaps texts that were made here. */
function buyForm(storefront: Storefront, product: Product, chosen: Variant): Markup {
  const { texts } = storefront;
  const variants = product.variants.map((variant) => variantView(storefront, product, variant));
  const view = variantView(storefront, product, chosen);
  return html`<form class="buy" data-buy data-handle="${product.handle}" data-variants="${JSON.stringify(variants)}" data-not-made="${texts.notMade}">
<p class="product-price"><span class="price" data-price>${view.price}</span>
<s data-list-price${view.listPrice ? '' : html` hidden`}>${view.listPrice}</s></p>
${(product.options ?? []).map((option, index) => optionChoices(option, { product, chosen, index }))}
<p class="stock" data-stock data-available="${String(view.available)}">${view.stock}</p>
<div class="buy-row">
<label>${texts.quantity} <input type="number" name="quantity" value="1" min="1" max="${view.most}" inputmode="numeric" required></label>
<button class="button" type="submit" data-add${view.available ? '' : html` disabled`}>${texts.addToCart}</button>
</div>
<p class="added" role="status"><span data-added data-text="${texts.added}"></span> <a href="${storefront.path}/cart" data-view-cart hidden>${texts.viewCart}</a></p>
<noscript><p>${texts.needsScript}</p></noscript>
</form>`;
}

/** The most that a shopper may put into the cart when the shop does not count. */
const MOST = 99;

function variantView(storefront: Storefront, product: Product, variant: Variant) {
  const { store, texts } = storefront;
  const media = variant.media?.[0] ?? product.media?.[0];
  const stock = variant.metadata?.stock;
  const discounted = variant.list_price && variant.list_price.amount > variant.price.amount;
  return {
    id: variant.id,
    options: Object.fromEntries((variant.options ?? []).map(({ name, label }) => [name, label])),
    price: formatPrice(variant.price, store.locale),
    listPrice: discounted ? formatPrice(variant.list_price!, store.locale) : '',
    available: variant.availability.available,
    stock: stockText(texts, variant),
    most: variant.availability.status === 'in_stock' && stock ? Math.min(stock, MOST) : MOST,
    picture: media?.url ?? '',
    alt: media?.alt_text ?? '',
  };
}

function optionChoices(
  option: ProductOption,
  { product, chosen, index }: { product: Product; chosen: Variant; index: number },
): Markup {
  const selected = labelOf(chosen, option.name);
  const pictures = new Map(
    option.values.map(({ label }) => [label, pictureOf(product, { name: option.name, label })]),
  );
  const tellApart = new Set(pictures.values()).size > 1;
  return html`<fieldset class="choices"><legend>${option.name}</legend><div>
${option.values.map(({ label }) => {
  const url = tellApart ? pictures.get(label) : undefined;
  return html`<label class="choice${url ? ' with-picture' : ''}"><input type="radio" name="option-${index}" data-option="${option.name}" value="${label}"${label === selected ? html` checked` : ''}>${url ? html`<img src="${url}" alt="" width="56" height="56" loading="lazy">` : ''}<span>${label}</span></label>`;
})}
</div></fieldset>`;
}

function pictureOf(product: Product, { name, label }: { name: string; label: string }) {
  return product.variants.find((variant) => labelOf(variant, name) === label)?.media?.[0]?.url;
}

function labelOf(variant: Variant, optionName: string): string | undefined {
  return variant.options?.find(({ name }) => name === optionName)?.label;
}

function attributes({ texts }: Storefront, { metadata }: Product): Markup | string {
  const facts = Object.entries(metadata?.attributes ?? {});
  if (facts.length === 0) return '';
  return html`<h2>${texts.details}</h2>
<dl class="attributes">
${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>`;
}
