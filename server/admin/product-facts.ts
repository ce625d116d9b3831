import type { AdminProduct, AdminVariant } from '../../shared/admin-products.ts';
import { canBeBought, stockedAvailability } from '../shop/product.ts';

/** A product as it is kept, without what the database counts by itself. */
export interface ProductFacts
  extends Omit<AdminProduct, 'variants' | 'version' | 'created_at' | 'updated_at'> {
  variants: VariantFacts[];
  /** What an import brought that nobody edits. */
  metadata: Record<string, unknown>;
}

export interface VariantFacts extends AdminVariant {
  /** Without regard to the count: see `uncountedAvailability`. */
  availability: AdminVariant['availability'];
  metadata: Record<string, unknown>;
}

/** What the database counts. */
export interface StoredProduct {
  facts: ProductFacts;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** The product as a merchant sees it. */
export function shownProduct({
  facts,
  version,
  createdAt,
  updatedAt,
}: StoredProduct): AdminProduct {
  const { metadata: _, variants, ...rest } = facts;
  return {
    ...rest,
    variants: variants.map(shownVariant),
    version,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

/** Shows the availability that a shopper sees: none left is out of stock. */
export function shownVariant({ metadata: _, ...variant }: VariantFacts): AdminVariant {
  const kept = { available: canBeBought(variant.availability), status: variant.availability };
  const { status } = stockedAvailability(kept, variant.stock ?? undefined);
  return { ...variant, availability: status ?? variant.availability };
}
