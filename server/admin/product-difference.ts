import { isDeepStrictEqual } from 'node:util';
import type { NewVariant, ProductChange, VariantChange } from '../../shared/admin-products.ts';
import type { ProductFacts, VariantFacts } from './product-facts.ts';

/** What leads from one state of a product to another, and back. */
export interface ProductDifference {
  before: ProductChange;
  after: ProductChange;
}

const FIELDS = [
  'title',
  'handle',
  'description',
  'brand',
  'url',
  'tags',
  'categories',
  'options',
  'attributes',
  'media',
] as const;

const VARIANT_FIELDS = [
  'sku',
  'title',
  'price',
  'list_price',
  'stock',
  'availability',
  'options',
  'barcodes',
  'media',
] as const;

/**
 * Only the fields that differ, in the form of a change: `changeProduct(older, after)` gives the newer state and
 * `changeProduct(newer, before)` the older one. Undefined when they are the same.
 */
export function differenceBetween(
  older: ProductFacts,
  newer: ProductFacts,
): ProductDifference | undefined {
  const before = { ...differingFields(older, newer, FIELDS), ...variantSteps(newer, older) };
  const after = { ...differingFields(newer, older, FIELDS), ...variantSteps(older, newer) };
  return Object.keys(after).length > 0 ? { before, after } : undefined;
}

function differingFields<T, K extends keyof T>(
  wanted: T,
  other: T,
  fields: readonly K[],
): Partial<Pick<T, K>> {
  const differing = fields.filter((field) => !isDeepStrictEqual(wanted[field], other[field]));
  return Object.fromEntries(differing.map((field) => [field, wanted[field]])) as Partial<
    Pick<T, K>
  >;
}

/** What makes the variants of `from` those of `to`. */
function variantSteps({ variants: from }: ProductFacts, { variants: to }: ProductFacts) {
  const fromById = new Map(from.map((variant) => [variant.id, variant]));
  const toIds = to.map(({ id }) => id);
  const kept = from.filter(({ id }) => toIds.includes(id)).map(({ id }) => id);
  const added = to.filter(({ id }) => !fromById.has(id));
  const steps: ProductChange = {};
  const changed = to.flatMap((variant) => changeOfVariant(fromById.get(variant.id), variant));
  const removed = from.map(({ id }) => id).filter((id) => !toIds.includes(id));
  if (changed.length > 0) steps.variants = changed;
  if (added.length > 0) steps.add_variants = added.map(asNewVariant);
  if (removed.length > 0) steps.remove_variants = removed;
  const left = [...kept, ...added.map(({ id }) => id)];
  if (!isDeepStrictEqual(left, toIds)) steps.variant_order = toIds;
  return steps;
}

function changeOfVariant(from: VariantFacts | undefined, to: VariantFacts): VariantChange[] {
  if (!from) return [];
  const fields = differingFields(to, from, VARIANT_FIELDS);
  return Object.keys(fields).length > 0 ? [{ id: to.id, ...fields }] : [];
}

function asNewVariant({ metadata: _, ...variant }: VariantFacts): NewVariant {
  return variant;
}
