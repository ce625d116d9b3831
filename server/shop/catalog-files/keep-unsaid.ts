import { isDeepStrictEqual } from 'node:util';
import type { Product, Variant } from '../../../shared/product.ts';
import { priceRange } from '../product.ts';

export interface SaidBefore {
  /** As the store has it. */
  stored: Product;
  /** What a file of this format, with these columns, says of `stored`; undefined when nobody can tell. */
  said: Product | undefined;
  /** Whether the file itself names the product's handle. */
  isHandleStated: boolean;
}

/**
 * A product of a file, with what the file cannot say as the store has it: where it says just what it would say of the
 * stored product, nothing has changed, however little of that the format can hold. A handle that was made up never takes
 * the place of a real one.
 */
export function keepUnsaid(given: Product, { stored, said, isHandleStated }: SaidBefore): Product {
  const isSameId = !isHandleStated || given.id === said?.id;
  const kept: Product = {
    ...given,
    ...(said && {
      ...unchangedFields(given, { stored, said }, PRODUCT_FIELDS),
      metadata: keptMetadata(given.metadata, stored.metadata, said.metadata),
      variants: keptVariants(given.variants, stored.variants, said.variants),
    }),
    ...(isHandleStated ? {} : { handle: stored.handle }),
    ...(isSameId ? { id: stored.id } : {}),
  };
  const { variants } = kept;
  const isListed = variants.some((variant) => variant.list_price);
  return withoutAbsent({
    ...kept,
    metadata: isSameId ? withExternalId(kept.metadata, given, stored) : kept.metadata,
    price_range: priceRange(variants.map(({ price }) => price)),
    list_price_range: isListed
      ? priceRange(variants.map((variant) => variant.list_price ?? variant.price))
      : undefined,
  });
}

const PRODUCT_FIELDS = [
  'handle',
  'title',
  'description',
  'url',
  'categories',
  'media',
  'options',
  'rating',
  'tags',
] as const satisfies (keyof Product)[];

const VARIANT_FIELDS = [
  'sku',
  'title',
  'price',
  'list_price',
  'options',
  'barcodes',
  'media',
] as const satisfies (keyof Variant)[];

function unchangedFields<T extends object, K extends keyof T>(
  given: T,
  { stored, said }: { stored: T; said: T },
  fields: readonly K[],
): Partial<Pick<T, K>> {
  const unchanged = fields.filter((field) => isSame(given[field], said[field]));
  return Object.fromEntries(unchanged.map((field) => [field, stored[field]])) as Partial<
    Pick<T, K>
  >;
}

type Metadata = Record<string, unknown>;

/** Field by field: what the file says anew, and what the store has where the file says nothing new. */
function keptMetadata<T extends Metadata>(
  given: T | undefined,
  stored: T | undefined,
  said: T | undefined,
): T | undefined {
  const now: Metadata = given ?? {};
  const had: Metadata = stored ?? {};
  const before: Metadata = said ?? {};
  const names = new Set([now, had, before].flatMap((fields) => Object.keys(fields)));
  const kept = [...names].flatMap((name): [string, unknown][] => {
    const value = isSame(now[name], before[name]) ? had[name] : now[name];
    return value === undefined ? [] : [[name, value]];
  });
  return kept.length > 0 ? (Object.fromEntries(kept) as T) : undefined;
}

/** Those that the file and the store both have are matched by what the file calls them. */
function keptVariants(given: Variant[], stored: Variant[], said: Variant[]): Variant[] {
  // A format that merges or drops variants leaves open which is which.
  if (said.length !== stored.length) return given;
  const names = said.map(({ id }) => id);
  const areAll = isSame(
    given.map(({ id }) => id),
    names,
  );
  if (!areAll && new Set(names).size < names.length) return given;
  return given.map((variant, index) => {
    const place = areAll ? index : names.indexOf(variant.id);
    const [own, before] = [stored[place], said[place]];
    return own && before ? keptVariant(variant, own, before) : variant;
  });
}

/** Availability and stock are one statement: a number that contradicts what the file says does not stay. */
function keptVariant(given: Variant, stored: Variant, said: Variant): Variant {
  const shelf = ({ availability, metadata }: Variant) => [availability, metadata?.stock];
  const isShelfSame = isSame(shelf(given), shelf(said));
  const metadata = keptMetadata(given.metadata, stored.metadata, said.metadata) ?? {};
  const { stock: _, ...others } = metadata;
  const stock = (isShelfSame ? stored : given).metadata?.stock;
  const kept = stock === undefined ? others : { ...others, stock };
  return withoutAbsent({
    ...given,
    ...unchangedFields(given, { stored, said }, VARIANT_FIELDS),
    id: stored.id,
    availability: isShelfSame ? stored.availability : given.availability,
    metadata: Object.keys(kept).length > 0 ? kept : undefined,
  });
}

/** What the store does not know under a name of another system gets none by being named once more. */
function withExternalId(
  metadata: Product['metadata'],
  given: Product,
  stored: Product,
): Product['metadata'] {
  const external = given.metadata?.external_id ?? stored.metadata?.external_id;
  const { external_id: _, ...others } = metadata ?? {};
  const kept = external === undefined ? others : { ...others, external_id: external };
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Absent, undefined and null are one; so are the orders of an object's fields, but not those of a list. */
function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(plain(left), plain(right));
}

function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function withoutAbsent<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
