import type { AdminSelectedOption, ProductChange } from '../../shared/admin-products.ts';
import { type Complaint, repeated } from './complaints.ts';
import type { ProductFacts, VariantFacts } from './product-facts.ts';

/**
 * What `change` makes wrong. Only what it touches is looked at: what an import brought, however odd, keeps nobody from
 * correcting a title. `changed` is the product after it.
 */
export function complaintsAbout(changed: ProductFacts, change: ProductChange): Complaint[] {
  const touched = touchedVariants(changed, change);
  const touchesOptions =
    change.options !== undefined || touched.some(({ given }) => given.options !== undefined);
  return [
    ...touched.flatMap(wrongListPrice),
    ...wrongSkus(changed, touched),
    ...wrongAttributes(change),
    ...(touchesOptions ? wrongOptions(changed, touched) : []),
  ];
}

interface TouchedVariant {
  pointer: string;
  variant: VariantFacts;
  given: { price?: number; list_price?: number | null; sku?: string | null; options?: unknown };
}

function touchedVariants(
  { variants }: ProductFacts,
  { variants: changes = [], add_variants: added = [] }: ProductChange,
): TouchedVariant[] {
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  const changed = changes.flatMap((given, index) => {
    const variant = byId.get(given.id);
    return variant ? [{ pointer: `/variants/${index}`, variant, given }] : [];
  });
  // Those without an id got one: they are the last, in their order, unless the order is named, and then they cannot be.
  const last = variants.slice(variants.length - added.length);
  const fresh = added.flatMap((given, index) => {
    const variant = given.id === undefined ? last[index] : byId.get(given.id);
    return variant ? [{ pointer: `/add_variants/${index}`, variant, given }] : [];
  });
  return [...changed, ...fresh];
}

function wrongListPrice({ pointer, variant, given }: TouchedVariant): Complaint[] {
  const touches = given.price !== undefined || given.list_price !== undefined;
  if (!touches || variant.list_price === null || variant.list_price >= variant.price) return [];
  return [{ pointer: `${pointer}/list_price`, detail: 'must not be below the price' }];
}

function wrongSkus({ variants }: ProductFacts, touched: TouchedVariant[]): Complaint[] {
  const twice = new Set(
    repeated(variants, ({ sku }) => sku ?? undefined).flatMap(
      (index) => variants[index]?.sku ?? [],
    ),
  );
  return touched
    .filter(({ variant, given }) => given.sku !== undefined && twice.has(variant.sku ?? ''))
    .map(({ pointer }) => ({ pointer: `${pointer}/sku`, detail: 'is that of another variant' }));
}

function wrongAttributes({ attributes = [] }: ProductChange): Complaint[] {
  return repeated(attributes, ({ name }) => name).map((index) => ({
    pointer: `/attributes/${index}/name`,
    detail: 'stands there twice',
  }));
}

function wrongOptions(product: ProductFacts, touched: TouchedVariant[]): Complaint[] {
  const { options, variants } = product;
  const pointerOf = new Map(touched.map(({ variant, pointer }) => [variant.id, pointer]));
  const twice = repeated(options, ({ name }) => name).map((index) => ({
    pointer: `/options/${index}/name`,
    detail: 'stands there twice',
  }));
  const valuesTwice = options.flatMap(({ values }, index) =>
    repeated(values, ({ label }) => label).map((place) => ({
      pointer: `/options/${index}/values/${place}/label`,
      detail: 'stands there twice',
    })),
  );
  const unknown = variants.flatMap((variant) =>
    variant.options
      .filter((selected) => !isOffered(selected, product))
      .map(({ name, label }) => ({
        pointer: pointerOf.has(variant.id) ? `${pointerOf.get(variant.id)}/options` : '/options',
        detail: `${variant.title} is ${name}: ${label}, which is not among the options`,
      })),
  );
  const alike = repeated(variants, combinationOf).map((index) => ({
    pointer: pointerOf.has(variants[index]!.id) ? pointerOf.get(variants[index]!.id)! : '/options',
    detail: `${variants[index]!.title} has the options of another variant`,
  }));
  return [...twice, ...valuesTwice, ...unknown, ...alike];
}

function isOffered({ name, label }: AdminSelectedOption, { options }: ProductFacts): boolean {
  const option = options.find((item) => item.name === name);
  return option?.values.some((value) => value.label === label) ?? false;
}

/** Variants without options may be told apart by their titles alone. */
function combinationOf({ options }: VariantFacts): string | undefined {
  if (options.length === 0) return undefined;
  return JSON.stringify(options.map(({ name, label }) => [name, label]).sort());
}
