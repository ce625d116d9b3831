import { and, eq, inArray } from 'drizzle-orm';
import type { RefusalReason } from '../../../shared/catalog-import.ts';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { product, variant } from '../schema.ts';
import type { PlannedProduct } from './plan-products.ts';

export interface TakenName {
  reason: Extract<RefusalReason, 'handle_taken' | 'sku_taken'>;
  /** The name and the product that has it. */
  value: string;
}

/** Thrown where a product is written: `invalid_request` for people, and what exactly is taken for machines. */
export class NameTaken extends AppError {
  readonly taken: TakenName;

  constructor(
    reason: TakenName['reason'],
    { name, title }: { name: string | null; title: string },
  ) {
    const kind = reason === 'sku_taken' ? 'SKU' : 'handle';
    super('invalid_request', `The ${kind} ${name} is that of "${title}".`);
    this.taken = named(reason, { name, title });
  }
}

/**
 * Handles and SKUs that products have which are not among the planned ones, for each of these. Two of them may exchange
 * theirs: they are written together.
 */
export async function takenNames(
  db: Drizzle,
  storeId: string,
  planned: PlannedProduct[],
): Promise<TakenName[][]> {
  const handles = planned.map(({ rows }) => rows.product.handle);
  const skus = planned.flatMap(({ rows }) => rows.variants.flatMap(({ sku }) => sku ?? []));
  const [byHandle, bySku] = await Promise.all([
    db
      .select({ id: product.id, title: product.title, name: product.handle })
      .from(product)
      .where(and(eq(product.storeId, storeId), inArray(product.handle, handles))),
    skus.length === 0
      ? []
      : db
          .select({ id: product.id, title: product.title, name: variant.sku })
          .from(variant)
          .innerJoin(product, eq(product.id, variant.productId))
          .where(and(eq(variant.storeId, storeId), inArray(variant.sku, skus))),
  ]);
  const planning = new Set(planned.map(({ rows }) => rows.product.id));
  const foreign = (rows: { id: string; title: string; name: string | null }[]) =>
    new Map(rows.filter(({ id }) => !planning.has(id)).map((row) => [row.name, row]));
  const [handleOwners, skuOwners] = [foreign(byHandle), foreign(bySku)];
  return planned.map(({ rows }) => {
    const handleOwner = handleOwners.get(rows.product.handle);
    const owners = rows.variants.flatMap(({ sku }) => (sku && skuOwners.get(sku)) || []);
    return [
      ...(handleOwner ? [named('handle_taken', handleOwner)] : []),
      ...owners.map((owner) => named('sku_taken', owner)),
    ];
  });
}

function named(
  reason: TakenName['reason'],
  { name, title }: { name: string | null; title: string },
): TakenName {
  return { reason, value: `${name}: ${title}` };
}
