import { isDeepStrictEqual } from 'node:util';
import type { Product } from '../../../shared/product.ts';
import type { UpsertCount } from '../../shop/catalog.ts';
import type { Drizzle } from '../connection/database.ts';
import { assignIds, matchProducts } from './catalog-ids.ts';
import { readRows } from './catalog-read.ts';
import { type Links, type ProductRows, productFromRows, rowsFromProduct } from './catalog-rows.ts';

/** What is to become of a given product. */
export interface PlannedProduct {
  /** As it was given, or completed. */
  product: Product;
  rows: ProductRows;
  change: keyof UpsertCount;
  /** As it is stored now. */
  before: ProductRows | undefined;
}

/** What a file leaves open, by a product's place. */
export interface Completion {
  isHandleStated(index: number): boolean;
  /** The product with what the file does not say of it; `stored` is the store's. */
  complete(index: number, stored: Product): Product;
}

/** Rows that are read at once. */
const BATCH = 500;

/** Finds what is stored of the given products and what would change, in their order. Writes nothing. */
export async function planProducts(
  db: Drizzle,
  storeId: string,
  {
    products,
    links,
    completion,
  }: { products: Product[]; links: Links; completion?: Completion | undefined },
): Promise<PlannedProduct[]> {
  const planned: PlannedProduct[] = [];
  const assigned = new Set<string>();
  for (let start = 0; start < products.length; start += BATCH) {
    const batch = products.slice(start, start + BATCH);
    const { known, taken } = await matchProducts(db, storeId, {
      products: batch,
      isHandleStated: (index) => completion?.isHandleStated(start + index) ?? true,
    });
    for (const id of taken) assigned.add(id);
    const matchedIds = known.flatMap((match) => match?.id ?? []);
    const stored = await readRows(db, storeId, matchedIds);
    for (const [index, item] of batch.entries()) {
      const match = known[index];
      const before = match && stored.get(match.id);
      const { currency } = item.price_range.min;
      const given =
        before && completion
          ? completion.complete(start + index, productFromRows(before, { currency, links }))
          : item;
      const ids = assignIds(given, { known: match, taken: assigned }, before);
      const rows = rowsFromProduct(storeId, given, { ids, links });
      planned.push({ product: given, rows, change: changeBetween(before, rows), before });
    }
  }
  return planned;
}

/** Two of the given products may turn out to be one of ours: named once by id and once by handle, say. */
export function sameProducts(planned: PlannedProduct[]): { index: number; earlier: number }[] {
  const seen = new Map<string, number>();
  return planned.flatMap(({ rows }, index) => {
    const { id, externalId } = rows.product;
    const keys = externalId === null ? [id] : [id, `external ${externalId}`];
    const earlier = keys.map((key) => seen.get(key)).find((place) => place !== undefined);
    for (const key of keys) if (!seen.has(key)) seen.set(key, index);
    return earlier === undefined ? [] : [{ index, earlier }];
  });
}

function changeBetween(stored: ProductRows | undefined, wanted: ProductRows): keyof UpsertCount {
  if (!stored) return 'created';
  return isSame(wanted, stored) ? 'unchanged' : 'updated';
}

/** Whether storing `wanted` would change anything that can be read. */
function isSame(wanted: ProductRows, stored: ProductRows): boolean {
  return isDeepStrictEqual(comparable(wanted), comparable(stored));
}

function comparable({ product: row, variants, media: pictures, categories }: ProductRows): unknown {
  const { version: _, createdAt: __, updatedAt: ___, ...columns } = row as Record<string, unknown>;
  const mediaOf = Map.groupBy(pictures, ({ variantId }) => variantId);
  const shown = [...mediaOf].map(([owner, items]) => [
    owner,
    items.map(({ type, url, altText, width, height }) => [type, url, altText, width, height]),
  ]);
  const values = categories.map(({ value }) => value);
  return plain({ columns, variants, media: Object.fromEntries(shown), values });
}

/** As JSON would read back: what jsonb gives us and what we were given must compare alike. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
