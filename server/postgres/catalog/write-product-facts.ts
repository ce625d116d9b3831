import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ProductFacts, VariantFacts } from '../../admin/product-facts.ts';
import { newId } from '../../shop/new-id.ts';
import { canBeBought } from '../../shop/product.ts';
import type { Drizzle } from '../connection/database.ts';
import { category, media, product, productCategory, variant } from '../schema.ts';

/** From one state to another; without `before` it is new. */
export interface WrittenProduct {
  before?: ProductFacts;
  after: ProductFacts;
}

/** Rows a statement: Postgres takes 65,535 parameters. */
const BATCH = 2_000;

/**
 * Writes what differs, a few statements for any number of products, and raises their versions by one. The caller holds
 * the rows of products that exist. A handle or SKU that another product has fails as `explainTaken` says.
 */
export async function writeProductFacts(
  tx: Drizzle,
  storeId: string,
  products: WrittenProduct[],
): Promise<void> {
  if (products.length === 0) return;
  await writeProductRows(tx, storeId, products);
  await writeVariants(tx, storeId, products);
  await writeMedia(tx, storeId, products);
  await writeCategories(tx, storeId, products);
}

async function writeProductRows(tx: Drizzle, storeId: string, products: WrittenProduct[]) {
  const changed = products.filter(({ before }) => before);
  if (changed.length > 0) {
    await tx.execute(sql`
      update product p set handle = n.handle, title = n.title, description = n.description, url = n.url,
        brand = n.brand, tags = array(select jsonb_array_elements_text(n.tags)), options = n.options,
        attributes = n.attributes, rating = n.rating, external_id = n.external_id, metadata = n.metadata, version = p.version + 1, updated_at = now()
      from json_to_recordset(${JSON.stringify(changed.map(({ after }) => productColumns(after)))}::json)
        as n(id uuid, handle text, title text, description text, url text, brand text, tags jsonb, options jsonb,
          attributes json, rating jsonb, external_id text, metadata jsonb)
      where p.store_id = ${storeId} and p.id = n.id`);
  }
  const added = products.filter(({ before }) => !before).map(({ after }) => after);
  if (added.length === 0) return;
  await tx.insert(product).values(
    added.map((facts) => ({
      ...productColumns(facts),
      storeId,
      externalId: facts.external_id,
    })),
  );
}

function productColumns(facts: ProductFacts) {
  const { attributes, categories: _, media: __, variants: ___, ...columns } = facts;
  const named = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
  return { ...columns, attributes: named };
}

async function writeVariants(tx: Drizzle, storeId: string, products: WrittenProduct[]) {
  const steps = products.map(variantSteps);
  const removed = steps.flatMap((step) => step.removed);
  const changed = steps.flatMap((step) => step.changed);
  const added = steps.flatMap((step) => step.added);
  const ofStore = (ids: string[]) => and(eq(variant.storeId, storeId), inArray(variant.id, ids));
  if (removed.length > 0) await tx.delete(variant).where(ofStore(removed));
  // Two variants may swap their SKUs, which are unique at every moment.
  const freed = changed.filter(({ changesSku }) => changesSku).map(({ row }) => row.id);
  if (freed.length > 0) await tx.update(variant).set({ sku: null }).where(ofStore(freed));
  for (const part of batches(changed.map(({ row }) => row))) {
    await tx.execute(sql`
      update variant v set position = n.position, sku = n.sku, title = n.title, price = n.price,
        list_price = n.list_price, stock = n.stock, available = coalesce(n.available, v.available),
        availability_status = n.availability, options = n.options, barcodes = n.barcodes, metadata = n.metadata
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as n(id uuid, position integer, sku text, title text,
        price bigint, list_price bigint, stock integer, available boolean, availability text, options jsonb,
        barcodes jsonb, metadata jsonb)
      where v.store_id = ${storeId} and v.id = n.id`);
  }
  for (const part of batches(added)) {
    await tx.insert(variant).values(part.map((row) => ({ ...row, storeId })));
  }
}

/** What becomes of the variants of one product, in rows. */
function variantSteps({ before, after }: WrittenProduct) {
  const known = new Map(before?.variants.map((item, position) => [item.id, { item, position }]));
  const wanted = new Set(after.variants.map(({ id }) => id));
  const removed = [...known.keys()].filter((id) => !wanted.has(id));
  const changed = after.variants.flatMap((item, position) => {
    const old = known.get(item.id);
    if (!old || (old.position === position && isSameRow(old.item, item))) return [];
    return [
      { row: changedColumns(item, position, old.item), changesSku: old.item.sku !== item.sku },
    ];
  });
  const added = after.variants.flatMap((item, position) =>
    known.has(item.id) ? [] : [addedColumns(item, { position, productId: after.id })],
  );
  return { removed, changed, added };
}

/** Pictures have rows of their own. */
function isSameRow(old: VariantFacts, item: VariantFacts): boolean {
  return isDeepStrictEqual({ ...old, media: [] }, { ...item, media: [] });
}

/** `available` goes with the availability, and stays where that stays: imports may say both. */
function changedColumns(item: VariantFacts, position: number, old: VariantFacts) {
  const { id, sku, title, price, list_price, stock, availability, options, barcodes } = item;
  const available = availability === old.availability ? null : canBeBought(availability);
  const columns = { id, sku, title, price, list_price, stock, availability, options, barcodes };
  return { ...columns, available, position, metadata: keptMetadata(item) };
}

function addedColumns(item: VariantFacts, place: { position: number; productId: string }) {
  return {
    ...place,
    id: item.id,
    sku: item.sku,
    title: item.title,
    price: item.price,
    listPrice: item.list_price,
    stock: item.stock,
    available: canBeBought(item.availability),
    availabilityStatus: item.availability,
    options: item.options,
    barcodes: item.barcodes,
    metadata: keptMetadata(item),
  };
}

function keptMetadata({ external_id: externalId, metadata }: VariantFacts) {
  return externalId === null ? metadata : { ...metadata, external_id: externalId };
}

async function writeMedia(tx: Drizzle, storeId: string, products: WrittenProduct[]) {
  const changed = products.filter(
    ({ before, after }) => !isDeepStrictEqual(before && picturesOf(before), picturesOf(after)),
  );
  const known = changed.flatMap(({ before }) => before?.id ?? []);
  if (known.length > 0) {
    await tx.delete(media).where(and(eq(media.storeId, storeId), inArray(media.productId, known)));
  }
  const rows = changed.flatMap(({ after }) =>
    picturesOf(after).map(({ alt_text: altText, ...picture }) => ({
      ...picture,
      altText,
      id: newId(),
      storeId,
      productId: after.id,
    })),
  );
  for (const part of batches(rows)) await tx.insert(media).values(part);
}

function picturesOf({ media: pictures, variants }: ProductFacts) {
  const owned = [{ id: null, media: pictures }, ...variants];
  return owned.flatMap(({ id, media: items }) =>
    items.map((item, position) => ({ ...item, variantId: id, position })),
  );
}

async function writeCategories(tx: Drizzle, storeId: string, products: WrittenProduct[]) {
  const changed = products.filter(
    ({ before, after }) => !isDeepStrictEqual(before?.categories ?? [], after.categories),
  );
  if (changed.length === 0) return;
  const ids = changed.map(({ after }) => after.id);
  await tx
    .delete(productCategory)
    .where(and(eq(productCategory.storeId, storeId), inArray(productCategory.productId, ids)));
  const values = [...new Set(changed.flatMap(({ after }) => after.categories))].sort();
  if (values.length === 0) return;
  await tx
    .insert(category)
    .values(values.map((value) => ({ id: newId(), storeId, value })))
    .onConflictDoNothing();
  const stored = await tx
    .select({ id: category.id, value: category.value })
    .from(category)
    .where(and(eq(category.storeId, storeId), inArray(category.value, values)));
  const idOf = new Map(stored.map(({ id, value }) => [value, id]));
  const links = changed.flatMap(({ after }) =>
    after.categories.map((value, position) => ({
      storeId,
      productId: after.id,
      categoryId: idOf.get(value)!,
      position,
    })),
  );
  for (const part of batches(links)) await tx.insert(productCategory).values(part);
}

function* batches<T>(items: T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
