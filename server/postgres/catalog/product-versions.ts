import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { ProductChange } from '../../../shared/admin-products.ts';
import type { StoredProduct } from '../../admin/product-facts.ts';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { productPush, variantPush } from '../schema.ts';

/**
 * Throws AppError `version_conflict` when `version` is not the present one, unless all that happened since are pushes
 * of cells that `change` leaves alone. The caller holds the product's row.
 */
export async function refuseStale(
  tx: Drizzle,
  stored: StoredProduct,
  { version, change = {} }: { version: number; change?: ProductChange },
): Promise<void> {
  if (stored.version === version) return;
  const [pushes] = await tx
    .select()
    .from(productPush)
    .where(eq(productPush.productId, stored.facts.id));
  const onlyPushes =
    pushes?.lastVersion === stored.version &&
    version >= pushes.firstVersion &&
    version < stored.version;
  if (!onlyPushes) throw new AppError('version_conflict', 'The product was changed meanwhile.');
  const touched = (change.variants ?? []).filter(touchesPushed).map(({ id }) => id);
  if (touched.length === 0) return;
  const [pushed] = await tx
    .select({ id: variantPush.variantId })
    .from(variantPush)
    .where(and(inArray(variantPush.variantId, touched), gt(variantPush.version, version)))
    .limit(1);
  if (!pushed) return;
  throw new AppError('version_conflict', 'Stock or a price was changed by a machine meanwhile.', {
    errors: touched.length > 0 ? [{ pointer: '/variants', detail: 'were changed meanwhile' }] : [],
  });
}

type VariantChange = NonNullable<ProductChange['variants']>[number];

function touchesPushed({ price, list_price, stock, availability }: VariantChange): boolean {
  return [price, list_price, stock, availability].some((value) => value !== undefined);
}

/** Notes since when prices and stock are as somebody here just made them: pushes of older ones come too late. */
export async function noteMoments(
  tx: Drizzle,
  storeId: string,
  changes: ProductChange[],
): Promise<void> {
  const moments = changes
    .flatMap(({ variants = [] }) => variants)
    .map(({ id, price, list_price, stock, availability }) => ({
      id,
      of_price: price !== undefined || list_price !== undefined,
      of_stock: stock !== undefined || availability !== undefined,
    }))
    .filter(({ of_price, of_stock }) => of_price || of_stock);
  if (moments.length === 0) return;
  await tx.execute(sql`
    insert into variant_moment (variant_id, store_id, price_at, stock_at)
    select n.id, ${storeId}, case when n.of_price then now() end, case when n.of_stock then now() end
    from jsonb_to_recordset(${JSON.stringify(moments)}::jsonb) as n(id uuid, of_price boolean, of_stock boolean)
    on conflict (variant_id) do update set
      price_at = coalesce(excluded.price_at, variant_moment.price_at),
      stock_at = coalesce(excluded.stock_at, variant_moment.stock_at)`);
}
