import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { ProductFacts } from '../../admin/product-facts.ts';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { isUniqueViolation } from '../connection/database-errors.ts';
import { product, variant } from '../schema.ts';
import type { WrittenProduct } from './write-product-facts.ts';

/** Throws AppError `conflict` naming the product that has a handle or a SKU that this one is about to get. */
export async function refuseTaken(
  tx: Drizzle,
  storeId: string,
  { before, after }: WrittenProduct,
): Promise<void> {
  if (after.handle !== before?.handle) await refuseTakenHandle(tx, storeId, after);
  const had = new Set(before?.variants.map(({ sku }) => sku));
  const skus = after.variants.flatMap(({ sku }) => (sku !== null && !had.has(sku) ? [sku] : []));
  if (skus.length === 0) return;
  const [holder] = await tx
    .select({ sku: variant.sku, title: product.title })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .where(
      and(
        eq(variant.storeId, storeId),
        inArray(variant.sku, skus),
        ne(variant.productId, after.id),
      ),
    )
    .limit(1);
  if (holder) throw taken('/variants', `The SKU ${holder.sku} is that of "${holder.title}".`);
}

async function refuseTakenHandle(tx: Drizzle, storeId: string, { id, handle }: ProductFacts) {
  const [holder] = await tx
    .select({ title: product.title })
    .from(product)
    .where(and(eq(product.storeId, storeId), eq(product.handle, handle), ne(product.id, id)))
    .limit(1);
  if (holder) throw taken('/handle', `The handle ${handle} is that of "${holder.title}".`);
}

function taken(pointer: string, detail: string): AppError {
  return new AppError('conflict', detail, { errors: [{ pointer, detail }] });
}

/** For the moment between looking and writing: what somebody else took then is a `conflict` as well. */
export async function explainTaken<T>(write: Promise<T>): Promise<T> {
  return await write.catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    const detail = 'The handle, a SKU or an id was given to another product.';
    throw new AppError('conflict', detail, { cause: error });
  });
}

/** The handle itself, or with the first number behind it that makes it free: `trail-tent-2`. */
export async function freeHandle(tx: Drizzle, storeId: string, handle: string): Promise<string> {
  const taken = await tx.execute<{ handle: string }>(sql`
    select handle from product
    where store_id = ${storeId} and (handle = ${handle} or handle ~ ('^' || ${escaped(handle)} || '-[0-9]{1,6}$'))
      and handle >= ${handle} and handle < ${`${handle}.`}`);
  const used = new Set(taken.map((row) => row.handle));
  if (!used.has(handle)) return handle;
  let number = 2;
  while (used.has(`${handle}-${number}`)) number += 1;
  return `${handle}-${number}`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
