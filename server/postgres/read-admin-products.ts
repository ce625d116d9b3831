import { and, asc, eq, inArray } from 'drizzle-orm';
import type { AdminProduct, AdminVariant } from '../../shared/admin.ts';
import type { Media } from '../../shared/product.ts';
import { stockedAvailability } from '../shop/product.ts';
import type { Drizzle } from './database.ts';
import { category, media, product, productCategory, variant } from './schema.ts';

/** Products of the store with everything that a merchant edits, in the order of `ids`; the others are left out. */
export async function readAdminProducts(
  db: Drizzle,
  storeId: string,
  ids: string[],
): Promise<AdminProduct[]> {
  if (ids.length === 0) return [];
  const products = await db
    .select()
    .from(product)
    .where(and(eq(product.storeId, storeId), inArray(product.id, ids)));
  const variants = await db
    .select()
    .from(variant)
    .where(and(eq(variant.storeId, storeId), inArray(variant.productId, ids)))
    .orderBy(asc(variant.position), asc(variant.id));
  const pictures = await db
    .select()
    .from(media)
    .where(and(eq(media.storeId, storeId), inArray(media.productId, ids)))
    .orderBy(asc(media.position), asc(media.id));
  const categories = await db
    .select({ productId: productCategory.productId, value: category.value })
    .from(productCategory)
    .innerJoin(category, eq(category.id, productCategory.categoryId))
    .where(and(eq(productCategory.storeId, storeId), inArray(productCategory.productId, ids)))
    .orderBy(asc(productCategory.position));

  const byId = new Map(products.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const isMine = ({ productId }: { productId: string }) => productId === id;
    return {
      id,
      handle: row.handle,
      title: row.title,
      description: row.description,
      brand: row.brand,
      url: row.url,
      categories: categories.filter(isMine).map(({ value }) => value),
      media: pictures.filter(isMine).map(mediaFromRow),
      variants: variants.filter(isMine).map(variantFromRow),
      version: row.version,
      updated_at: row.updatedAt.toISOString(),
    };
  });
}

/** Shows the availability that a shopper sees: none left is out of stock. */
function variantFromRow(row: typeof variant.$inferSelect): AdminVariant {
  const kept = { available: row.available, status: row.availabilityStatus };
  const { status } = stockedAvailability(kept, row.stock ?? undefined);
  return {
    id: row.id,
    sku: row.sku,
    title: row.title,
    price: row.price,
    list_price: row.listPrice,
    stock: row.stock,
    availability: status ?? row.availabilityStatus,
  };
}

function mediaFromRow(row: typeof media.$inferSelect): Media {
  return {
    type: row.type,
    url: row.url,
    alt_text: row.altText ?? undefined,
    width: row.width ?? undefined,
    height: row.height ?? undefined,
  };
}
