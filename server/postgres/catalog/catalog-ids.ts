import { and, eq, inArray, ne, or } from 'drizzle-orm';
import type { Product, Variant } from '../../../shared/product.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { product, variant } from '../schema.ts';
import { isUuid } from './catalog-read.ts';
import type { AssignedIds, ProductRows } from './catalog-rows.ts';

type KnownProduct = Pick<typeof product.$inferSelect, 'id' | 'handle' | 'externalId'>;

/** Which product of ours a given one is, if any, and the ids that are spoken for. */
export interface Matches {
  /** In the order of the given products. */
  known: (KnownProduct | undefined)[];
  /** UUIDs among the given ones that name something else: of another store, or of another product. */
  taken: Set<string>;
}

/**
 * Finds given products by foreign id, else by id, else by handle; where the handle is made up, first by their SKUs, if
 * those are one product's.
 */
export async function matchProducts(
  db: Drizzle,
  storeId: string,
  { products, isHandleStated }: { products: Product[]; isHandleStated(index: number): boolean },
): Promise<Matches> {
  const externalIds = products.map(externalIdOf);
  const uuids = products.map(({ id }) => id.toLowerCase()).filter(isUuid);
  const handles = products.map(({ handle }) => handle);
  const named = [inArray(product.handle, handles), inArray(product.externalId, externalIds)];
  if (uuids.length > 0) named.push(inArray(product.id, uuids));
  const rows = await db
    .select({ id: product.id, handle: product.handle, externalId: product.externalId })
    .from(product)
    .where(and(eq(product.storeId, storeId), or(...named)));
  const byExternalId = new Map(rows.map((row) => [row.externalId, row]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byHandle = new Map(rows.map((row) => [row.handle, row]));
  const byIds = products.map(
    (given, index) => byExternalId.get(externalIds[index]!) ?? byId.get(given.id.toLowerCase()),
  );
  const open = products.filter((_, index) => !byIds[index] && !isHandleStated(index));
  const bySku = await ownersOfSkus(db, storeId, open);
  const known = products.map(
    (given, index) => byIds[index] ?? bySku.get(given) ?? byHandle.get(given.handle),
  );
  return { known, taken: await takenIds(db, storeId, { products, uuids }) };
}

/** For each product whose SKUs belong to one product of the store: that one. */
async function ownersOfSkus(
  db: Drizzle,
  storeId: string,
  products: Product[],
): Promise<Map<Product, KnownProduct>> {
  const skusOf = ({ variants }: Product) => variants.flatMap(({ sku }) => sku ?? []);
  const skus = products.flatMap(skusOf);
  if (skus.length === 0) return new Map();
  const rows = await db
    .select({
      sku: variant.sku,
      id: product.id,
      handle: product.handle,
      externalId: product.externalId,
    })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .where(and(eq(variant.storeId, storeId), inArray(variant.sku, skus)));
  const owners = new Map(rows.map(({ sku, ...owner }) => [sku, owner]));
  return new Map(
    products.flatMap((given): [Product, KnownProduct][] => {
      const found = skusOf(given).flatMap((sku) => owners.get(sku) ?? []);
      const [first] = found;
      return first && found.every(({ id }) => id === first.id) ? [[given, first]] : [];
    }),
  );
}

/** What a product is called elsewhere: a UUID of another installation counts too. */
function externalIdOf({ id, metadata }: Product): string {
  return metadata?.external_id ?? id;
}

async function takenIds(
  db: Drizzle,
  storeId: string,
  { products, uuids }: { products: Product[]; uuids: string[] },
): Promise<Set<string>> {
  const variantIds = products
    .flatMap(({ variants }) => variants.map(({ id }) => id.toLowerCase()))
    .filter(isUuid);
  const [foreignProducts, knownVariants] = await Promise.all([
    uuids.length === 0
      ? []
      : db
          .select({ id: product.id })
          .from(product)
          .where(and(ne(product.storeId, storeId), inArray(product.id, uuids))),
    // Of any store: an id is one variant's, wherever that is. A product's own variants are matched before this is asked.
    variantIds.length === 0
      ? []
      : db.select({ id: variant.id }).from(variant).where(inArray(variant.id, variantIds)),
  ]);
  return new Set([...foreignProducts, ...knownVariants].map(({ id }) => id));
}

/**
 * The ids that a given product and its variants have or get; `current` is what is stored of it.
 * What it assigns it adds to `taken`.
 */
export function assignIds(
  given: Product,
  { known, taken }: { known: KnownProduct | undefined; taken: Set<string> },
  current: ProductRows | undefined,
): AssignedIds {
  const own = assignId(given.id, { known: known?.id, taken });
  const free = new Set(current?.variants);
  const variants = given.variants.map((item) => {
    const match = matchVariant(item, [...free]);
    if (match) free.delete(match);
    const ids = assignId(item.id, { known: match?.id, taken });
    const stated = item.metadata?.external_id;
    return typeof stated === 'string' ? { ...ids, externalId: stated } : ids;
  });
  return { id: own.id, externalId: given.metadata?.external_id ?? own.externalId, variants };
}

/** An id that we cannot have, or not as it is, is kept as the foreign one. */
function assignId(
  given: string,
  { known, taken }: { known: string | undefined; taken: Set<string> },
): { id: string; externalId: string | undefined } {
  const wanted = given.toLowerCase();
  const usable = isUuid(wanted) && !taken.has(wanted) ? wanted : undefined;
  const id = known ?? usable ?? newId();
  taken.add(id);
  return { id, externalId: id === wanted ? undefined : given };
}

function matchVariant(
  given: Variant,
  free: ProductRows['variants'],
): ProductRows['variants'][number] | undefined {
  const foreign = given.metadata?.external_id ?? given.id;
  return (
    free.find(({ id }) => id === given.id.toLowerCase()) ??
    free.find(({ metadata }) => metadata.external_id === foreign) ??
    free.find(({ sku }) => sku !== null && sku === given.sku)
  );
}
