import type { MissingPart, ProductSort } from '../../../shared/admin-products.ts';
import type { AvailabilityStatus } from '../../../shared/product.ts';

/** What the list shows and in which order; the same names stand in the page's address and in the call of the API. */
export interface ListQuery {
  q?: string;
  category?: string;
  brand?: string;
  availability?: AvailabilityStatus;
  /** A number of pieces. */
  stock_below?: string;
  missing?: MissingPart;
  sort?: ProductSort;
}

export const SORTS = [
  'title',
  '-title',
  'price',
  '-price',
  'stock',
  '-stock',
  'updated',
  '-updated',
] as const satisfies ProductSort[];
export const MISSING_PARTS = [
  'picture',
  'description',
  'category',
] as const satisfies MissingPart[];
export const AVAILABILITIES = [
  'in_stock',
  'backorder',
  'preorder',
  'out_of_stock',
  'discontinued',
] as const satisfies AvailabilityStatus[];

const LONGEST_TEXT = 300;

/** What an address asks for. Somebody may have typed it: what makes no sense is left out. */
export function readListQuery(address: URLSearchParams): ListQuery {
  const text = (name: string) => address.get(name)?.trim().slice(0, LONGEST_TEXT) || undefined;
  const oneOf = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === address.get(name));
  const below = text('stock_below');
  return {
    q: text('q'),
    category: text('category'),
    brand: text('brand'),
    availability: oneOf('availability', AVAILABILITIES),
    stock_below: below && /^\d{1,9}$/.test(below) ? below : undefined,
    missing: oneOf('missing', MISSING_PARTS),
    sort: oneOf('sort', SORTS),
  };
}

export function writeListQuery(query: ListQuery): URLSearchParams {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return new URLSearchParams(given);
}

/** How many of the filters narrow the list; the words searched for and the order are none. */
export function countFilters({ q: _, sort: __, ...filters }: ListQuery): number {
  return Object.values(filters).filter(Boolean).length;
}
