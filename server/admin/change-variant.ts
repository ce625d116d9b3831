import type { NewVariant, VariantChange } from '../../shared/admin-products.ts';
import { newId } from '../shop/new-id.ts';
import { canBeBought, uncountedAvailability } from '../shop/product.ts';
import type { VariantFacts } from './product-facts.ts';

/** The variant after a merchant's change. An availability that is not named stays as it is kept beside any count. */
export function changeVariant(
  variant: VariantFacts,
  change: Omit<VariantChange, 'id'>,
): VariantFacts {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  const changed: VariantFacts = { ...variant, ...Object.fromEntries(named), id: variant.id };
  if (change.availability === undefined) return changed;
  const wanted = { available: canBeBought(change.availability), status: change.availability };
  return {
    ...changed,
    availability: uncountedAvailability(wanted, changed.stock ?? undefined).status,
  };
}

/** A variant as a merchant makes it: in stock and not counted unless told. */
export function makeVariant({ id, external_id, ...given }: NewVariant): VariantFacts {
  const empty: VariantFacts = {
    id: id ?? newId(),
    sku: null,
    title: variantTitle(given.options ?? []),
    price: given.price,
    list_price: null,
    stock: null,
    availability: 'in_stock',
    options: [],
    barcodes: [],
    media: [],
    external_id: external_id ?? null,
    metadata: {},
  };
  return changeVariant(empty, given);
}

/** "Red / M"; what has no options is called "Default". */
export function variantTitle(options: { label: string }[]): string {
  const title = options.map(({ label }) => label).join(' / ');
  return title === '' ? 'Default' : title.slice(0, 500).toWellFormed();
}
