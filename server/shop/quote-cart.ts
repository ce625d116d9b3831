import type { Product, Variant } from '../../shared/product.ts';
import type { Quote, QuoteItem, QuoteRequest } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import type { Clock } from './clock.ts';
import { type Coupons, normalizeCouponCode } from './coupon.ts';
import type { CouponGuesses } from './coupon-guesses.ts';
import { defaultVariant, findByRef, findVariant } from './product.ts';
import { computeQuote, NOBODY, type PricedLine } from './quote.ts';
import { quoteLabels } from './quote-labels.ts';
import type { ShopperIdentity } from './shoppers.ts';
import { type QuoteSigning, signQuote } from './sign-quote.ts';
import type { Store } from './store.ts';

export interface QuoteDeps extends QuoteSigning {
  catalog: Catalog;
  coupons: Coupons;
  guesses: CouponGuesses;
  clock: Clock;
}

/** Who asks, and of which shop. */
export interface Asker extends ShopperIdentity {
  store: Store;
}

/**
 * What `request.items` cost at the catalog's prices, signed. A product is named by id, handle or SKU, a variant by id or
 * SKU; without one it is the first that can be bought. Throws AppError `not_found` naming what does not exist, and
 * `rate_limited` when the shopper has tried too many codes that are not valid.
 */
export async function quoteCart(
  deps: QuoteDeps,
  asker: Asker,
  request: QuoteRequest,
): Promise<Quote> {
  const { store } = asker;
  const quote = await withCoupons(deps, asker, {
    codes: codesOf(request),
    locale: request.locale,
    basis: 'catalog',
    lines: readLines(deps, store, request.items),
  });
  return signQuote(deps, quote, { storeId: store.id, customerRef: asker.customerRef });
}

/**
 * The arithmetic of coupons on a price that somebody told us, in minor units of the store's currency: nothing that the shop
 * stands for, so it is not signed. Throws as `quoteCart` does.
 */
export async function quoteStatedPrice(
  deps: QuoteDeps,
  asker: Asker,
  request: { amount: number; coupon_code?: string; coupon_codes?: string[]; locale?: string },
): Promise<Quote> {
  const { currency, locale } = asker.store;
  const { statedPrice: title } = quoteLabels(request.locale ?? locale, currency);
  const line = { title, quantity: 1, unitPrice: request.amount, currency, categories: [] };
  return withCoupons(deps, asker, {
    codes: codesOf(request),
    locale: request.locale,
    basis: 'stated_price',
    lines: Promise.resolve([line]),
  });
}

/** The lines of a cart at the catalog's prices. Throws AppError `not_found` naming what does not exist. */
export async function readLines(
  { catalog }: Pick<QuoteDeps, 'catalog'>,
  store: Store,
  items: QuoteItem[],
): Promise<PricedLine[]> {
  const refs = [...new Set(items.map((item) => item.product_id))];
  const products = await catalog.getMany(store.id, refs);
  return items.map((item) => priceItem(item, findByRef(products, item.product_id)));
}

interface CartQuestion {
  codes: string[];
  locale: string | undefined;
  basis: Quote['basis'];
  lines: Promise<PricedLine[]>;
}

async function withCoupons(
  { coupons, guesses, clock }: QuoteDeps,
  { store, ...shopper }: Asker,
  { codes, locale = store.locale, basis, lines }: CartQuestion,
): Promise<Quote> {
  const { currency } = store;
  const question = { basis, currency, locale: knownLocale(locale, store.locale), codes };
  if (codes.length === 0) {
    return computeQuote({
      ...question,
      lines: await lines,
      coupons: [],
      shopper: NOBODY,
      now: clock.now(),
    });
  }
  // Whatever becomes of the codes, a cart that cannot be read is told below.
  lines.catch(() => {});
  const started = await guesses.begin(shopper, new Set(codes.map(normalizeCouponCode)).size);
  let wrong = 0;
  try {
    const { customerRef } = shopper;
    const found = await coupons.lookUp(store.id, { codes, customerRef });
    const quote = computeQuote({ ...question, ...found, lines: await lines, now: clock.now() });
    wrong = quote.messages.filter(({ code }) => code === WRONG).length;
    return quote;
  } finally {
    await started.end(wrong);
  }
}

/** What somebody hears who guesses. The other reasons are about a cart, and for those who have the right code. */
const WRONG = 'discount_code_invalid';

function codesOf({
  coupon_code,
  coupon_codes = [],
}: Pick<QuoteRequest, 'coupon_code' | 'coupon_codes'>) {
  return coupon_code === undefined ? coupon_codes : [coupon_code, ...coupon_codes];
}

function knownLocale(locale: string, fallback: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? fallback;
  } catch {
    return fallback;
  }
}

function priceItem(item: QuoteItem, product: Product | undefined): PricedLine {
  if (!product) {
    throw new AppError('not_found', `There is no product ${item.product_id} in this shop.`);
  }
  const variant = namedVariant(item, product);
  const { amount, currency } = variant.price;
  return {
    productId: product.id,
    variantId: variant.id,
    title: lineTitle(product, variant),
    quantity: item.quantity,
    unitPrice: amount,
    currency,
    available: canBeBought(variant, item.quantity),
    categories: (product.categories ?? []).map(({ value }) => value),
  };
}

/** Who takes orders for what is not there takes them for any number. */
function canBeBought({ availability, metadata }: Variant, quantity: number): boolean {
  const { available, status } = availability;
  const isCounted = status !== 'backorder' && status !== 'preorder';
  return available && (!isCounted || quantity <= (metadata?.stock ?? quantity));
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
