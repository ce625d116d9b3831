import type { Product, Variant } from '../../shared/product.ts';
import type { Quote, QuoteItem, QuoteRequest } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import type { Clock } from './clock.ts';
import type { Coupons } from './coupon.ts';
import { defaultVariant, findByRef, findVariant } from './product.ts';
import { computeQuote, type PricedLine } from './quote.ts';
import { quoteLabels } from './quote-labels.ts';
import type { Store } from './store.ts';

export interface QuoteDeps {
  catalog: Catalog;
  coupons: Coupons;
  clock: Clock;
}

/**
 * What `request.items` cost at the catalog's prices. A product is named by id, handle or SKU, a variant by id or SKU;
 * without one it is the first that can be bought. Throws AppError `not_found` naming what does not exist.
 */
export async function quoteCart(
  deps: QuoteDeps,
  store: Store,
  request: QuoteRequest,
): Promise<Quote> {
  const refs = [...new Set(request.items.map((item) => item.product_id))];
  const [products, coupon] = await Promise.all([
    deps.catalog.getMany(store.id, refs),
    findCoupon(deps, store, request.coupon_code),
  ]);
  return computeQuote({
    basis: 'catalog',
    currency: store.currency,
    locale: store.locale,
    lines: request.items.map((item) => priceItem(item, findByRef(products, item.product_id))),
    couponCode: request.coupon_code,
    coupon,
    now: deps.clock.now(),
  });
}

/** The arithmetic of a coupon on a price that somebody told us, in minor units of the store's currency. */
export async function quoteStatedPrice(
  deps: QuoteDeps,
  store: Store,
  request: { amount: number; coupon_code?: string },
): Promise<Quote> {
  const { statedPrice } = quoteLabels(store.locale, store.currency);
  return computeQuote({
    basis: 'stated_price',
    currency: store.currency,
    locale: store.locale,
    lines: [{ title: statedPrice, quantity: 1, unitPrice: request.amount, categories: [] }],
    couponCode: request.coupon_code,
    coupon: await findCoupon(deps, store, request.coupon_code),
    now: deps.clock.now(),
  });
}

async function findCoupon({ coupons }: QuoteDeps, store: Store, code: string | undefined) {
  return code === undefined ? undefined : coupons.find(store.id, code);
}

function priceItem(item: QuoteItem, product: Product | undefined): PricedLine {
  if (!product) {
    throw new AppError('not_found', `There is no product ${item.product_id} in this shop.`);
  }
  const variant = namedVariant(item, product);
  return {
    productId: product.id,
    variantId: variant.id,
    title: lineTitle(product, variant),
    quantity: item.quantity,
    unitPrice: variant.price.amount,
    categories: (product.categories ?? []).map(({ value }) => value),
  };
}

/** A SKU as `product_id` names its variant too. */
function namedVariant(item: QuoteItem, product: Product): Variant {
  if (item.variant_id === undefined) {
    return product.variants.find(({ sku }) => sku === item.product_id) ?? defaultVariant(product);
  }
  const variant = findVariant(product, item.variant_id);
  if (!variant) {
    throw new AppError('not_found', `${product.title} has no variant ${item.variant_id}.`);
  }
  return variant;
}

function lineTitle(product: Product, variant: Variant): string {
  const { title } = variant;
  const tellsMore = product.variants.length > 1 && title !== product.title;
  return tellsMore ? `${product.title}, ${title}` : product.title;
}
