import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray } from 'drizzle-orm';
import type { AdminProduct } from '../../../shared/admin-products.ts';
import type { Doing } from '../../admin/audit.ts';
import { changeProduct } from '../../admin/change-product.ts';
import type { JsonValue } from '../../admin/json-value.ts';
import { makeProduct } from '../../admin/new-product.ts';
import { differenceBetween, type ProductDifference } from '../../admin/product-difference.ts';
import type { ProductEditor } from '../../admin/product-editor.ts';
import { type ProductFacts, type StoredProduct, shownProduct } from '../../admin/product-facts.ts';
import type { Drizzle } from '../connection/database.ts';
import { recordChange } from '../people/record-change.ts';
import { product } from '../schema.ts';
import { lockProducts, readStoredProducts } from './product-facts.ts';
import { noteMoments, refuseStale } from './product-versions.ts';
import { explainTaken, freeHandle, refuseTaken } from './taken-names.ts';
import { writeProductFacts } from './write-product-facts.ts';

export function postgresProductEditor(db: Drizzle): ProductEditor {
  return {
    async get(storeId, productId) {
      const [found] = await readStoredProducts(db, storeId, [productId]);
      return found && shownProduct(found);
    },

    async facts(storeId, productId) {
      const [found] = await readStoredProducts(db, storeId, [productId]);
      return found?.facts;
    },

    create: (storeId, given, by) =>
      db.transaction(async (tx) => {
        const facts = makeProduct(given);
        const handle = given.handle ?? (await freeHandle(tx, storeId, facts.handle));
        await addProduct(tx, storeId, { facts: { ...facts, handle }, by });
        return await shown(tx, storeId, facts.id);
      }),

    restore: (storeId, removed, by) =>
      db.transaction(async (tx) => {
        const facts = removed as unknown as ProductFacts;
        await addProduct(tx, storeId, { facts, by });
        return await shown(tx, storeId, facts.id);
      }),

    change: (storeId, productId, { version, change, ...by }) =>
      db.transaction(async (tx) => {
        const stored = await lockProduct(tx, storeId, productId);
        if (!stored) return undefined;
        await refuseStale(tx, stored, { version, change });
        const after = changeProduct(stored.facts, change);
        await writeChange(tx, storeId, { stored, after, by });
        return await shown(tx, storeId, productId);
      }),

    remove: (storeId, productId, { version, ...by }) =>
      db.transaction(async (tx) => {
        const stored = await lockProduct(tx, storeId, productId);
        if (!stored) return false;
        await refuseStale(tx, stored, { version });
        await removeProducts(tx, storeId, { removed: [stored], by });
        return true;
      }),
  };
}

async function shown(tx: Drizzle, storeId: string, productId: string): Promise<AdminProduct> {
  const [saved] = await readStoredProducts(tx, storeId, [productId]);
  if (!saved) throw new Error('a product that was just written is not there');
  return shownProduct(saved);
}

/** Nobody else changes the product until the transaction ends. */
async function lockProduct(
  tx: Drizzle,
  storeId: string,
  productId: string,
): Promise<StoredProduct | undefined> {
  const [stored] = await lockProducts(tx, storeId, [productId]);
  return stored;
}

interface Edit {
  stored: StoredProduct;
  after: ProductFacts;
  by: Doing;
}

/** Gives back the version that the product then has. When nothing differs nothing is written and it stays. */
export async function writeChange(
  tx: Drizzle,
  storeId: string,
  { stored, after, by }: Edit,
): Promise<number> {
  if (isDeepStrictEqual(stored.facts, after)) return stored.version;
  const difference = differenceBetween(stored.facts, after);
  const written = { before: stored.facts, after };
  await refuseTaken(tx, storeId, written);
  await explainTaken(writeProductFacts(tx, storeId, [written]));
  if (difference) {
    await noteMoments(tx, storeId, [difference.after]);
    await recordEdit(tx, storeId, { stored, after, difference, by });
  }
  return stored.version + 1;
}

/** Writes down a change that raised the product's version by one. */
export async function recordEdit(
  tx: Drizzle,
  storeId: string,
  { stored, after, difference, by }: Edit & { difference: ProductDifference },
): Promise<void> {
  await recordChange(tx, {
    ...by,
    action: 'product.change',
    storeId,
    subject: { id: after.id, name: after.title, version: stored.version + 1 },
    before: difference.before as JsonValue,
    after: difference.after as JsonValue,
  });
}

/** A new product, checked and written down. */
export async function addProduct(
  tx: Drizzle,
  storeId: string,
  { facts, by }: { facts: ProductFacts; by: Doing },
): Promise<void> {
  await refuseTaken(tx, storeId, { after: facts });
  await explainTaken(writeProductFacts(tx, storeId, [{ after: facts }]));
  await recordChange(tx, {
    ...by,
    action: 'product.create',
    storeId,
    subject: { id: facts.id, name: facts.title, version: 1 },
    after: facts as unknown as JsonValue,
  });
}

/** The whole of each is written down, so that it can come back. */
export async function removeProducts(
  tx: Drizzle,
  storeId: string,
  { removed, by }: { removed: StoredProduct[]; by: Doing },
): Promise<void> {
  if (removed.length === 0) return;
  const ids = removed.map(({ facts }) => facts.id);
  await tx.delete(product).where(and(eq(product.storeId, storeId), inArray(product.id, ids)));
  for (const { facts } of removed) {
    await recordChange(tx, {
      ...by,
      action: 'product.delete',
      storeId,
      subject: { id: facts.id, name: facts.title },
      before: facts as unknown as JsonValue,
    });
  }
}
