import type { RefusalReason } from '../../shared/catalog-import.ts';
import { isLink } from '../../shared/link.ts';
import type { Product } from '../../shared/product.ts';
import { AppError } from '../errors.ts';

/** What a store cannot hold: where (JSON pointer into the product), why, and in English. */
export interface Unsuitable {
  pointer: string;
  reason: Extract<
    RefusalReason,
    'not_address' | 'not_storable' | 'currency_differs' | 'number_too_large'
  >;
  /** What it is, or the most that it may be. */
  value: string;
  detail: string;
}

const LARGEST_INTEGER = 2_147_483_647;

/** What, beyond its shape, makes a product unfit for a store with this currency. */
export function unsuitableIn(product: Product, currency: string): Unsuitable[] {
  const found: Unsuitable[] = [];
  const checkLink = (pointer: string, url: string | undefined) => {
    if (url === undefined || isLink(url)) return;
    const detail = 'must be an http(s) address or a path';
    found.push({ pointer, reason: 'not_address', value: url, detail });
  };
  if (!isStorable(product)) {
    found.push({ pointer: '', reason: 'not_storable', value: '', detail: NOT_STORABLE });
  }
  checkLink('/url', product.url);
  for (const [index, picture] of (product.media ?? []).entries()) {
    checkLink(`/media/${index}/url`, picture.url);
  }
  for (const [index, variant] of product.variants.entries()) {
    const at = `/variants/${index}`;
    for (const key of ['price', 'list_price'] as const) {
      const price = variant[key];
      if (price && price.currency !== currency) {
        const detail = `is ${price.currency}, but the store sells in ${currency}`;
        const pointer = `${at}/${key}/currency`;
        found.push({ pointer, reason: 'currency_differs', value: price.currency, detail });
      }
    }
    if ((variant.metadata?.stock ?? 0) > LARGEST_INTEGER) {
      const value = String(LARGEST_INTEGER);
      const pointer = `${at}/metadata/stock`;
      found.push({ pointer, reason: 'number_too_large', value, detail: 'is too large' });
    }
    for (const [number, picture] of (variant.media ?? []).entries()) {
      checkLink(`${at}/media/${number}/url`, picture.url);
    }
  }
  return found;
}

/** Throws AppError `invalid_request` naming the first product that the store cannot hold. */
export function refuseUnsuitable(products: Product[], currency: string): void {
  for (const [index, product] of products.entries()) {
    const [first] = unsuitableIn(product, currency);
    if (!first) continue;
    throw new AppError('invalid_request', `${product.title}: ${first.pointer} ${first.detail}.`, {
      errors: [{ pointer: `/${index}${first.pointer}`, detail: first.detail }],
    });
  }
  const [repeated] = repeatedIn(products);
  if (!repeated) return;
  const titles = `"${products[repeated.earlier]?.title}" and "${products[repeated.index]?.title}"`;
  throw new AppError('invalid_request', `The ${repeated.what} is used twice: ${titles}.`);
}

/** A product (by its place) with a key that an earlier one has. */
export interface Repeated {
  index: number;
  earlier: number;
  pointer: string;
  /** "handle trail-tent", for example. */
  what: string;
}

/** Ids, handles, foreign ids and SKUs that stand there twice. */
export function repeatedIn(products: Product[]): Repeated[] {
  const seen = new Map<string, number>();
  return products.flatMap((product, index) =>
    keysOf(product).flatMap(({ pointer, what }) => {
      const earlier = seen.get(what);
      if (earlier === undefined) seen.set(what, index);
      return earlier === undefined ? [] : [{ index, earlier, pointer, what }];
    }),
  );
}

/** What no other product of a file may have: where it stands, what it is ("SKU A-1"), and the name itself. */
export function keysOf(product: Product): { pointer: string; what: string; name: string }[] {
  const { id, handle, metadata, variants } = product;
  const foreign = metadata?.external_id;
  return [
    { pointer: '/id', what: `id ${id}`, name: id },
    { pointer: '/handle', what: `handle ${handle}`, name: handle },
    ...(foreign === undefined
      ? []
      : [{ pointer: '/metadata/external_id', what: `external id ${foreign}`, name: foreign }]),
    ...variants.flatMap(({ sku }, index) =>
      sku === undefined
        ? []
        : [{ pointer: `/variants/${index}/sku`, what: `SKU ${sku}`, name: sku }],
    ),
  ];
}

/** What no product needs, and what would take those down who walk through it. */
const MOST_LEVELS = 50;

export const NOT_STORABLE =
  'holds text that is not Unicode (a NUL or half a character), or lists in lists without end';

/** Postgres keeps neither NUL nor lone surrogates. */
export function isStorable(value: unknown, level = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  if (level === MOST_LEVELS) return false;
  return Object.entries(value).every(
    ([key, item]) => isStorable(key) && isStorable(item, level + 1),
  );
}
