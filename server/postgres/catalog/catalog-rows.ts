import type { Category, Media, Product, Variant } from '../../../shared/product.ts';
import { priceRange, stockedAvailability, uncountedAvailability } from '../../shop/product.ts';
import type { category, media, product, variant } from '../schema.ts';

type ProductRow = Omit<typeof product.$inferSelect, 'version' | 'createdAt' | 'updatedAt'>;
type VariantRow = typeof variant.$inferSelect;
type MediaRow = Omit<typeof media.$inferSelect, 'id'>;
type CategoryRow = Pick<typeof category.$inferSelect, 'value' | 'taxonomy'>;

/** One product as it lies in the tables, every list in its order. */
export interface ProductRows {
  product: ProductRow;
  variants: VariantRow[];
  /** Of the product (variantId null) and of its variants. */
  media: MediaRow[];
  categories: CategoryRow[];
}

/** Which ids a product and its variants have with us; `variants` in the order of the product's. */
export interface AssignedIds {
  id: string;
  externalId: string | undefined;
  variants: { id: string; externalId: string | undefined }[];
}

/** Paths on this installation are kept as paths, so that it may move to another address. */
export interface Links {
  absolute(url: string): string;
  relative(url: string): string;
}

export function linksOf(publicUrl: string): Links {
  const base = publicUrl.replace(/\/+$/, '');
  return {
    absolute: (url) => (url.startsWith('/') ? base + url : url),
    relative: (url) => (url.startsWith(`${base}/`) ? url.slice(base.length) : url),
  };
}

/** Price ranges are not kept: they follow from the variants. */
export function rowsFromProduct(
  storeId: string,
  given: Product,
  { ids, links }: { ids: AssignedIds; links: Links },
): ProductRows {
  const { brand, attributes, external_id: _, ...metadata } = given.metadata ?? {};
  const owner = { storeId, productId: ids.id };
  const variants = given.variants.map((item, position) => ({
    ...owner,
    ...variantColumns(item, ids.variants[position]!),
    position,
  }));
  const pictures = given.variants.flatMap((item, index) =>
    mediaRows(item.media, { ...owner, variantId: variants[index]!.id }, links),
  );
  return {
    product: {
      id: ids.id,
      storeId,
      handle: given.handle,
      title: given.title,
      description: given.description.plain,
      url: given.url === undefined ? null : links.relative(given.url),
      brand: brand ?? null,
      tags: given.tags ?? [],
      options: given.options ?? [],
      attributes: attributes ?? {},
      rating: given.rating ?? null,
      externalId: ids.externalId ?? null,
      metadata,
    },
    variants,
    media: [...mediaRows(given.media, { ...owner, variantId: null }, links), ...pictures],
    categories: uniqueCategories(given.categories ?? []),
  };
}

function variantColumns(item: Variant, ids: AssignedIds['variants'][number]) {
  const { stock, external_id: _, ...rest } = item.metadata ?? {};
  const { available, status } = uncountedAvailability(item.availability, stock);
  const metadata = ids.externalId === undefined ? rest : { ...rest, external_id: ids.externalId };
  return {
    id: ids.id,
    sku: item.sku ?? null,
    title: item.title,
    price: item.price.amount,
    listPrice: item.list_price?.amount ?? null,
    stock: stock ?? null,
    available,
    availabilityStatus: status,
    options: item.options ?? [],
    barcodes: item.barcodes ?? [],
    metadata,
  };
}

function mediaRows(
  items: Media[] | undefined,
  owner: Pick<MediaRow, 'storeId' | 'productId' | 'variantId'>,
  links: Links,
): MediaRow[] {
  return (items ?? []).map((item, position) => ({
    ...owner,
    position,
    type: item.type,
    url: links.relative(item.url),
    altText: item.alt_text ?? null,
    width: item.width ?? null,
    height: item.height ?? null,
  }));
}

function uniqueCategories(categories: Category[]): CategoryRow[] {
  const byValue = new Map(categories.map((item) => [item.value, item]));
  return [...byValue.values()].map(({ value, taxonomy }) => ({
    value,
    taxonomy: taxonomy ?? null,
  }));
}

/** The product as UCP has it; prices are in the store's `currency`. Empty lists are left out. */
export function productFromRows(
  rows: ProductRows,
  { currency, links }: { currency: string; links: Links },
): Product {
  const { product: row } = rows;
  const mediaOf = (variantId: string | null) =>
    filled(
      rows.media
        .filter((item) => item.variantId === variantId)
        .map((item) => mediaFromRow(item, links)),
    );
  const variants = rows.variants.map((item) =>
    variantFromRow(item, { currency, media: mediaOf(item.id) }),
  );
  const listed = variants.some((item) => item.list_price)
    ? priceRange(variants.map((item) => item.list_price ?? item.price))
    : undefined;
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    description: { plain: row.description },
    url: row.url === null ? undefined : links.absolute(row.url),
    categories: filled(
      rows.categories.map(({ value, taxonomy }) => ({ value, taxonomy: taxonomy ?? undefined })),
    ),
    price_range: priceRange(variants.map((item) => item.price)),
    list_price_range: listed,
    media: mediaOf(null),
    options: filled(row.options),
    variants,
    rating: row.rating ?? undefined,
    tags: filled(row.tags),
    metadata: filledObject({
      ...row.metadata,
      brand: row.brand ?? undefined,
      attributes: filledObject(row.attributes),
      external_id: row.externalId ?? undefined,
    }),
  };
}

function variantFromRow(
  row: VariantRow,
  { currency, media }: { currency: string; media: Media[] | undefined },
): Variant {
  const stock = row.stock ?? undefined;
  const kept = { available: row.available, status: row.availabilityStatus };
  return {
    id: row.id,
    sku: row.sku ?? undefined,
    title: row.title,
    price: { amount: row.price, currency },
    list_price: row.listPrice === null ? undefined : { amount: row.listPrice, currency },
    availability: stockedAvailability(kept, stock),
    options: filled(row.options),
    barcodes: filled(row.barcodes),
    media,
    metadata: filledObject({ ...row.metadata, stock }),
  };
}

function mediaFromRow(row: MediaRow, links: Links): Media {
  return {
    type: row.type,
    url: links.absolute(row.url),
    alt_text: row.altText ?? undefined,
    width: row.width ?? undefined,
    height: row.height ?? undefined,
  };
}

function filled<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** Without the keys that are undefined; undefined when none is left. */
function filledObject<T extends Record<string, unknown>>(object: T): T | undefined {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined;
}
