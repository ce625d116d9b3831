import { isLink } from '../../shared/link.ts';
import type { Product } from '../../shared/product.ts';
import { AppError } from '../errors.ts';

/** What a store cannot hold: where (JSON pointer into the product) and what. */
export interface Unsuitable {
  pointer: string;
  detail: string;
}

const LARGEST_INTEGER = 2_147_483_647;

/** What, beyond its shape, makes a product unfit for a store with this currency. */
export function unsuitableIn(product: Product, currency: string): Unsuitable[] {
  const found: Unsuitable[] = [];
  const refuse = (pointer: string, detail: string) => found.push({ pointer, detail });
  const checkLink = (pointer: string, url: string | undefined) => {
    if (url !== undefined && !isLink(url)) refuse(pointer, 'must be an http(s) address or a path');
  };
  if (!isStorable(product)) refuse('', NOT_STORABLE);
  checkLink('/url', product.url);
  for (const [index, picture] of (product.media ?? []).entries()) {
    checkLink(`/media/${index}/url`, picture.url);
  }
  for (const [index, variant] of product.variants.entries()) {
    const at = `/variants/${index}`;
    for (const key of ['price', 'list_price'] as const) {
      const price = variant[key];
      if (price && price.currency !== currency) {
        refuse(`${at}/${key}/currency`, `is ${price.currency}, but the store sells in ${currency}`);
      }
    }
    if ((variant.metadata?.stock ?? 0) > LARGEST_INTEGER) {
      refuse(`${at}/metadata/stock`, 'is too large');
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

/** What no other product of a file may have: where it stands and what it is. */
export function keysOf(product: Product): { pointer: string; what: string }[] {
  const { id, handle, metadata, variants } = product;
  const foreign = metadata?.external_id;
  return [
    { pointer: '/id', what: `id ${id}` },
    { pointer: '/handle', what: `handle ${handle}` },
    ...(foreign === undefined
      ? []
      : [{ pointer: '/metadata/external_id', what: `external id ${foreign}` }]),
    ...variants.flatMap(({ sku }, index) =>
      sku === undefined ? [] : [{ pointer: `/variants/${index}/sku`, what: `SKU ${sku}` }],
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
