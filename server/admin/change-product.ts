import { MAX_VARIANTS, type ProductChange } from '../../shared/admin-products.ts';
import { changeOptions } from './change-options.ts';
import { changeVariant, makeVariant } from './change-variant.ts';
import { complaintsAbout } from './check-product-facts.ts';
import { type Complaint, refuseIfAny, repeated } from './complaints.ts';
import type { ProductFacts, VariantFacts } from './product-facts.ts';

/**
 * The product after a merchant's change. Throws AppError `invalid_request` with a pointer to every field that breaks a
 * rule: a variant that is not the product's, a list price below the price, options that do not fit together.
 */
export function changeProduct(product: ProductFacts, change: ProductChange): ProductFacts {
  const complaints: Complaint[] = [];
  const { options, variants: _, add_variants: __, remove_variants: ___, ...rest } = change;
  const { variant_order: ____, ...simple } = rest;
  const named = Object.fromEntries(
    Object.entries(simple).filter(([, value]) => value !== undefined),
  );
  const withFields: ProductFacts = {
    ...product,
    ...named,
    tags: unique(change.tags ?? product.tags),
    categories: unique(change.categories ?? product.categories),
  };
  const withOptions = options ? changeOptions(withFields, options) : withFields;
  const variants = changedVariants(withOptions.variants, change, complaints);
  const changed = { ...withOptions, variants };
  complaints.push(...complaintsAbout(changed, change));
  refuseIfAny(complaints, 'The product cannot be changed like this');
  return changed;
}

function changedVariants(
  variants: VariantFacts[],
  change: ProductChange,
  complaints: Complaint[],
): VariantFacts[] {
  const changes = change.variants ?? [];
  const removed = change.remove_variants ?? [];
  const known = new Set(variants.map(({ id }) => id));
  refuseUnknown(
    changes.map(({ id }) => id),
    { known, at: '/variants', end: '/id', complaints },
  );
  refuseUnknown(removed, { known, at: '/remove_variants', end: '', complaints });
  const changeOf = new Map(changes.map((item) => [item.id, item]));
  const kept = variants
    .filter(({ id }) => !removed.includes(id))
    .map((variant) => {
      const wanted = changeOf.get(variant.id);
      return wanted ? changeVariant(variant, wanted) : variant;
    });
  const added = (change.add_variants ?? []).map(makeVariant);
  for (const [index, { id }] of added.entries()) {
    if (known.has(id)) complaints.push({ pointer: `/add_variants/${index}/id`, detail: TAKEN });
  }
  const all = [...kept, ...added];
  if (all.length === 0) complaints.push({ pointer: '/remove_variants', detail: ONE_STAYS });
  if (all.length > MAX_VARIANTS) complaints.push({ pointer: '/add_variants', detail: TOO_MANY });
  return change.variant_order ? inOrder(all, change.variant_order, complaints) : all;
}

const TAKEN = 'is the id of a variant that the product has';
const ONE_STAYS = 'leaves no variant, and a product has at least one';
const TOO_MANY = `makes more than ${MAX_VARIANTS} variants`;

function refuseUnknown(
  ids: string[],
  to: { known: Set<string>; at: string; end: string; complaints: Complaint[] },
): void {
  const twice = new Set(repeated(ids, (id) => id));
  for (const [index, id] of ids.entries()) {
    const pointer = `${to.at}/${index}${to.end}`;
    if (!to.known.has(id)) to.complaints.push({ pointer, detail: 'is not a variant of it' });
    else if (twice.has(index)) to.complaints.push({ pointer, detail: 'stands there twice' });
  }
}

function inOrder(variants: VariantFacts[], order: string[], complaints: Complaint[]) {
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  const ordered = order.flatMap((id) => byId.get(id) ?? []);
  if (ordered.length === variants.length && new Set(order).size === order.length) return ordered;
  const detail = 'must name every variant of the product once';
  complaints.push({ pointer: '/variant_order', detail });
  return variants;
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
