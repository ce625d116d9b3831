import { and, eq, sql } from 'drizzle-orm';
import type { AdminProduct, VariantChange } from '../../shared/admin.ts';
import { canBeBought, changeVariant } from '../admin/change-variant.ts';
import { type ProductEditor, ROW_VARIANTS } from '../admin/product-editor.ts';
import { AppError } from '../errors.ts';
import { uncountedAvailability } from '../shop/product.ts';
import type { Drizzle } from './database.ts';
import { readAdminProducts } from './read-admin-products.ts';
import { product, variant } from './schema.ts';

export function postgresProductEditor(db: Drizzle): ProductEditor {
  return {
    async get(storeId, productId) {
      const [found] = await readAdminProducts(db, storeId, [productId]);
      return found;
    },

    async rows(storeId, productIds) {
      const products = await readAdminProducts(db, storeId, productIds);
      return products.map(({ description: _, media, variants, ...rest }) => ({
        ...rest,
        media: media.slice(0, 1),
        variants: variants.slice(0, ROW_VARIANTS),
        variant_count: variants.length,
      }));
    },

    change(storeId, productId, { version, change }) {
      return db.transaction(async (tx) => {
        const mine = and(eq(product.storeId, storeId), eq(product.id, productId));
        const [locked] = await tx
          .select({ version: product.version })
          .from(product)
          .where(mine)
          .for('update');
        if (!locked) return undefined;
        if (locked.version !== version) {
          throw new AppError('version_conflict', 'The product was changed meanwhile.');
        }
        const [before] = await readAdminProducts(tx, storeId, [productId]);
        if (before) await changeVariants(tx, { storeId, before }, change.variants ?? []);
        await tx
          .update(product)
          .set({
            title: change.title?.trim(),
            description: change.description,
            version: sql`${product.version} + 1`,
            updatedAt: sql`now()`,
          })
          .where(mine);
        const [after] = await readAdminProducts(tx, storeId, [productId]);
        return after;
      });
    },
  };
}

/** What a change does not name keeps its column: the availability that is shown follows from the count as well. */
async function changeVariants(
  tx: Drizzle,
  { storeId, before }: { storeId: string; before: AdminProduct },
  changes: VariantChange[],
): Promise<void> {
  for (const [index, change] of changes.entries()) {
    const { id, price, list_price, stock } = changedVariant(before, change, `/variants/${index}`);
    await tx
      .update(variant)
      .set({ price, listPrice: list_price, stock, ...availabilityColumns(change, stock) })
      .where(and(eq(variant.storeId, storeId), eq(variant.id, id)));
  }
}

function changedVariant(before: AdminProduct, change: VariantChange, pointer: string) {
  const current = before.variants.find(({ id }) => id === change.id);
  if (current) return changeVariant(current, change, pointer);
  throw new AppError('invalid_request', 'The product has no such variant.', {
    errors: [{ pointer: `${pointer}/id`, detail: 'is not a variant of this product' }],
  });
}

function availabilityColumns({ availability }: VariantChange, stock: number | null) {
  if (availability === undefined) return {};
  const wanted = { available: canBeBought(availability), status: availability };
  const { available, status } = uncountedAvailability(wanted, stock ?? undefined);
  return { available, availabilityStatus: status };
}
